import { Command } from "commander";
import { loadConfig } from "../../config/load";
import { UserError } from "../../shared/user-error";
import { requireCredentials } from "../aws-reader/require-credentials";
import { chosenRoots } from "../shared/chosen-roots";
import { chosenConfiguration, configOption } from "../shared/config-option";
import { findingsTable } from "../shared/findings-table";
import { programName } from "../../shared/program-name";
import { step } from "../../shared/steps";
import { standardOutput } from "../../shared/terminal";
import { freshOutput } from "../shared/fresh-output";
import type { Stack } from "../../terraform-types/synthesized/stack";
import { regionsOf } from "./deployed-region";
import { guarantees } from "./guarantees";
import { Journal } from "./journal";
import { type VerifiedRegion, verifyRegions } from "./verify-regions";

interface Options {
  readonly config?: string;
  readonly region?: readonly string[];
  readonly resume?: string;
  readonly json?: boolean;
}

const helpText = () => `
Examples:
  ${programName()} verify
  ${programName()} verify member-payments --region eu-west-1
  ${programName()} verify --resume verify.journal --json > findings.json

Compares the deployed resources with the Terraform of the configuration, and reads from AWS whether they work. Reads the accounts
with the roles in the configuration, and changes nothing. With the same --resume <file>, the next run reads only the regions that
could not be read completely. docs/verify.md lists the guarantees.

Exit codes: 0 every guarantee holds; 1 failure, see standard error; 2 wrong usage; 3 a guarantee is broken; 4 no guarantee was
found broken, but some could not be verified.`;

/** `trailkeeper verify`: reports for every deployed guarantee whether it holds on AWS. */
export const verifyCommand = (): Command =>
  new Command("verify")
    .argument("[account...]", "ids of accounts, or names of roots (default: all)")
    .addOption(configOption())
    .option("-r, --region <region...>", "regions (default: every region of each root)")
    .option("--resume <file>", "record verified regions in this file, and skip the regions that it contains")
    .option("--json", "print JSON")
    .addHelpText("after", helpText())
    .action(run);

async function run(chosen: readonly string[], { config: file, region: regions, resume, json }: Options): Promise<void> {
  const { path, isFallback } = chosenConfiguration(file);
  if (isFallback)
    throw new UserError(`there is no configuration to verify; run ${programName()} init to create audit.yaml`);
  const config = loadConfig(path);
  const roots = chosenRoots(config, chosen);
  const stacks = freshOutput(path);
  const total = countOf(stacks, roots, regions);
  await requireCredentials(config);
  const journal = resume === undefined ? undefined : new Journal(resume, stacks);
  const before = (journal?.verified ?? []).filter(({ root }) => roots.includes(root));

  const result = await step(`verifying ${total} regions of ${roots.length} roots`, (say) => {
    let done = before.length;
    return verifyRegions({
      config,
      stacks,
      roots,
      regions,
      guarantees,
      isDone: (root, region) => journal?.has(root, region) ?? false,
      report: (verified) => {
        journal?.add(verified);
        say(`${++done} of ${total}`);
      },
    });
  });
  const verified = [...before, ...result.verified];
  const findings = verified.flatMap((one) => one.findings);
  const unverified = findings.filter(({ isUnverified }) => isUnverified).length;
  if (unverified === 0) journal?.clear();
  const resources = verified.reduce((sum, one) => sum + one.resources, 0);
  const summary = { roots: roots.length, regions: verified.length, resources, requests: result.requests };
  console.log(
    json ? JSON.stringify({ ...summary, unverified, findings }, undefined, 2) : report(verified, summary, unverified),
  );
  if (findings.length > 0) process.exitCode = findings.length > unverified ? 3 : 4;
}

/**
 * Counts the regions of all roots.
 *
 * @throws UserError for a region in which no root has resources
 */
function countOf(stacks: readonly Stack[], roots: readonly string[], wanted: readonly string[] | undefined): number {
  const regions = stacks.filter(({ name }) => roots.includes(name)).flatMap(regionsOf);
  const unknown = (wanted ?? []).filter((one) => !regions.includes(one));
  if (unknown.length > 0) {
    const known = [...new Set(regions)].toSorted().join(", ");
    throw new UserError(
      `no root has resources in ${unknown.join(", ")}; use --region with one of these regions: ${known}`,
    );
  }
  return regions.filter((region) => wanted?.includes(region) ?? true).length;
}

interface Summary {
  readonly roots: number;
  readonly regions: number;
  readonly resources: number;
  readonly requests: number;
}

function report(verified: readonly VerifiedRegion[], summary: Summary, unverified: number): string {
  const { roots, regions, resources, requests } = summary;
  const counts = `${resources} resources in ${regions} regions of ${roots} roots, ${requests} requests to AWS`;
  const findings = verified.flatMap((one) => one.findings);
  if (findings.length === 0) return `every guarantee holds: ${counts}`;
  const rows = findings.map(({ root, region, guarantee: id, fact, fix }) => ({
    root,
    region,
    id,
    message: `${fact}; ${fix}`,
  }));
  return [
    findingsTable(rows, "guarantee", standardOutput()),
    `${findings.length} findings, of which ${unverified} could not be verified: ${counts}`,
  ].join("\n");
}
