import { S3Client } from "@aws-sdk/client-s3";
import { SSMClient } from "@aws-sdk/client-ssm";
import { Command, InvalidArgumentError, Option } from "commander";
import { createClient } from "../../shared/aws-client";
import { callerIdentity } from "../aws-reader/caller-identity";
import { type LogClass, logClasses } from "../../config/schema/log-classes";
import { loadConfig } from "../../config/load";
import { UserError } from "../../shared/user-error";
import { chosenAccounts } from "../shared/chosen-accounts";
import { chosenConfiguration, configOption } from "../shared/config-option";
import { programName } from "../../shared/program-name";
import { newTable, standardOutput } from "../../shared/terminal";
import { type HoldScope, checkDays } from "./hold-case";
import { type HoldResult, type HoldTools, caseOf, liftCase, placeCase } from "./holding";
import { ParameterRegister } from "./parameter-register";
import { S3Archive } from "./s3-archive";

interface Options {
  readonly config?: string;
  readonly json?: boolean;
  readonly source?: readonly LogClass[];
  readonly account?: readonly string[];
  readonly from?: string;
  readonly to?: string;
  readonly yes?: boolean;
}

const helpText = () => `
Examples:
  ${programName()} hold place case-17 --source trail --account payments --from 2026-11-01 --to 2026-11-14
  ${programName()} hold place case-17
  ${programName()} hold list --json
  ${programName()} hold lift case-17 --yes

No principal and no lifecycle rule can delete a held version before the hold is lifted. hold place without options continues an
interrupted case, and holds logs that were delivered late. Needs credentials of a role in archive.lock.holdRoleArns, which is in
the log-archive account. docs/retention.md describes legal holds.

Exit codes: 0 success; 1 failure, see standard error: run the command again to continue; 2 wrong usage; 3 a class of logs has no
versions to hold, or hold lift was run without --yes.`;

/** Creates the AWS clients of the commands, from the value of `--config`. */
export type Connect = (
  configuration: string | undefined,
) => Promise<Pick<HoldTools, "config" | "register" | "archive">>;

const toAws: Connect = async (configuration) => {
  const { path, isFallback } = chosenConfiguration(configuration);
  if (isFallback)
    throw new UserError("there is no audit.yaml in this folder; name the configuration with --config <file>");
  const config = loadConfig(path);
  const { accountId } = await callerIdentity(config.homeRegion);
  if (accountId !== config.accounts.logArchive)
    throw new UserError(
      `the credentials belong to account ${accountId}, but the archive is in ${config.accounts.logArchive}; use credentials of ${config.accounts.logArchive}`,
    );
  const settings = { maxAttempts: 10 };
  return {
    config,
    register: new ParameterRegister(createClient(SSMClient, config.homeRegion, settings), config.prefix),
    archive: new S3Archive(createClient(S3Client, config.homeRegion, settings)),
  };
};

/** `trailkeeper hold`: places, lists and lifts legal holds on logs. */
export function holdCommand(connect: Connect = toAws): Command {
  const toolsOf = async ({ config }: Options): Promise<HoldTools> => {
    const reports = new Counter();
    return { ...(await connect(config)), now: () => new Date(), progress: (versions) => reports.show(versions) };
  };
  const add = (name: string, description: string) =>
    new Command(name).description(description).addOption(configOption()).option("--json", "print JSON");

  const place = add("place", "hold the logs of a new case, or continue a case")
    .argument("<case>", "name of the case", caseName)
    .addOption(new Option("-s, --source <class...>", "classes of logs to hold").choices(Object.keys(logClasses)))
    .option("-a, --account <account...>", "ids or names of accounts (default: all)")
    .option("--from <day>", "first day, such as 2026-11-01")
    .option("--to <day>", "last day")
    .action(async (name: string, options: Options) => {
      const tools = await toolsOf(options);
      const result = await placeCase(name, scopeOf(options, tools), tools);
      print(options, { case: name, ...result }, placedText(name, result));
      if (result.empty.length > 0) process.exitCode = 3;
    });
  const list = add("list", "list the cases").action(async (options: Options) => {
    const cases = await (await toolsOf(options)).register.list();
    const table = newTable(
      ["case", "state", "since", "sources", "accounts", "from", "to", "versions"],
      standardOutput(),
    );
    for (const one of cases) {
      const accounts = one.accounts.length === 0 ? "all" : one.accounts.join(" ");
      table.push([
        one.name,
        one.state,
        one.since,
        one.sources.join(" "),
        accounts,
        one.from,
        one.to,
        one.versions ?? "",
      ]);
    }
    print(options, cases, cases.length === 0 ? "no cases" : table.toString());
  });
  const lift = add("lift", "lift the holds of a case, except for versions that other cases hold")
    .argument("<case>", "name of the case", caseName)
    .option("-y, --yes", "lift the holds; without --yes, the case is only shown")
    .action(async (name: string, options: Options) => {
      const tools = await toolsOf(options);
      if (options.yes !== true) {
        const { sources, accounts, from, to, versions = 0 } = await caseOf(name, tools);
        const scope = `${sources.join(", ")} of ${accounts.length === 0 ? "every account" : accounts.join(", ")}`;
        print(
          options,
          await caseOf(name, tools),
          `${name} holds ${versions} versions: ${scope}, ${from} to ${to}; add --yes to lift the holds`,
        );
        process.exitCode = 3;
        return;
      }
      const { versions, kept } = await liftCase(name, tools);
      const others = kept === 0 ? "" : `; ${kept} versions stay held for other cases`;
      print(options, { case: name, versions, kept }, `${name}: lifted the holds of ${versions} versions${others}`);
    });
  return [place, list, lift].reduce(
    (hold, command) => hold.addCommand(command.addHelpText("after", helpText())),
    new Command("hold").addHelpText("after", helpText()),
  );
}

function caseName(text: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/.test(text)) return text;
  throw new InvalidArgumentError(
    "expected 1 to 64 letters, digits, dots, underscores or hyphens; the first must be a letter or a digit.",
  );
}

/** The scope that the options set. Undefined without these options. */
function scopeOf({ source, account = [], from, to }: Options, { config, now }: HoldTools): HoldScope | undefined {
  if (source === undefined && account.length === 0 && from === undefined && to === undefined) return undefined;
  if (source === undefined || from === undefined || to === undefined)
    throw new UserError("a new case needs --source, --from and --to; to continue a case, omit all options");
  checkDays({ from, to }, now());
  return { sources: [...new Set(source)], accounts: chosenAccounts(config, account), from, to };
}

function placedText(name: string, { versions, empty, againAfter }: HoldResult): string {
  const none = empty.map(
    (source) => `\nno logs of ${source} are held: they have no version in these days and accounts`,
  );
  const held = `${name}: ${versions} versions are held${none.join("")}`;
  if (againAfter === undefined) return held;
  return `${held}\nAWS can still deliver logs of these days: run ${programName()} hold place ${name} again after ${againAfter.toISOString()}`;
}

const print = ({ json = false }: Options, value: unknown, text: string): void =>
  console.log(json ? JSON.stringify(value, undefined, 2) : text);

/** Prints the progress of a long command every few seconds. */
class Counter {
  private next = Date.now() + 2_000;

  show(versions: number): void {
    if (Date.now() < this.next) return;
    this.next = Date.now() + 5_000;
    process.stderr.write(`versions: ${versions}\n`);
  }
}
