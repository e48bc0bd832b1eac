import { Command, InvalidArgumentError, Option } from "commander";
import leven = require("leven");
import type { AuditConfig } from "../../config/audit-config";
import { detectionsOf } from "../../config/derived/detections-of";
import { loadConfig } from "../../config/load";
import { printable } from "../../shared/printable";
import type { Detection, Severity } from "../../detections/detection";
import type { Archive, AthenaOptions } from "./athena/run";
import { Backtest } from "./backtest";
import { localFiles } from "./reading/local-files";
import { BacktestError, type Found } from "./reading/log-file";
import { RateProgress } from "./rate-progress";
import { Reading } from "./reading/reading";
import { type BacktestResult, resultOf } from "./result";
import { drawResult } from "./result-table";
import { s3Objects } from "./reading/s3-objects";
import { chosenConfiguration, configOption } from "../shared/config-option";
import { programName, silentProgramName } from "../../shared/program-name";
import { standardOutput } from "../../shared/terminal";
import type { Selection } from "./selection";

interface Options extends AthenaOptions {
  readonly athena?: boolean;
  readonly from?: string;
  readonly to?: string;
  readonly account?: readonly string[];
  readonly detection?: readonly string[];
  readonly severity?: readonly Severity[];
  readonly json?: boolean;
  readonly all?: boolean;
}

/** Opens the archive that `--athena` queries. */
type OpenArchive = () => Promise<Archive>;

/**
 * `trailkeeper backtest`: runs the deployed detections on past events.
 *
 * @param openArchive opens the archive of another program; by default, the configuration and its options name the archive
 */
export function backtestCommand(openArchive?: OpenArchive): Command {
  const command = new Command("backtest")
    .argument("[path...]", "files or folders of CloudTrail logs, compressed or not, or s3://bucket/prefix")
    .option("--athena", "query the archive with Athena instead of reading files; needs --from")
    .option("--yes", "with --athena: print the price and run the queries without confirmation")
    .option(
      "--restored",
      "with --athena: also query days whose logs S3 moves to Glacier, because you restored these logs",
    )
    .option("--from <day>", "first day, yyyy-MM-dd in UTC", day)
    .option("--to <day>", "last day, included", day)
    .option("--account <id...>", "only events of these accounts", accounts)
    .option("--detection <id...>", "only these detections")
    .addOption(new Option("--severity <name...>", "only these severities").choices(["page", "notify", "watch"]))
    .option("--all", "also list the detections without a match")
    .option("--json", "print JSON instead of a table (docs/backtest.md describes the keys)")
    .addHelpText("after", helpText());
  if (openArchive === undefined) addAthenaOptions(command);
  return command.action((paths: readonly string[], options: Options, self: Command) =>
    backtest(paths, options, self, openArchive),
  );
}

/** Adds the options that name an archive in Athena. */
const addAthenaOptions = (command: Command): Command =>
  command
    .addOption(configOption())
    .option("--responder", "with --athena: use the workgroup of incident responders, which has a higher scan limit");

const helpText = () => `
Examples:
  ${programName()} backtest logs/
  ${programName()} backtest events.jsonl --severity page
  ${programName()} backtest s3://acme-trail-archive-222222222222/cloudtrail-logs/AWSLogs/ --from 2026-03-01 --to 2026-03-31
  ${programName()} backtest --athena --from 2026-01-01 --to 2026-03-31
  ${silentProgramName()} backtest logs/ --json | jq '.detections[] | select(.alarms > 0) | .id'

Exit codes: 0 success; 1 failure, see standard error, or with --athena the price was not confirmed; 2 wrong usage; 3 success,
but files or records could not be read. With --athena, 3 also means that detections could not be evaluated, or that the result
for some events is uncertain. The result lists the problems.`;

async function backtest(
  paths: readonly string[],
  options: Options,
  command: Command,
  openArchive: OpenArchive | undefined,
): Promise<void> {
  const selection: Selection = { from: options.from, to: options.to, accounts: options.account };
  if (options.from !== undefined && options.to !== undefined && options.from > options.to) {
    command.error(`error: --from ${options.from} is after --to ${options.to}; swap them`);
  }
  checkSource(paths, options, command);
  if (options.athena) return withAthena(selection, options, command, openArchive);
  const config = loadConfig(chosenConfiguration(options.config).path);
  const files = everyFile(paths, selection, config.homeRegion);
  const result = await read(paths, files, selection, chosenDetections(config, options, command));
  const drawing = { ...standardOutput(), isAll: options.all === true };
  console.log(options.json ? JSON.stringify(result, undefined, 2) : drawResult(result, drawing));
  process.exitCode = result.problems.count > 0 ? 3 : 0;
}

/** Exits with code 2 if the arguments name no source, both sources (files and Athena), or an option of the other source. */
function checkSource(paths: readonly string[], options: Options, command: Command): void {
  const given = (["yes", "responder", "restored"] as const).find((name) => options[name] !== undefined);
  if (!options.athena) {
    if (paths.length === 0) command.error("error: no log files were named; name files or folders, or use --athena");
    if (given !== undefined) command.error(`error: --${given} needs --athena`);
    return;
  }
  if (paths.length > 0) command.error(`error: --athena reads the archive, not files; remove ${paths.join(" ")}`);
  if (options.from === undefined) command.error("error: --athena needs --from; add the first day as yyyy-MM-dd");
}

async function withAthena(
  { from = "", to, accounts: named }: Selection,
  options: Options,
  command: Command,
  openArchive: OpenArchive | undefined,
): Promise<void> {
  const { athenaArchive, backtestWithAthena } = await import("./athena/run.ts");
  const { drawAthenaResult } = await import("./athena/result.ts");
  const reach = { from, to: to ?? new Date().toISOString().slice(0, 10), accounts: named };
  if (reach.to < from) command.error(`error: --from ${from} is after today; use an earlier day`);
  const archive = await (openArchive?.() ?? athenaArchive(options));
  const result = await backtestWithAthena(archive, reach, options, (config) =>
    chosenDetections(config, options, command),
  );
  const drawing = { ...standardOutput(), isAll: options.all === true };
  console.log(options.json ? JSON.stringify(result, undefined, 2) : drawAthenaResult(result, drawing));
  process.exitCode = result.problems.count > 0 ? 3 : 0;
}

async function read(
  paths: readonly string[],
  files: AsyncIterable<Found>,
  selection: Selection,
  detections: readonly Detection[],
): Promise<BacktestResult> {
  const progress = new RateProgress();
  const amount = () => ({ files: reading.files, bytes: reading.bytes, events: reading.backtest.events });
  const reading = new Reading(new Backtest(detections, selection), () => progress.step(amount()));
  await reading.run(files);
  progress.finish(amount());
  const result = resultOf(reading, selection);
  if (reading.files === 0 && result.problems.count === 0) {
    const { digests, otherFiles, filesNotOpened } = result.read;
    throw new BacktestError(
      `no CloudTrail log file in ${paths.join(", ")}: found ${digests} digests, ${otherFiles} other files, and ${filesNotOpened} log files that the options exclude; name a folder with CloudTrail log files`,
    );
  }
  return result;
}

async function* everyFile(paths: readonly string[], selection: Selection, homeRegion: string): AsyncGenerator<Found> {
  for (const path of paths) {
    yield* path.startsWith("s3://") ? s3Objects(path, selection, homeRegion) : localFiles(path, selection);
  }
}

function chosenDetections(config: AuditConfig, options: Options, command: Command): readonly Detection[] {
  const { detection: ids, severity: severities } = options;
  const all = detectionsOf(config);
  for (const id of ids ?? []) checkDetection(id, all, command);
  return all.filter(({ id, severity }) => (ids?.includes(id) ?? true) && (severities?.includes(severity) ?? true));
}

function day(text: string): string {
  const isDay = /^\d{4}-\d\d-\d\d$/.test(text) && new Date(text).toJSON()?.startsWith(text);
  if (isDay) return text;
  throw new InvalidArgumentError(`expected a day as yyyy-MM-dd, such as 2026-03-01`);
}

function accounts(text: string, before: readonly string[] = []): readonly string[] {
  if (/^\d{12}$/.test(text)) return [...before, text];
  throw new InvalidArgumentError("expected the 12 digits of an account id");
}

function checkDetection(text: string, detections: readonly Detection[], command: Command): void {
  const ids = detections.map(({ id }) => id);
  if (ids.includes(text)) return;
  const [nearest = ""] = ids.toSorted((a, b) => leven(text, a) - leven(text, b));
  const hint = leven(text, nearest) * 3 <= text.length ? `did you mean ${nearest}?` : "docs/controls.md lists all ids";
  command.error(`error: unknown detection ${printable(text)}; ${hint}`);
}
