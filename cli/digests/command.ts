import { Command, Option } from "commander";
import type { AuditConfig } from "../../config/audit-config";
import { UserError } from "../../shared/user-error";
import { type AwsClients, archiveSource, locationSource, requiredConfig, toAws } from "./archive-source";
import { findingsText } from "./findings-text";
import { folderSource } from "./folder-source";
import { timeRange, yesterday } from "./time-range";
import { type Verification, failuresOf, verifyDigests } from "./verification";
import { configOption } from "../shared/config-option";
import { programName } from "../../shared/program-name";
import { step } from "../../shared/steps";

/** Creates AWS clients. */
type Connect = (config: Pick<AuditConfig, "homeRegion">) => AwsClients;

interface Options {
  readonly location?: readonly string[];
  readonly homeRegion?: string;
  readonly folder?: string;
  readonly keys?: string;
  readonly config?: string;
  readonly account?: readonly string[];
  readonly region?: readonly string[];
  readonly from?: string;
  readonly to?: string;
  readonly json?: boolean;
}

const helpText = () => `
Examples:
  ${programName()} digests
  ${programName()} digests --account payments --from 2026-11-01 --to 2026-11-14
  ${programName()} digests --json > digests.json
  ${programName()} digests --location s3://acme-trail/cloudtrail-logs/AWSLogs/o-a1b2c3d4e5/ --home-region eu-west-1
  ${programName()} digests --folder export/objects --keys export/keys

Without --folder, reads the trail archive and CloudTrail's public keys with credentials of the log-archive account, and changes
nothing. docs/digests.md describes the verification and every finding.

Exit codes: 0 all digests and log files are as CloudTrail delivered them; 1 failure, see standard error; 2 wrong usage; 3 a
digest or log file was changed, is missing, or could not be verified.`;

/** `trailkeeper digests`: verifies digests and log files of CloudTrail. */
export const digestsCommand = (connect: Connect = toAws): Command =>
  new Command("digests")
    .addOption(configOption())
    .option("-a, --account <account...>", "ids or names of accounts (default: all)")
    .option("-r, --region <region...>", "regions (default: all)")
    .option("--from <time>", "first day or time in UTC, such as 2026-11-01 (default: yesterday; with --folder: all)")
    .option("--to <time>", "last day, or time in UTC, such as 2026-11-01T05:00Z")
    .addOption(new Option("--folder <folder>", "verify a folder whose files are <bucket>/<key>").conflicts("config"))
    .addOption(
      new Option(
        "--location <uri...>",
        "verify archives such as s3://bucket/prefix/AWSLogs/o-a1b2c3d4e5/, without a configuration",
      ).conflicts(["config", "folder"]),
    )
    .option("--home-region <region>", "home region of the trail of --location")
    .option("--keys <path>", "file or folder of public keys (default: request them from CloudTrail)")
    .option("--json", "print JSON")
    .addHelpText("after", helpText())
    .action((options: Options) => run(options, connect));

async function run(options: Options, connect: Connect): Promise<void> {
  const { folder, json } = options;
  if ((options.from === undefined) !== (options.to === undefined))
    throw new UserError("--from and --to must be used together; add the missing option");
  const given = options.from === undefined ? undefined : timeRange(options.from, options.to ?? "");
  const source = folder === undefined ? ofArchive(options, connect) : await folderSource(folder, options);
  const range = given ?? (folder === undefined ? yesterday(new Date()) : {});
  const result = await step("verifying digests", (say) =>
    verifyDigests({
      ...source,
      regions: options.region ?? [],
      ...range,
      due: source.due,
      progress: ({ digests, logs, bytes }) => say(`${digests} digests, ${logs} log files, ${megabytes(bytes)}`),
    }),
  );
  console.log(json === true ? JSON.stringify({ ...times(range), ...result }, undefined, 2) : report(result));
  if (failuresOf(result.findings).length > 0) process.exitCode = 3;
}

function ofArchive({ config: file, account = [], keys, location, homeRegion }: Options, connect: Connect) {
  const options = { account, ...(keys !== undefined && { keys }) };
  if (location === undefined) {
    const config = requiredConfig(file);
    return archiveSource(config, connect(config), options);
  }
  if (homeRegion === undefined) throw new UserError("--location needs the home region of the trail; add --home-region");
  return locationSource(location, homeRegion, connect({ homeRegion }), options);
}

const times = ({ from, to }: { readonly from?: number; readonly to?: number }) => ({
  ...(from !== undefined && { from: new Date(from).toISOString() }),
  ...(to !== undefined && { to: new Date(to).toISOString() }),
});

const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;

function report({ findings, chains, digests, logs, bytes }: Verification): string {
  const counts = `${chains} chains, ${digests} digests, ${logs} log files, ${megabytes(bytes)}`;
  const failures = failuresOf(findings).length;
  const summary =
    failures === 0
      ? `all digests and log files are as CloudTrail delivered them: ${counts}`
      : `${failures} findings: ${counts}`;
  return findings.length === 0 ? summary : `${findingsText(findings)}\n${summary}`;
}
