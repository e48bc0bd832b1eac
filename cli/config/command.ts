import { Command } from "commander";
import { loadWithFile } from "../../config/load";
import { printable } from "../../shared/printable";
import { nearestFirst } from "../../shared/suggestion";
import { UserError } from "../../shared/user-error";
import { chosenConfiguration, configOption } from "../shared/config-option";
import { programName, silentProgramName } from "../../shared/program-name";
import { type Drawing, newTable, standardOutput } from "../../shared/terminal";
import { type AccountSettings, type Origin, settingsOfAll } from "./account-settings";

interface Options {
  readonly config?: string;
  readonly all?: boolean;
  readonly json?: boolean;
}

const helpText = () => `
Examples:
  ${programName()} config show payments
  ${programName()} config show payments --json
  ${silentProgramName()} config show --all --json > settings.json

Shows the settings that can differ between accounts, and the origin of each value: an entry of overrides, a line of the
configuration, or the default. Needs no credentials. docs/overrides.md describes overrides.

Exit codes: 0 success; 1 failure, see standard error; 2 wrong usage.`;

/** `trailkeeper config`: shows the settings of accounts. */
export const configCommand = (): Command =>
  new Command("config")
    .addHelpText("after", helpText())
    .addCommand(
      new Command("show")
        .description("show the settings of one account or of all accounts, and the origin of each value")
        .argument("[account]", "id or name of an account, management or log-archive")
        .option("-a, --all", "show every account")
        .option("--json", "print JSON")
        .addOption(configOption())
        .addHelpText("after", helpText())
        .action(show),
    );

function show(
  account: string | undefined,
  { config: option, all = false, json = false }: Options,
  command: Command,
): void {
  if ((account === undefined) !== all) command.error("error: name one account, or use --all", { exitCode: 2 });
  const { path } = chosenConfiguration(option);
  const everyone = settingsOfAll(loadWithFile(path));
  const shown = account === undefined ? everyone : [accountOf(everyone, account)];
  if (json) {
    console.log(JSON.stringify(account === undefined ? shown : shown[0], undefined, 2));
    return;
  }
  console.log(shown.map((one) => pageOf(one, standardOutput())).join("\n\n"));
}

function accountOf(everyone: readonly AccountSettings[], account: string): AccountSettings {
  const found = everyone.find(({ id, name }) => id === account || name === account);
  if (found) return found;
  const names = everyone.map(({ name }) => name);
  const nearest = nearestFirst(account, names).slice(0, 5).join(", ");
  throw new UserError(`no account ${printable(account)} in the configuration; accounts with similar names: ${nearest}`);
}

/** The settings of an account as a table, below the properties that overrides select accounts by. */
export function pageOf({ id, name, unit, tags = {}, overrides, settings }: AccountSettings, drawing: Drawing): string {
  const table = newTable(["setting", "value", "from"], drawing);
  for (const { setting, value, from } of settings)
    table.push([setting, printable(JSON.stringify(value)), originText(from)]);
  const tagText = Object.entries(tags).map(([key, value]) => `${key}=${value}`);
  const head = [
    `account ${id} (${name})`,
    ...(unit === undefined ? [] : [`unit ${unit}`]),
    ...(tagText.length === 0 ? [] : [`tags ${printable(tagText.join(", "))}`]),
    overrides.length === 0 ? "no overrides" : overrides.map((i) => `overrides[${i}]`).join(", "),
  ];
  return `${head.join("; ")}\n${table.toString()}`;
}

const originText = ({ path, line }: Origin): string => {
  if (path === undefined) return "default";
  const [override] = /^overrides\[\d+\]/.exec(path) ?? [];
  const place = line === undefined ? "file" : `line ${line}`;
  return override === undefined ? place : `${override} (${place})`;
};
