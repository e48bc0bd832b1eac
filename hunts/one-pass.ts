import { matchHunts } from "./matched-events";
import { replaceDistinct } from "./distinct";
import type { HuntSource } from "./hunt";
import { readMark, rowColumns, rowsTable } from "./rows-table";
import { addExclusionColumns, sharedExclusions } from "./shared-exclusions";
import { sourceColumns } from "./sources";
import { type RunValue, type Sql, composeSql, joinSql, parameter } from "./sql";
import { type TunedHunt, caseOfHunt, checkSize, fillPlaceholders, partsReading, quote } from "./tuned-hunt";

/** The tables of a source, and a condition on their partitions. */
export interface SourceTables {
  readonly source: HuntSource;
  readonly tables: readonly string[];

  /**
   * Condition on partitions other than the days.
   *
   * @default none
   */
  readonly condition?: string;
}

/**
 * One statement for all hunts of a source. It reads the events only once: the query engine tests each event against every hunt, and
 * groups only events that match. It writes the rows that the hunts found, and every use with which hunts for first uses compare later.
 *
 * @param all hunts of this source, or with a part in this source
 * @param into table with the columns of `rowColumns`
 * @throws when the statement is longer than Athena accepts
 */
export function onePass(all: readonly TunedHunt[], tables: SourceTables, into: string = rowsTable): Sql {
  const { source } = tables;
  const hunts = partsReading(all, source);
  const shared = sharedExclusions(hunts);
  const steps = [
    composeSql`events AS (\n${addExclusionColumns(selectEvents(tables), shared)}\n)`,
    matchHunts(hunts, shared),
    mergeDeliveries(source),
    countEvents(hunts),
  ];
  return checkSize(composeSql`INSERT INTO ${into} (${rowColumns.map(({ name }) => name).join(", ")})
WITH ${joinSql(steps, ",\n")}
${countedRows}
UNION ALL
${selectDaysRead(source)}`);
}

/** The events of a source. Each table has the first and the last day as parameters. */
const selectEvents = ({ source, tables, condition = "" }: SourceTables): Sql => ({
  sql: sourceColumns[source].events(tables, condition),
  parameters: tables.flatMap(() => ["from", "to"] as const),
});

/** Each event once, even if it was delivered twice. */
const mergeDeliveries = (source: HuntSource): string =>
  sourceColumns[source].hasIds ? groupDeliveries(sourceColumns[source].columns) : everyDelivery;

/**
 * For a first use, one event of each account and region is enough. So the query engine has one row for each use before it distributes
 * the rows, independent of the number of events.
 */
function groupDeliveries(columns: readonly string[]): string {
  const inKey: readonly string[] = ["account", "region", "day", "event_time"];
  const others = columns.filter((name) => !inKey.includes(name));
  return `once AS (
  SELECT hunt, subject, seen, account, region, day,
    min(event_time) AS event_time,
    max(event_time) AS last_event_time,
    IF(seen IS NULL, 1, count(*)) AS copies,
${others.map((name) => `    arbitrary(${name}) AS ${name}`).join(",\n")}
  FROM (
    SELECT *, IF(seen IS NULL, coalesce(event_id, CAST(uuid() AS varchar))) AS delivery
    FROM matched
  )
  GROUP BY hunt, subject, seen, account, region, day, delivery
)`;
}

const everyDelivery = `once AS (
  SELECT *, event_time AS last_event_time, 1 AS copies
  FROM matched
)`;

/** The rows of each hunt: groups of events with the same subject. */
function countEvents(hunts: readonly TunedHunt[]): string {
  const measures = caseOfHunt(
    hunts,
    (hunt) => `CAST(${replaceDistinct(fillPlaceholders(hunt, hunt.measure))} AS varchar)`,
  );
  const conditions = caseOfHunt(hunts, (hunt) => `(${replaceDistinct(fillPlaceholders(hunt, hunt.when))})`);
  return `counted AS (
  SELECT
    hunt,
    subject,
    alone AS seen,
    min(event_time) AS first_time,
    max(last_event_time) AS last_time,
    sum(copies) AS events,
    array_join(array_sort(map_keys(approx_most_frequent(5, region, 50))), ' ') AS regions,
    array_join(array_sort(map_keys(approx_most_frequent(5, source_address, 50))), ' ') AS addresses,
    array_join(array_sort(min_by(event_id, event_time, 3)), ' ') AS ids,
    ${measures} AS measure
  FROM once
  -- Once more for each day alone, where it matters whether a program does the same every day
  CROSS JOIN UNNEST(${daysOfRows(hunts)}) AS part (alone)
  GROUP BY hunt, subject, alone
  HAVING ${conditions}
)`;
}

/** An array with the days of which an event belongs to a row. Null stands for all days of the run. */
function daysOfRows(hunts: readonly TunedHunt[]): string {
  const routines = hunts.filter((hunt) => hunt.leavesOutRoutine).map(({ name }) => quote(name));
  // The list of IN must not be empty
  return `IF(hunt IN (${["''", ...routines].join(", ")}), ARRAY[NULL, day], ARRAY[seen])`;
}

const countedRows = composeSql`SELECT ${parameter("run")}, hunt, subject, seen, first_time, last_time, events, regions, addresses, ids, measure
FROM counted`;

/** A row for each day that the run read. */
function selectDaysRead(source: HuntSource): Sql {
  const parseDay = (day: RunValue) => composeSql`date_parse(${parameter(day)}, '%Y/%m/%d')`;
  return composeSql`SELECT ${parameter("run")}, '${readMark}', ARRAY['${source}'], date_format(one, '%Y/%m/%d'), NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM UNNEST(sequence(${parseDay("from")}, ${parseDay("to")}, interval '1' day)) AS days (one)`;
}
