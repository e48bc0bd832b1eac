import type { Detection } from "../../../detections/detection";
import type { LogTable } from "../../../tables/log-table";
import { alarmedEventsTable } from "../../../tables/fields/cloudtrail-fields";
import type { SavedQuery } from "../../../queries/saved-queries";
import { glacierProblem } from "../../query/glacier";
import type { QueryEngine } from "../../query/query-engine";
import { type PlannedQuery, planQuery } from "../../query/query-plan";
import type { QueryTarget } from "../../query/query-target";
import { runQuery } from "../../query/run-query";
import { CommandError } from "../../../shared/child-process";
import type { Say } from "../../../shared/steps";
import { Problems } from "../problems";
import { Tally } from "../tally";
import { addCounts } from "./counts";
import { compileDetections, type Reach } from "./counting-query";
import { type Price, priceOf, windowCount } from "./price";
import type { AthenaRun } from "./result";
import { estimateScan, type SizeOf } from "./scan-estimate";
import { type Statement, statementsOf } from "./statements";
import { type Window, windowsOf } from "./windows";

/** Input of a backtest with Athena. */
export interface AthenaBacktestProps {
  readonly detections: readonly Detection[];
  readonly reach: Reach;
  readonly target: Pick<QueryTarget, "config" | "catalog" | "buckets" | "leftOut" | "isPaid">;

  /** Scan limit of the workgroup, in bytes. */
  readonly scanLimit: number;
  readonly now: Date;

  /** Whether the user restored the logs that S3 moved to Glacier. */
  readonly isRestored: boolean;
}

/** The queries of a backtest, and their price. */
export interface PreparedBacktest {
  readonly price: Price;
  readonly queries: readonly { readonly planned: PlannedQuery; readonly statement: Statement }[];
  readonly tallies: readonly Tally[];
  readonly problems: Problems;
}

/**
 * Compiles the detections, and estimates the bytes that the queries would read.
 *
 * @throws {CommandError} when no detection can be evaluated, when the table does not have all of the days and accounts, or when
 * S3 has moved logs of these days to Glacier
 */
export async function prepareBacktest(props: AthenaBacktestProps, sizeOf: SizeOf): Promise<PreparedBacktest> {
  const { detections, reach, target, now } = props;
  const { compiled, refused } = compileDetections(detections);
  const problems = new Problems();
  for (const { detection, reason } of refused) problems.add(`detection ${detection.id}`, `not evaluated: ${reason}`);
  if (compiled.length === 0)
    throw new CommandError(
      [
        "no detection can be evaluated with SQL:",
        ...problems.list().map(({ file, reason }) => `${file}: ${reason}`),
      ].join("\n  "),
    );
  const table = target.catalog.tables.find(({ name }) => name === alarmedEventsTable);
  if (table === undefined)
    throw new CommandError(
      `the database has no table ${alarmedEventsTable}; run the backtest without --athena, on log files`,
    );
  checkReach(reach, table);
  const [days = ["", ""] as const] = windowsOf(reach.from, reach.to, 1);
  const estimate = await estimateScan({ table, days, accounts: reach.accounts }, now, sizeOf);
  const windows = windowsOf(reach.from, reach.to, windowCount(estimate, props.scanLimit));
  const statements = statementsOf(compiled, reach);
  const queries = statements.flatMap((statement) =>
    windows.map((window) => ({ statement, planned: plannedFor(statement, window, props) })),
  );
  refuseGlacier(
    queries.map(({ planned }) => planned),
    props,
  );
  const tallies = compiled.map(({ detection }) => new Tally(detection));
  return { price: priceOf(estimate, queries.length, statements.length, target.isPaid), queries, tallies, problems };
}

/** Runs the queries one after another. */
export async function runBacktest(
  prepared: PreparedBacktest,
  props: AthenaBacktestProps,
  { engine, database, say }: { readonly engine: QueryEngine; readonly database: string; readonly say: Say },
): Promise<AthenaRun> {
  const { price, queries, tallies, problems } = prepared;
  const { reach, target } = props;
  let scannedBytes = 0;
  for (const [index, { planned, statement }] of queries.entries()) {
    const say1: Say = (detail) =>
      say(queries.length === 1 ? detail : `query ${index + 1} of ${queries.length}: ${detail}`);
    const answer = await runQuery(planned, { engine, values: planned.values, database, say: say1 });
    scannedBytes += answer.scannedBytes;
    for (const object of answer.unreadable) problems.add(object, "the engine cannot read this object");
    const own = statement.compiled.map(({ detection }) => tallies.find((tally) => tally.detection === detection));
    addCounts(
      answer,
      own.filter((tally) => tally !== undefined),
      problems,
    );
  }
  return { reach, price, tallies, scannedBytes, isPaid: target.isPaid, problems };
}

/** Refuses days and accounts that the table does not contain. The query would return no events, as if nothing had happened. */
function checkReach({ from, accounts = [] }: Reach, { partitions }: LogTable): void {
  const problems = partitions.flatMap(({ name, projection }) => {
    if (projection.type === "date" && from.replaceAll("-", "/") < projection.firstDay) {
      const firstDay = projection.firstDay.replaceAll("/", "-");
      return [
        `--from ${from} is before ${firstDay}, the first day of the tables; use --from ${firstDay}, or set an earlier query.firstDay`,
      ];
    }
    const missing = projection.type === "enum" && name === "account" ? accounts : [];
    return missing
      .filter((account) => projection.type === "enum" && !projection.values.includes(account))
      .map(
        (account) =>
          `account ${account} is not in the configuration, so the tables do not contain its events; add it to accounts`,
      );
  });
  if (problems.length > 0) throw new CommandError(problems.join("\n"));
}

function plannedFor({ sql }: Statement, window: Window, { target, now }: AthenaBacktestProps): PlannedQuery {
  const query: SavedQuery = {
    name: "backtest",
    description: "Counts what the detections match",
    sql,
    parameters: [
      { name: "from", description: "first day of delivery" },
      { name: "to", description: "last day of delivery" },
    ],
  };
  return { query, values: window, catalog: target.catalog, now, leftOut: target.leftOut };
}

function refuseGlacier(queries: readonly PlannedQuery[], { target, now, isRestored }: AthenaBacktestProps): void {
  const [first] = queries;
  const problem = first && !isRestored ? glacierProblem(planQuery(first).scans, target, now) : undefined;
  if (problem !== undefined) throw new CommandError(problem);
}
