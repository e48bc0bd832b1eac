import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { Command } from "commander";
import type { AuditConfig } from "../../config/audit-config";
import { terraformRoots } from "../../config/derived/terraform-roots";
import { loadConfig } from "../../config/load";
import { UserError } from "../../config/user-error";
import { synthesize } from "../../synthesis/synthesize";
import { chosenConfiguration, configOption } from "../shared/config-option";
import { programName } from "../shared/program-name";
import { step } from "../shared/steps";
import { standardOutput } from "../shared/terminal";
import { readOutput } from "../terraform-output/output";
import type { Stack } from "../terraform-output/stack";
import { type CheckResult, checkRoots } from "./check-roots";
import { checks } from "./checks";
import { findingsTable } from "./findings-table";

interface Options {
  readonly config?: string;
  readonly json?: boolean;
}

const helpText = () => `
Examples:
  ${programName()} check
  ${programName()} check member-payments member-website
  ${programName()} check --json > clashes.json

Reads the accounts with the roles of the configuration, and changes nothing. docs/before-you-apply.md lists the checks.

Exit codes: 0 nothing was found; 1 failure, see standard error; 2 wrong usage; 3 something clashes, or could not be checked.`;

/** `trailkeeper check`: lists what would clash or fail in the accounts on the next apply. */
export const checkCommand = (): Command =>
  new Command("check")
    .argument("[account...]", "ids of accounts, or names of roots (default: all)")
    .addOption(configOption())
    .option("--json", "print JSON")
    .addHelpText("after", helpText())
    .action(run);

async function run(chosen: readonly string[], { config: file, json }: Options): Promise<void> {
  const { path, isFallback } = chosenConfiguration(file);
  if (isFallback) throw new UserError(`there is nothing to check without a configuration; run ${programName()} init`);
  const config = loadConfig(path);
  const roots = rootsOf(config, chosen);
  await requireCredentials(config);
  const stacks = stacksOf(path);
  const result = await step(`checking ${roots.length} roots`, (say) =>
    checkRoots({ config, stacks, roots, checks, report: (done) => say(`${done} of ${roots.length}`) }),
  );
  console.log(json ? JSON.stringify({ roots: roots.length, ...result }, undefined, 2) : report(result, roots.length));
  if (result.findings.length > 0) process.exitCode = 3;
}

/** @throws UserError for an account that is not configured */
function rootsOf(config: AuditConfig, chosen: readonly string[]): string[] {
  const roots = terraformRoots(config);
  const unknown = chosen.filter((one) => !roots.some(({ id, stackName }) => one === id || one === stackName));
  if (unknown.length > 0) {
    const known = roots.map(({ stackName }) => stackName).join(", ");
    throw new UserError(`no account ${unknown.join(", ")} in the configuration; roots: ${known}`);
  }
  const wanted = roots.filter(({ id, stackName }) => chosen.includes(id) || chosen.includes(stackName));
  return (chosen.length === 0 ? roots : wanted).map(({ stackName }) => stackName);
}

/** Without credentials, every account would be reported as one that cannot be read. */
async function requireCredentials({ homeRegion: region }: AuditConfig): Promise<void> {
  try {
    await new STSClient({ region }).send(new GetCallerIdentityCommand({}));
  } catch (error) {
    throw new UserError(
      `no AWS credentials for the management account: sign in, or set AWS_PROFILE to a profile (${(error as Error).message})`,
      { cause: error },
    );
  }
}

/** The roots of a configuration, synthesized for this check alone: an older output could differ. */
function stacksOf(configuration: string): Stack[] {
  const outdir = mkdtempSync(join(tmpdir(), "trailkeeper-check-"));
  try {
    synthesize({ configuration, isFallback: false, outdir, mayRemove: true, keepsRootList: false });
    return readOutput(outdir);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

function report({ findings, requests }: CheckResult, roots: number): string {
  const counts = `${roots} roots, ${requests} requests to AWS`;
  if (findings.length === 0) return `nothing clashes: ${counts}`;
  return `${findingsTable(findings, standardOutput())}\n${findings.length} findings: ${counts}`;
}
