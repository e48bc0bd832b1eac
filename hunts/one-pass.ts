import { type Hunt, placeholder } from "./hunt";
import { withoutDistinct } from "./distinct";
import { huntEvents } from "./hunt-events";

/** A hunt with the values of its parameters, and what it leaves out. */
export interface TunedHunt extends Hunt {
  readonly values: Readonly<Record<string, number>>;
  readonly exclusions: readonly HuntExclusion[];
}

/** Events that a hunt does not count. Only what the caller cannot choose is compared, and completely. */
export type HuntExclusion = { readonly principalArn: string } | { readonly account: string };

/** Rows of a hunt that one run looks at. Of a hunt with more, there is one further row that says so. */
export const rowLimit = 25;

/** Minutes between the times of day at which a program begins on two days, at most, if it does the same every day. */
export const routineMinutes = 60;

/** Bytes of a statement of Athena. */
export const byteLimit = 262_144;

/** Longest text of a value in a row, in characters. Each is one byte. */
const textLimit = 200;

/** Columns of the result: a row for each hunt with rows. */
export const resultColumns = ["hunt", "found"] as const;

/**
 * What an array of the result has about a row, in this order. The values of the subject follow.
 *
 * - `notice`: a hash that is the same for the same row of another run
 * - `more`: empty, or how many rows are left out in place of which this one is
 */
export const rowFields = [
  "notice",
  "more",
  "first",
  "last",
  "events",
  "measure",
  "regions",
  "addresses",
  "ids",
] as const;

/**
 * One statement for many hunts. It reads the events once, whatever the number of hunts: the engine tests each event against
 * every hunt, and groups only those that match. The result has one row for each hunt that found something.
 *
 * The statement has two parameters for each table: the first and the last day.
 *
 * @param tables tables of the view `cloudtrail_events`
 * @throws when the statement is longer than Athena accepts
 */
export function onePass(hunts: readonly TunedHunt[], tables: readonly string[]): string {
  const found = hunts.map((hunt) => `    ${indented(candidate(hunt))}`).join(",\n");
  const caseOf = (sqlOf: (hunt: TunedHunt) => string) =>
    `CASE hunt\n${hunts.map((hunt) => `    WHEN '${hunt.name}' THEN ${indented(sqlOf(hunt))}`).join("\n")}\n  END`;
  const measures = caseOf((hunt) => `CAST(${withoutDistinct(tuned(hunt, hunt.measure))} AS varchar)`);
  const conditions = caseOf((hunt) => `(${withoutDistinct(tuned(hunt, hunt.when))})`);
  const routines = hunts.filter((hunt) => hunt.leavesOutRoutine).map(({ name }) => quoted(name));
  // The list of IN may not be empty
  const parts = `IF(hunt IN (${["''", ...routines].join(", ")}), ARRAY[NULL, day], ARRAY[CAST(NULL AS varchar)])`;
  const keys = caseOf((hunt) => `ARRAY[${hunt.by.map((name) => `subject[${1 + indexOf(hunt, name)}]`).join(", ")}]`);

  return withinLimit(`WITH events AS (
${huntEvents(tables, "day BETWEEN ? AND ?")}
),
matched AS (
  SELECT events.*, found.hunt, found.subject,
    row_number() OVER (PARTITION BY found.hunt, account, region, day, event_id) AS delivery
  FROM events
  CROSS JOIN UNNEST(filter(ARRAY[
${found}
  ], one -> one IS NOT NULL)) AS found (hunt, subject)
),
counted AS (
  SELECT
    hunt,
    subject,
    only_day,
    min(event_time) AS first_time,
    max(event_time) AS last_time,
    count(*) AS events,
    array_join(array_sort(map_keys(approx_most_frequent(5, region, 50))), ' ') AS regions,
    array_join(array_sort(map_keys(approx_most_frequent(5, source_address, 50))), ' ') AS addresses,
    array_join(array_sort(min_by(event_id, event_time, 3)), ' ') AS ids,
    ${measures} AS measure
  FROM matched
  -- Once more for each day alone, where it matters whether a program does the same every day
  CROSS JOIN UNNEST(${parts}) AS part (only_day)
  WHERE delivery = 1 OR event_id IS NULL
  GROUP BY hunt, subject, only_day
  HAVING ${conditions}
),
begun AS (
  SELECT *,
    date_diff('minute', date_trunc('day', begin_time), begin_time) AS minute
  FROM (
    SELECT *,
      min(first_time) OVER (PARTITION BY hunt, ${comparable("identity")}, only_day) AS begin_time
    FROM (SELECT *, ${keys} AS identity FROM counted)
  )
),
compared AS (
  SELECT *,
    coalesce(
      min(only_day) OVER (PARTITION BY hunt, ${comparable("identity")}) <> max(only_day) OVER (PARTITION BY hunt, ${comparable("identity")})
      AND max(IF(only_day IS NOT NULL, minute)) OVER (PARTITION BY hunt, ${comparable("identity")})
        - min(IF(only_day IS NOT NULL, minute)) OVER (PARTITION BY hunt, ${comparable("identity")}) <= ${routineMinutes},
      false
    ) AS is_routine
  FROM begun
),
ranked AS (
  SELECT *,
    -- Each identity is once before any is there again, and those that begin last are first: rows of earlier runs hide no new one
    row_number() OVER (PARTITION BY hunt ORDER BY of_identity, first_time DESC, events DESC, ${comparable("subject")}) AS place,
    count(*) OVER (PARTITION BY hunt) AS total,
    count_if(of_identity = 1) OVER (PARTITION BY hunt) AS identities,
    date(max(last_time) OVER (PARTITION BY hunt)) AS newest
  FROM (
    SELECT *,
      row_number() OVER (PARTITION BY hunt, ${comparable("identity")} ORDER BY first_time DESC) AS of_identity
    FROM compared
    WHERE only_day IS NULL AND NOT is_routine
  )
),
told AS (
  SELECT hunt, place, IF(
    place <= ${rowLimit},
    ARRAY[
      ${digest("ARRAY[hunt] || transform(identity, value -> coalesce('=' || value, ''))")},
      '',
      ${time("first_time")}, ${time("last_time")}, CAST(events AS varchar),
      ${["measure", "regions", "addresses", "ids"].map(plain).join(",\n      ")}
    ] || transform(subject, value -> ${plain("value")}),
    -- Where identities are left out, its hash changes every day, as what is left out may
    ARRAY[${digest(`ARRAY[hunt, 'more', IF(identities > ${rowLimit}, CAST(newest AS varchar), '')]`)}, CAST(total - ${rowLimit} AS varchar)]
  ) AS fields
  FROM ranked
  WHERE place <= ${rowLimit + 1}
)
SELECT hunt, json_format(CAST(array_agg(fields ORDER BY place) AS json)) AS found
FROM told
GROUP BY hunt
ORDER BY hunt`);
}

/**
 * The statement, which Athena would accept.
 *
 * @throws when it is too long
 * @see https://docs.aws.amazon.com/athena/latest/ug/service-limits.html
 */
function withinLimit(statement: string): string {
  const bytes = Buffer.byteLength(statement);
  if (bytes <= byteLimit) return statement;
  throw new Error(
    `the hunts are one statement of ${byteLimit} bytes at most, got ${bytes}; remove exclusions of hunts`,
  );
}

/** An array as text: the engine refuses to compare arrays with a null. */
const comparable = (array: string): string => `json_format(CAST(${array} AS json))`;

/** A row for an event that matches a hunt, or null. */
function candidate(hunt: TunedHunt): string {
  const conditions = [`(${tuned(hunt, hunt.match)})`, ...excluding(hunt.exclusions)];
  const subject = hunt.subject.map(({ sql }) => `CAST(${tuned(hunt, sql)} AS varchar)`);
  return `IF(
  ${conditions.join("\n  AND ")},
  CAST(ROW('${hunt.name}', ARRAY[${subject.join(", ")}]) AS ROW(hunt varchar, subject array(varchar)))
)`;
}

/**
 * Conditions that are true for events of others, also of callers without an ARN. However many exclusions there are, each column
 * has one condition: the engine refuses statements with thousands of conditions.
 */
function excluding(exclusions: readonly HuntExclusion[]): string[] {
  const principals = exclusions.flatMap((exclusion) => ("principalArn" in exclusion ? [exclusion.principalArn] : []));
  const accounts = exclusions.flatMap((exclusion) => ("account" in exclusion ? [exclusion.account] : []));
  return [notIn("principal", principals), notIn("account", accounts)].flat();
}

const notIn = (column: string, values: readonly string[]): string[] =>
  values.length === 0 ? [] : [`coalesce(${column}, '') NOT IN (${values.map(quoted).join(", ")})`];

/** SQL with the values of the parameters. */
export function tuned(hunt: TunedHunt, sql: string): string {
  return sql.replaceAll(placeholder, (_, name: string) => String(hunt.values[name]));
}

const indexOf = ({ subject }: Hunt, name: string): number => subject.findIndex((column) => column.name === name);
const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
const indented = (sql: string): string => sql.replaceAll("\n", "\n    ");
const digest = (array: string): string => `lower(to_hex(sha256(to_utf8(json_format(CAST(${array} AS json))))))`;
const time = (column: string): string => `coalesce(date_format(${column}, '%Y-%m-%d %H:%i:%s'), '')`;

/**
 * A value that a caller may have chosen, as text without characters that have a meaning in JSON, HTML or chat, and without any
 * that needs more than one byte.
 */
const plain = (value: string): string =>
  `regexp_replace(substr(coalesce(${value}, ''), 1, ${textLimit}), '[^ !#-;=?-\\[\\]-~]', '?')`;

/** A hunt as its file describes it. */
export const withDefaults = (hunt: Hunt): TunedHunt => ({
  ...hunt,
  values: Object.fromEntries(hunt.parameters.map((parameter) => [parameter.name, parameter.default])),
  exclusions: [],
});
