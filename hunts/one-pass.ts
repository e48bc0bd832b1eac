import { ofEvents } from "./countries";
import { withoutDistinct } from "./distinct";
import { type HuntSource, isHistory } from "./hunt";
import { readMark, rowColumns, rowsTable } from "./rows-table";
import { type commonColumns, sourceColumns } from "./sources";
import {
  type HuntExclusion,
  type TunedHunt,
  caseOfHunt,
  indented,
  quoted,
  readIn,
  tuned,
  withinLimit,
} from "./tuned-hunt";

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
 * Parameters of the statement, in their order: the first and the last day for each table, the run twice, and the first and the
 * last day.
 */
export const passParameters = ({ tables }: Pick<SourceTables, "tables">): ("from" | "to" | "run")[] => [
  ...tables.flatMap(() => ["from", "to"] as const),
  "run",
  "run",
  "from",
  "to",
];

/**
 * One statement for all hunts of a source. It reads the events only once: the query engine tests each event against every hunt, and
 * groups only events that match. It writes the rows that the hunts found, and every use with which hunts for first uses compare later.
 *
 * @param all hunts of this source, or with a part in this source
 * @param into table with the columns of `rowColumns`
 * @throws when the statement is longer than Athena accepts
 */
export function onePass(
  all: readonly TunedHunt[],
  { source, tables, condition = "" }: SourceTables,
  into: string = rowsTable,
): string {
  const { columns, events, hasIds } = sourceColumns[source];
  const hunts = readIn(all, source);
  const shared = sharedExclusions(hunts);
  const measures = caseOfHunt(hunts, (hunt) => `CAST(${withoutDistinct(tuned(hunt, hunt.measure))} AS varchar)`);
  const routines = hunts.filter((hunt) => hunt.leavesOutRoutine).map(({ name }) => quoted(name));
  // The list of IN must not be empty
  const parts = `IF(hunt IN (${["''", ...routines].join(", ")}), ARRAY[NULL, day], ARRAY[seen])`;
  const conditions = caseOfHunt(hunts, (hunt) => `(${withoutDistinct(tuned(hunt, hunt.when))})`);

  return withinLimit(`INSERT INTO ${into} (${rowColumns.map(({ name }) => name).join(", ")})
WITH events AS (
${withColumns(events(tables, condition), shared)}
),
matched AS (
  SELECT events.*, found.hunt, found.subject, found.seen
  FROM events
${candidates(hunts, shared)}
),
${hasIds ? deliveredOnce(columns) : everyRow},
counted AS (
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
  CROSS JOIN UNNEST(${parts}) AS part (alone)
  GROUP BY hunt, subject, alone
  HAVING ${conditions}
)
SELECT ?, hunt, subject, seen, first_time, last_time, events, regions, addresses, ids, measure
FROM counted
UNION ALL
SELECT ?, '${readMark}', ARRAY['${source}'], date_format(one, '%Y/%m/%d'), NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM UNNEST(sequence(date_parse(?, '%Y/%m/%d'), date_parse(?, '%Y/%m/%d'), interval '1' day)) AS days (one)`);
}

/**
 * Each event once, even if it was delivered twice. For a first use, one event of each account and region is enough. So the query
 * engine has one row for each use before it distributes the rows, independent of the number of events.
 */
function deliveredOnce(columns: readonly string[]): string {
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

/** Maximum number of hunts in one expression. The query engine compiles each expression to a function of limited size. */
const expressionHunts = 16;

/**
 * Joins each event with the hunts that it matches. There is one list of hunts for each expression. The lists become rows side by
 * side, and then one hunt in each row.
 */
function candidates(hunts: readonly TunedHunt[], shared: SharedExclusions): string {
  const lists = Array.from({ length: Math.ceil(hunts.length / expressionHunts) }, (_, i) =>
    hunts.slice(i * expressionHunts, (i + 1) * expressionHunts),
  );
  const list = (items: readonly string[]) =>
    `filter(ARRAY[\n${items.map((item) => `    ${indented(item)}`).join(",\n")}\n  ], one -> one IS NOT NULL)`;
  const columns = lists.map((_, i) => `hunt_${i}, subject_${i}, seen_${i}`);
  return `  CROSS JOIN UNNEST(${lists.map((some) => list(some.map((hunt) => candidate(hunt, shared)))).join(", ")}) AS side (${columns.join(", ")})
  CROSS JOIN UNNEST(${list(columns.map((three, i) => `IF(hunt_${i} IS NOT NULL, ${rowOf(three)})`))}) AS found (hunt, subject, seen)`;
}

const rowOf = (three: string): string =>
  `CAST(ROW(${three}) AS ROW(hunt varchar, subject array(varchar), seen varchar))`;

const everyRow = `once AS (
  SELECT *, event_time AS last_event_time, 1 AS copies
  FROM matched
)`;

/** SQL of the row of an event that matches a hunt. Null if the event does not match. */
function candidate(hunt: TunedHunt, shared: SharedExclusions): string {
  const exclusions = excluding(hunt.exclusions).map((condition) => shared.get(condition) ?? condition);
  const conditions = [`(${tuned(hunt, hunt.match)})`, ...exclusions];
  const subject = hunt.subject.map((column) => `CAST(${tuned(hunt, ofEvents(column))} AS varchar)`);
  const seen = isHistory(hunt) ? "day" : "NULL";
  return `IF(
  ${conditions.join("\n  AND ")},
  ${rowOf(`'${hunt.name}', ARRAY[${subject.join(", ")}], ${seen}`)}
)`;
}

/** Columns of conditions that several hunts have, by the condition. */
type SharedExclusions = ReadonlyMap<string, string>;

/** The same list of exclusions in many hunts would make the statement longer than Athena accepts. */
function sharedExclusions(hunts: readonly TunedHunt[]): SharedExclusions {
  const all = hunts.flatMap(({ exclusions }) => excluding(exclusions));
  const repeated = new Set(all.filter((condition, i) => all.indexOf(condition) < i));
  return new Map([...repeated].map((condition, i) => [condition, `is_counted_${i}`]));
}

function withColumns(events: string, shared: SharedExclusions): string {
  if (shared.size === 0) return events;
  const columns = [...shared].map(([condition, name]) => `  ${condition} AS ${name}`);
  return `SELECT *,\n${columns.join(",\n")}\nFROM (\n${events}\n)`;
}

/**
 * Conditions that are true for events that are not excluded, and for events of callers without an ARN. Each column has one condition
 * for all exclusions, because the query engine refuses statements with thousands of conditions.
 */
function excluding(exclusions: readonly HuntExclusion[]): string[] {
  const principals = exclusions.flatMap((exclusion) => ("principalArn" in exclusion ? [exclusion.principalArn] : []));
  const accounts = exclusions.flatMap((exclusion) => ("account" in exclusion ? [exclusion.account] : []));
  return [notIn("principal", principals), notIn("account", accounts)].flat();
}

const notIn = (column: (typeof commonColumns)[number], values: readonly string[]): string[] =>
  values.length === 0 ? [] : [`coalesce(${column}, '') NOT IN (${values.map(quoted).join(", ")})`];
