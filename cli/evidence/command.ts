import { SSMClient } from "@aws-sdk/client-ssm";
import { Command } from "commander";
import { createClient } from "../../shared/aws-client";
import type { AuditConfig } from "../../config/audit-config";
import { version } from "../../package.json";
import { type AwsClients, archiveSource, requiredConfig, toAws } from "../digests/archive-source";
import { findingsText } from "../digests/findings-text";
import { timeRange } from "../digests/time-range";
import { failuresOf } from "../digests/verification";
import { placeCase } from "../hold/holding";
import { ParameterRegister } from "../hold/parameter-register";
import { S3Archive } from "../hold/s3-archive";
import { configOption } from "../shared/config-option";
import { programName } from "../../shared/program-name";
import { step } from "../../shared/steps";
import { type Evidence, exportEvidence } from "./export";

interface Options {
  readonly config?: string;
  readonly account?: readonly string[];
  readonly region?: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly hold?: string;
  readonly json?: boolean;
}

/** AWS clients that an export needs. */
export type EvidenceClients = AwsClients & { readonly ssm: SSMClient };

const helpText = () => `
Examples:
  ${programName()} evidence case-17 --account payments --from 2026-11-01 --to 2026-11-14
  ${programName()} evidence case-17 --from 2026-11-01 --to 2026-11-01 --hold case-17
  ${programName()} evidence case-17 --account payments --from 2026-11-01 --to 2026-11-14 --json

Writes log files, digests, public keys and a report to a new folder, and verifies the written files. Needs credentials of the
log-archive account; with --hold, of a role in archive.lock.holdRoleArns. docs/evidence.md describes the export.

Exit codes: 0 exported, and all digests and log files are as CloudTrail delivered them; 1 failure, see standard error: the folder
is not written; 2 wrong usage; 3 exported, and the report lists digests or log files that were changed or are missing.`;

/** `trailkeeper evidence`: exports logs with their digests, for an auditor. */
export const evidenceCommand = (connect: (config: AuditConfig) => EvidenceClients = withSystemsManager): Command =>
  new Command("evidence")
    .argument("<folder>", "folder to create")
    .addOption(configOption())
    .option("-a, --account <account...>", "ids or names of accounts (default: all)")
    .option("-r, --region <region...>", "regions (default: all)")
    .requiredOption("--from <time>", "first day or time in UTC, such as 2026-11-01")
    .requiredOption("--to <time>", "last day, or time in UTC, such as 2026-11-01T05:00Z")
    .option("--hold <case>", "first place a legal hold on the logs of these days; <case> is the name of a new case")
    .option("--json", "print JSON")
    .addHelpText("after", helpText())
    .action((folder: string, options: Options) => run(folder, options, connect));

const withSystemsManager = (config: AuditConfig): EvidenceClients => ({
  ...toAws(config),
  ssm: createClient(SSMClient, config.homeRegion, { maxAttempts: 10 }),
});

async function run(
  folder: string,
  { config: file, account = [], region = [], from, to, hold, json }: Options,
  connect: (config: AuditConfig) => EvidenceClients,
): Promise<void> {
  const range = timeRange(from, to);
  const config = requiredConfig(file);
  const clients = connect(config);
  const source = archiveSource(config, clients, { account });
  // The hold is placed first, so that no one can delete logs during the export
  if (hold !== undefined) await place(hold, source.accounts, range, config, clients);
  const result = await step("exporting", (say) =>
    exportEvidence({
      ...source,
      ...range,
      regions: region,
      folder,
      version,
      created: new Date(),
      hold,
      progress: ({ digests, logs }) => say(`${digests} digests, ${logs} log files`),
    }),
  );
  console.log(json === true ? JSON.stringify({ folder, ...result }, undefined, 2) : text(folder, result));
  if (failuresOf(result.findings).length > 0) process.exitCode = 3;
}

async function place(
  name: string,
  accounts: readonly string[],
  { from, to }: { readonly from: number; readonly to: number },
  config: AuditConfig,
  { s3, ssm }: EvidenceClients,
): Promise<void> {
  const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10);
  const scope = { sources: ["trail"] as const, accounts, from: dayOf(from), to: dayOf(to - 1) };
  const register = new ParameterRegister(ssm, config.prefix);
  await step(`placing the legal hold ${name}`, (say) =>
    placeCase(name, scope, {
      config,
      register,
      archive: new S3Archive(s3),
      now: () => new Date(),
      progress: (versions) => say(`${versions} versions`),
    }),
  );
}

function text(folder: string, { findings, files, digests, logs, seal }: Evidence): string {
  const summary = `${folder}: ${files} files, ${digests} digests and ${logs} log files verified`;
  const sealed = `SHA-256 of SHA256SUMS: ${seal}; send it to the auditor separately from the folder`;
  return [...(findings.length === 0 ? [] : [findingsText(findings)]), summary, sealed].join("\n");
}
