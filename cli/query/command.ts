import { Command, InvalidArgumentError, Option } from "commander";
import { logTableSource } from "../../config/derived/table-locations";
import { namesFor } from "../../config/names/names";
import { huntQueries } from "../../hunts/saved-query";
import { type SavedQuery, savedQueries } from "../../queries/saved-queries";
import { readingAllRecorders } from "../../tables/all-config-items";
import { CommandError } from "../../shared/child-process";
import { configOption } from "../shared/config-option";
import { step } from "../../shared/steps";
import { printable } from "../../shared/printable";
import { programName, silentProgramName } from "../../shared/program-name";
import { standardOutput } from "../../shared/terminal";
import { answerCsv, answerJson, answerTable, bytesText, costOf } from "./answer";
import { argumentsFor, givenBy } from "./arguments";
import { catalogOf, dryRun, dryRunText } from "./dry-run";
import { checkReplicas, checkTables, findQuery } from "./find-query";
import { chosenLake, lakeText, quarantineTexts, type Source } from "./chosen-lake";
import { glacierProblem } from "./glacier";
import type { Lake } from "./lake-relations";
import type { QueryAnswer, QueryEngine } from "./query-engine";
import { type PlannedQuery, planQuery, type QueryPlan } from "./query-plan";
import { athenaTarget, type QueryTarget, replicaTarget } from "./query-target";
import { type PartialAnswer, runQuery } from "./run-query";
import { scansOf } from "./scan";
import { stopOnInterrupt } from "./stop-on-interrupt";

/** Options of every query command. */
interface Options {
  readonly account?: string;
  readonly region?: string;
  readonly from?: string;
  readonly to?: string;
  readonly param?: Readonly<Record<string, string>>;
  readonly restored?: boolean;
  readonly source?: Source;
  readonly dryRun?: boolean;
  readonly csv?: boolean;
  readonly json?: boolean;
}

interface ArchiveOptions extends Options {
  readonly config?: string;
  readonly responder?: boolean;
  readonly replica?: boolean;
}

/** `trailkeeper query`: runs a saved query on the archive. */
export const queryCommand = (): Command =>
  command(programName(), silentProgramName())
    .addOption(configOption())
    .option("--responder", "run in the workgroup of incident responders, which has a higher scan limit")
    .option("--replica", "query the replicas in the second region, with credentials of the account that owns them")
    .addHelpText(
      "after",
      "\nUses the AWS credentials of the environment. They must belong to the log-archive account, or with --replica to the account\nof the replicas.",
    )
    .action((name: string | undefined, options: ArchiveOptions, self: Command) => {
      const { config, responder = false, replica = false } = options;
      const athena = replica ? replicaTarget : athenaTarget;
      return query(name, options, self, () => athena(config, responder));
    });

/** A query command of another program, which queries its own archive. */
export interface OtherQueryCommand {
  /** How users call the program. The examples of the help begin with it. */
  readonly program: string;

  /** The same for a program whose output is redirected to a file. */
  readonly silentProgram: string;
  readonly connect: () => QueryTarget;
}

/** Runs a saved query on the archive of another program. */
export const queryCommandOf = ({ program, silentProgram, connect }: OtherQueryCommand): Command =>
  command(program, silentProgram).action((name: string | undefined, options: Options, self: Command) =>
    query(name, options, self, connect),
  );

const command = (program: string, silentProgram: string): Command =>
  new Command("query")
    .argument("[name]", "name of the saved query (default: list all saved queries)")
    .option("--account <id>", "only events of this account")
    .option("--region <name>", "only events of this region")
    .option("--from <day>", "first day, yyyy-MM-dd in UTC (default: six days before today)")
    .option("--to <day>", "last day, included (default: today)")
    .option("--param <name=value>", "value of another parameter of the query; can be repeated", parameter)
    .option("--restored", "also query days whose logs S3 moves to Glacier, because you restored these logs")
    .addOption(
      new Option(
        "--source <name>",
        "query only this source (default: the lakehouse for days that are complete there, and the archive for all other days)",
      ).choices(["archive", "lakehouse"]),
    )
    .addOption(
      new Option(
        "--dry-run",
        "print the SQL and the partitions that the query would read, without running it",
      ).conflicts("csv"),
    )
    .addOption(new Option("--csv", "print comma-separated values").conflicts("json"))
    .option("--json", "print JSON")
    .addHelpText("after", helpText(program, silentProgram));

const helpText = (program: string, silentProgram: string) => `
Examples:
  ${program} query
  ${program} query identity-root-activity --from 2026-11-01 --to 2026-11-07
  ${program} query incident-actions-of-access-key --param key=AKIAIOSFODNN7EXAMPLE
  ${program} query network-largest-transfers --dry-run
  ${silentProgram} query identity-root-activity --csv > root.csv

Exit codes: 0 success; 1 failure, see standard error; 2 wrong usage;\n3 success, but some objects could not be read; standard error lists them.`;

function parameter(text: string, earlier: Readonly<Record<string, string>> = {}): Record<string, string> {
  const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) throw new InvalidArgumentError("expected name=value.");
  return { ...earlier, [name]: value };
}

async function query(
  name: string | undefined,
  options: Options,
  self: Command,
  connect: () => QueryTarget,
): Promise<void> {
  const queries = [...savedQueries(), ...huntQueries()];
  if (name === undefined) {
    console.log(options.json ? JSON.stringify(queries, undefined, 2) : queryListText(queries));
    return;
  }
  const now = new Date();
  const { saved, values } = exitIfInvalid(self, () => chooseQuery(queries, name, options, now));
  const target = connect();
  checkTables(saved, target.config);
  const { catalog, leftOut } = target;
  const reading = readingAllRecorders(saved, logTableSource(target.config));
  checkReplicas(reading, catalogOf(target.config), catalog);
  const engine = computeLazily(() => startEngine(target));
  // A dry run reads no lakehouse, because it would have to query the loaded days
  const source = options.dryRun ? "archive" : options.source;
  const lake = await chosenLake({
    query: reading,
    source,
    queryTarget: target,
    engine,
    warn: (problem) => console.error(problem),
  });
  const planned = { query: reading, values, catalog, now, leftOut, lake };
  const plan = planQuery(planned);
  const problem = options.restored ? undefined : glacierProblem(plan.scans, target, now);
  if (options.dryRun) {
    const described = { ...dryRun(planned, plan), ...(problem !== undefined && { problem }) };
    console.log(options.json ? JSON.stringify(described, undefined, 2) : dryRunText(described));
    if (target.lakeDatabase !== undefined && options.source !== "archive") console.error(dryLakeText);
    return;
  }
  if (problem !== undefined) throw new CommandError(problem);
  await runPlan({ planned, plan, queryTarget: target, engine: engine(), options });
}

const dryLakeText =
  "a query without --dry-run reads days from the lakehouse if they are complete there; a dry run does not know these days";

/** The engine of a target. An interrupt cancels its queries. */
function startEngine({ connect }: QueryTarget): QueryEngine {
  const engine = connect();
  stopOnInterrupt(engine);
  return engine;
}

/** A function that calls `work` once, and caches the result. */
function computeLazily<T>(work: () => T): () => T {
  let done: { readonly result: T } | undefined;
  return () => (done ??= { result: work() }).result;
}

/** Runs `read`. Exits with code 2 if the name or a value is invalid. */
function exitIfInvalid<T>(self: Command, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof CommandError) self.error(`error: ${error.message}`);
    throw error;
  }
}

function chooseQuery(queries: readonly SavedQuery[], name: string, options: Options, now: Date) {
  const { account, region, from, to, param = {} } = options;
  const saved = findQuery(queries, name);
  return { saved, values: argumentsFor(saved, givenBy({ account, region, from, to }, param), now) };
}

/** Every saved query by group, with its description. */
function queryListText(queries: readonly SavedQuery[]): string {
  const longest = Math.max(...queries.map(({ name }) => name.length));
  return queries.map(({ name, description }) => `${name.padEnd(longest)}  ${description}`).join("\n");
}

interface RunPlanOptions {
  readonly planned: PlannedQuery;
  readonly plan: QueryPlan;
  readonly queryTarget: QueryTarget;
  readonly engine: QueryEngine;
  readonly options: Options;
}

async function runPlan({
  planned,
  plan,
  queryTarget: { config, isPaid },
  engine,
  options,
}: RunPlanOptions): Promise<void> {
  const { query: saved, values, lake } = planned;
  const database = namesFor(config).databaseName;
  const parts = plan.parts.length === 1 ? "" : ` in ${plan.parts.length} parts`;
  const answer = await step(`running ${saved.name}${parts}`, (say) =>
    runQuery(planned, { engine, values, database, say }),
  );
  console.log(answerText(answer, options, lake));
  if (!options.json) console.error(`${answer.rows.length} rows; ${readText(answer, isPaid)}`);
  if (lake && !options.json) for (const line of lakeText(lake)) console.error(line);
  const missing = [
    ...(lake ? quarantineTexts(lake, scansOf(saved.sql, values, planned.catalog)) : []),
    ...(answer.unreadable.length === 0 ? [] : [unreadableText(answer)]),
  ];
  if (missing.length === 0) return;
  console.error(missing.join("\n"));
  process.exitCode = 3;
}

/**
 * A message about objects that cannot be read. The writer of an object chooses its name, so control characters in it are
 * escaped.
 */
function unreadableText({ unreadable }: PartialAnswer): string {
  return [
    "these objects cannot be read, so their rows are missing; find out who wrote these objects, then add them to query.quarantinedObjects:",
    ...unreadable.map(printable),
  ].join("\n  ");
}

function answerText(answer: PartialAnswer, { csv, json }: Options, lake: Lake | undefined): string {
  if (json) return answerJson({ ...answer, ...(lake && { lakehouse: lake.days }) });
  if (csv) return answerCsv(answer);
  return answerTable(answer, standardOutput());
}

function readText({ scannedBytes }: QueryAnswer, isPaid: boolean): string {
  const read = `${bytesText(scannedBytes)} read`;
  return isPaid ? `${read}, about $${costOf(scannedBytes).toPrecision(2)}` : read;
}
