import type { Detection } from "../../../detections/detection";
import { FilterPatternError } from "../../../aws-semantics/filter-pattern/filter-pattern-error";
import { NotExactError } from "../../../aws-semantics/filter-sql/not-exact-error";
import { type PatternSql, patternSql } from "../../../aws-semantics/filter-sql/pattern-sql";
import { textLiteral } from "../../../aws-semantics/filter-sql/sql-literal";
import { alarmedEventsTable, cloudTrailFields, jsonColumns } from "../../../tables/fields/cloudtrail-fields";

/** A detection that SQL can evaluate, and its condition. */
export interface CompiledDetection {
  readonly detection: Detection;
  readonly sql: PatternSql;
}

/** A detection that SQL cannot evaluate exactly, and the reason. */
export interface RefusedDetection {
  readonly detection: Detection;
  readonly reason: string;
}

/** Compiles detections to SQL. The result also lists the detections whose patterns SQL cannot evaluate exactly. */
export function compileDetections(detections: readonly Detection[]): {
  readonly compiled: readonly CompiledDetection[];
  readonly refused: readonly RefusedDetection[];
} {
  const compiled: CompiledDetection[] = [];
  const refused: RefusedDetection[] = [];
  for (const detection of detections) {
    try {
      compiled.push({ detection, sql: patternSql(detection.pattern, cloudTrailFields) });
    } catch (error) {
      if (!(error instanceof NotExactError || error instanceof FilterPatternError)) throw error;
      refused.push({ detection, reason: error.message });
    }
  }
  return { compiled, refused };
}

/** Maximum number of names of each kind that the query returns for a detection. The backtest over files has the same limit. */
const mostNames = 2_000;

/** Maximum number of rows of the query. A result with so many rows is incomplete. */
export const mostRows = 10_000_000;

/** Days and accounts of the counted events. */
export interface Reach {
  /** First and last day, `yyyy-MM-dd` in UTC. */
  readonly from: string;
  readonly to: string;

  /** Ids of accounts. Undefined for all accounts. */
  readonly accounts?: readonly string[] | undefined;
}

/** Regular expression of the query engine that matches the time of an event. */
const timeForm = "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,9})?Z$";

/** Columns with strings that CloudTrail chooses. No such string looks like another JSON value. */
const chosenTexts = ["eventsource", "eventname", "eventtype", "awsregion", "useridentity.type"];

const parsed = Object.entries(jsonColumns);
const parsedColumns = parsed.map(([column, name]) => `try(json_parse(${column})) AS ${name}`).join(", ");

/**
 * Cases in which an event differs from the documentation of CloudTrail, so its columns can contain less than its JSON.
 */
const documentedForms = [
  "WHEN called IS NULL THEN 'eventTime is not a time'",
  ...parsed.map(
    ([column, name]) =>
      `WHEN ${column} <> 'null' AND (${name} IS NULL OR ${column} NOT LIKE '{%') THEN '${column} is not a JSON object'`,
  ),
  ...chosenTexts.map(
    (column) =>
      String.raw`WHEN regexp_like(${column}, '\A([\[{]|(true|false)\z|-?[0-9]+([.eE]|\z))') THEN '${column} is not a text'`,
  ),
];

/** SQL of the reason why the result for an event is uncertain. Null if the result is certain. */
function doubtSql(compiled: readonly CompiledDetection[], isFirst: boolean): string {
  const unknown = [...new Set(compiled.flatMap(({ sql }) => sql.doubts))];
  const cases = [
    ...(isFirst ? documentedForms : []),
    ...unknown.map((sql) => `WHEN ${inOwnMethod(sql)} THEN 'a number cannot be compared exactly'`),
  ];
  return cases.length === 0 ? "CAST(NULL AS varchar)" : ["CASE", ...cases, "END"].join("\n    ");
}

const names = ["arn", "invokedby", "username", "principalid", "type"].map((name) => `nullif(useridentity.${name}, '')`);

/** SQL of the name of the caller, equal to `principalOf`. */
const principalSql = String.raw`regexp_replace(coalesce(${names.join(", ")}, 'unknown'), '\A(.*:assumed-role/(?!AWSReservedSSO_)[^/]+)/.*\z', '$1')`;

/** A condition as a lambda. The engine compiles each lambda into a separate Java method, and the size of a method is limited. */
const inOwnMethod = (sql: string): string => `any_match(ARRAY[0], own -> ${sql})`;

/**
 * The relations of a statement that evaluates all detections in one scan. The last relation, `matched`, contains the events and
 * the numbers of the detections that match them, counted from 1. Events that differ from the documentation have the number 0.
 *
 * The SQL has two parameters: the first day and the last day of the partitions.
 *
 * @param isFirst whether to count events that differ from the documentation. Only the first of several statements counts them
 */
export function matchedRelations(
  compiled: readonly CompiledDetection[],
  { from, to, accounts }: Reach,
  isFirst = true,
): string {
  const numbers = compiled.map(({ sql }, index) => `IF(${inOwnMethod(sql.condition)}, ${index + 1})`);
  const reached = accounts === undefined ? "" : `\n    AND account IN (${accounts.map(textLiteral).join(", ")})`;
  return `WITH event AS (
  SELECT *, ${parsedColumns},
    IF(regexp_like(eventtime, '${timeForm}'), try(from_iso8601_timestamp(substr(eventtime, 1, 19) || 'Z'))) AS called
  FROM ${alarmedEventsTable}
  WHERE day BETWEEN ? AND ?${reached}
),
judged AS (
  SELECT *, ${doubtSql(compiled, isFirst)} AS doubt
  FROM event
  WHERE called IS NULL OR (eventtime >= '${from}' AND substr(eventtime, 1, 10) <= '${to}')
),
matched AS (
  SELECT eventid, eventtime, called, doubt, ${principalSql} AS principal,
    coalesce(recipientaccountid, useridentity.accountid, 'none') AS owner,
    coalesce(eventsource, 'none') || ' ' || coalesce(eventname, 'none') AS named,
    filter(ARRAY[
      IF(doubt IS NOT NULL, 0),
      ${numbers.join(",\n      ")}
    ], number -> number IS NOT NULL) AS numbers
  FROM judged
)`;
}

/**
 * A statement that counts the matches of all detections in one scan.
 *
 * Each row has the number of a detection and a number of matching events: in a period of its alarm (kind `period`, with the start
 * in seconds since 1970), of a caller, in an account, or of a call. In rows of number 0, the account and the reason replace the
 * call. An event that was delivered twice counts once.
 */
export function countingQuery(compiled: readonly CompiledDetection[], reach: Reach, isFirst = true): string {
  const periods = compiled.map(({ detection }) => detection.periodSeconds ?? 300);
  const seconds = `element_at(ARRAY[300, ${periods.join(", ")}], detection + 1)`;
  return `${matchedRelations(compiled, reach, isFirst)},
hit AS (
  SELECT detection, eventid, eventtime, called, principal, owner, IF(detection = 0, owner || ' ' || doubt, named) AS named,
    row_number() OVER (PARTITION BY detection, eventid ORDER BY eventtime) AS delivery
  FROM matched CROSS JOIN UNNEST(numbers) AS one (detection)
),
counted AS (
  SELECT detection, kind, name, count(*) AS events, min(eventtime) AS first_event, max(eventtime) AS last_event
  FROM hit CROSS JOIN UNNEST(
    ARRAY['period', 'principal', 'account', 'call'],
    ARRAY[CAST(CAST(to_unixtime(called) AS bigint) / ${seconds} * ${seconds} AS varchar), principal, owner, named]
  ) AS one (kind, name)
  WHERE delivery = 1 OR eventid IS NULL
  GROUP BY detection, kind, name
),
ranked AS (
  SELECT *, row_number() OVER (PARTITION BY detection, kind ORDER BY events DESC, name) AS place
  FROM counted
)
SELECT detection, kind, name, events, first_event, last_event
FROM ranked
WHERE kind = 'period' OR place <= ${mostNames}
ORDER BY detection, kind, name
LIMIT ${mostRows}`;
}
