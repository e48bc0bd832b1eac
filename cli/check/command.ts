import { Command } from "commander";
import { loadConfig } from "../../config/load";
import { UserError } from "../../shared/user-error";
import { requireCredentials } from "../aws-reader/require-credentials";
import { chosenRoots } from "../shared/chosen-roots";
import { freshOutput } from "../shared/fresh-output";
import { chosenConfiguration, configOption } from "../shared/config-option";
import { findingsTable } from "../shared/findings-table";
import { programName } from "../../shared/program-name";
import { step } from "../../shared/steps";
import { standardOutput } from "../../shared/terminal";
import { type CheckResult, checkRoots } from "./check-roots";
import { checks } from "./checks";

interface Options {
  readonly config?: string;
  readonly json?: boolean;
}

const helpText = () => `
Examples:
  ${programName()} check
  ${programName()} check member-payments member-website
  ${programName()} check --json > clashes.json

Reads the accounts with the roles in the configuration, and changes nothing. docs/before-you-apply.md lists the checks.

Exit codes: 0 no findings; 1 failure, see standard error; 2 wrong usage; 3 findings: a clash, or a check that could not run.`;

/** `trailkeeper check`: lists what would make the next apply fail in the accounts. */
export const checkCommand = (): Command =>
  new Command("check")
    .argument("[account...]", "ids of accounts, or names of roots (default: all)")
    .addOption(configOption())
    .option("--json", "print JSON")
    .addHelpText("after", helpText())
    .action(run);

async function run(chosen: readonly string[], { config: file, json }: Options): Promise<void> {
  const { path, isFallback } = chosenConfiguration(file);
  if (isFallback)
    throw new UserError(`there is no configuration to check; run ${programName()} init to create audit.yaml`);
  const config = loadConfig(path);
  const roots = chosenRoots(config, chosen);
  await requireCredentials(config);
  const stacks = freshOutput(path);
  const result = await step(`checking ${roots.length} roots`, (say) =>
    checkRoots({ config, stacks, roots, checks, report: (done) => say(`${done} of ${roots.length}`) }),
  );
  console.log(json ? JSON.stringify({ roots: roots.length, ...result }, undefined, 2) : report(result, roots.length));
  if (result.findings.length > 0) process.exitCode = 3;
}

function report({ findings, requests }: CheckResult, roots: number): string {
  const counts = `${roots} roots, ${requests} requests to AWS`;
  if (findings.length === 0) return `no clashes: ${counts}`;
  const rows = findings.map(({ check: id, ...finding }) => ({ id, ...finding }));
  return `${findingsTable(rows, "check", standardOutput())}\n${findings.length} findings: ${counts}`;
}
