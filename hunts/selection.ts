import { type CountryColumn, countriesTable, countryColumn, noRanges, withCountry } from "./countries";
import { type Hunt, otherRows } from "./hunt";
import { readMark, rowColumns, rowsTable } from "./rows-table";
import { type TunedHunt, caseOfHunt, otherPart, quoted, withinLimit } from "./tuned-hunt";

/** Maximum number of rows of a hunt in one run. If a hunt has more rows, an additional row contains their number. */
export const rowLimit = 25;

/** A program does the same every day if it begins at the same time of day, with at most this difference in minutes. */
export const routineMinutes = 60;

/** Events of two sources belong together if at most this number of minutes is between them. The subjects of both have an hour. */
export const togetherMinutes = 60;

/** Maximum length of a value in a row, in characters. Each character is one byte. */
const textLimit = 200;

/**
 * Share of the days of a history that runs must have read, or that must have logs. With fewer days, it is not known whether a use is
 * the first use, or whether a day without logs is unusual.
 */
export const completeFrom = 0.9;

/** Columns of the result: a row for each hunt with rows. */
export const resultColumns = ["hunt", "found"] as const;

/**
 * Fields of a row in an array of the result, in this order. The values of the subject follow these fields.
 *
 * - `notice`: a hash that is the same for the same row of another run
 * - `more`: empty, or the number of omitted rows if this row stands for omitted rows
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

/** Parameters of the statement, in their order: the run, and the first and the last day that it read. */
export const selectionParameters = (hunts: readonly TunedHunt[]): ("from" | "to" | "run")[] => [
  "run",
  ...(hunts.some(isOfSilence) ? (["from", "to", "to", "to", "to"] as const) : []),
  ...(hunts.some(isOfFirstUse) ? (["from", "from", "from", "from"] as const) : []),
];

/**
 * The statement that selects the rows that a run wrote, without uses that are not first uses. The result has one row for each hunt
 * with rows. The statement reads only the table of rows, and the table of countries if a hunt compares countries.
 *
 * @param table table with the columns of `rowColumns`
 * @param ranges table with the columns of `countryColumns`
 * @throws when the statement is longer than Athena accepts
 */
export function selectRows(
  hunts: readonly TunedHunt[],
  table: string = rowsTable,
  ranges: string = countriesTable,
): string {
  const ofCountries = hunts.flatMap((hunt) => {
    const country = countryColumn(hunt);
    return country === undefined ? [] : [{ hunt, country }];
  });
  const from = ofCountries.length === 0 ? table : "located";
  const firstUses = hunts.filter(isOfFirstUse);
  const silences = hunts.filter(isOfSilence);
  const pairs = hunts.filter((hunt) => hunt.with !== undefined);
  const identities = (list: readonly TunedHunt[]) =>
    list.length === 0 ? emptyArray : caseOfHunt(list, (hunt) => arrayOf(hunt, hunt.by));
  const ofRun = [...hunts, ...hunts.flatMap(otherPart)].filter((hunt) => !isOfSilence(hunt));
  const ofIdentity = `OVER (PARTITION BY hunt, ${comparable("identity")})`;
  return withinLimit(`WITH ${ofCountries.length === 0 ? "" : `${located(ofCountries, table, ranges)},\n`}run AS (
  SELECT *
  FROM (
    -- A query that Athena repeated may have written a row twice
    SELECT *, row_number() OVER (PARTITION BY hunt, ${comparable("subject")}, seen ORDER BY events DESC) AS copy
    FROM ${from}
    WHERE run = ? AND hunt IN (${["''", ...ofRun.map(({ name }) => quoted(name))].join(", ")})
  )
  WHERE copy = 1
),
begun AS (
  SELECT *,
    date_diff('minute', date_trunc('day', begin_time), begin_time) AS minute
  FROM (
    SELECT *,
      min(first_time) OVER (PARTITION BY hunt, ${comparable("identity")}, seen) AS begin_time
    FROM (SELECT *, ${identities(ofRun)} AS identity FROM run)
  )
),
compared AS (
  SELECT *,
    coalesce(
      min(seen) ${ofIdentity} <> max(seen) ${ofIdentity}
      AND max(IF(seen IS NOT NULL, minute)) ${ofIdentity}
        - min(IF(seen IS NOT NULL, minute)) ${ofIdentity} <= ${routineMinutes},
      false
    ) AS is_routine
  FROM begun
),
${silences.length === 0 ? "" : `${silentOf(silences, from)},\n`}chosen AS (
${[ofOneSource(hunts), ...(pairs.length === 0 ? [] : [together]), ...(silences.length === 0 ? [] : [silentRows])].join("\nUNION ALL\n")}
),
${firstUses.length === 0 ? "" : `${historyOf(firstUses, from)},\n`}kept AS (
  SELECT
    run.hunt,
    run.subject,
    min(run.first_time) AS first_time,
    max(run.last_time) AS last_time,
    sum(run.events) AS events,
    ${["regions", "addresses", "ids", "measure"].map((name) => `min_by(run.${name}, coalesce(run.seen, '')) AS ${name}`).join(",\n    ")}
  FROM chosen AS run
  ${firstUses.length === 0 ? "" : onlyFirst(firstUses)}
  GROUP BY run.hunt, run.subject
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
    FROM (SELECT *, ${identities(hunts)} AS identity FROM kept)
  )
),
selected AS (
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
FROM selected
GROUP BY hunt
ORDER BY hunt`);
}

const isOfFirstUse = ({ firstUse }: Hunt): boolean => firstUse !== undefined;
const isOfSilence = ({ silent }: Hunt): boolean => silent !== undefined;

/** A hunt for first uses of countries. */
interface OfCountry {
  readonly hunt: TunedHunt;
  readonly country: CountryColumn;
}

/**
 * The rows of all runs, with the country of each row that has a network. A row is omitted if no range contains its network. If the
 * table has no ranges at all, each run has one row that reports this.
 */
function located(all: readonly OfCountry[], table: string, ranges: string): string {
  const others = rowColumns.map(({ name }) => name).filter((name) => name !== "subject");
  const names = all.map(({ hunt }) => quoted(hunt.name)).join(", ");
  const networks = all.map(({ hunt, country }) => `WHEN ${quoted(hunt.name)} THEN ${valueOf(hunt, country.network)}`);
  const subjects = all.map(({ hunt, country }) => {
    const values = (other: (name: string) => string, own: string) =>
      `ARRAY[${hunt.subject.map(({ name }) => (name === country.name ? own : other(name))).join(", ")}]`;
    const nobody = values(() => "NULL", "country");
    return `WHEN ${quoted(hunt.name)} THEN IF(country = '${noRanges}', ${nobody}, ${values((name) => valueOf(hunt, name), "country")})`;
  });
  const rows = `SELECT *, CASE hunt ${networks.join(" ")} END AS network FROM ${table} WHERE hunt IN (${names})`;
  return `located AS (
  SELECT ${others.join(", ")}, CASE hunt ${subjects.join(" ")} END AS subject
  FROM (
${withCountry(rows, [...others, "subject"], "network", ranges)}
  )
  WHERE country IS NOT NULL
  UNION ALL
  SELECT ${others.join(", ")}, subject
  FROM ${table}
  WHERE hunt NOT IN (${names})
)`;
}

/** Columns of the rows that are selected. */
const fields = "hunt, subject, seen, first_time, last_time, events, regions, addresses, ids, measure";
const silentRows = `  SELECT ${fields}\n  FROM fell_silent`;

/** Rows of the hunts that read one source. */
function ofOneSource(hunts: readonly TunedHunt[]): string {
  const routines = hunts.filter((hunt) => hunt.leavesOutRoutine).map(({ name }) => name);
  const pairs = hunts.flatMap((hunt) => (hunt.with === undefined ? [] : [hunt.name, otherRows(hunt)]));
  // The list of IN must not be empty
  const list = (names: readonly string[]) => ["", ...names].map(quoted).join(", ");
  return `  SELECT ${fields}
  FROM compared
  -- Where days were also computed alone, they only decide
  WHERE (hunt NOT IN (${list(routines)}) OR (seen IS NULL AND NOT is_routine))
    AND hunt NOT IN (${list(pairs)})`;
}

/** An array as text, because the query engine refuses to compare arrays that contain a null. */
const comparable = (array: string): string => `json_format(CAST(${array} AS json))`;

const ofBoth = (column: string): string =>
  `concat_ws(' ', nullif(max(own.${column}), ''), array_join(array_agg(DISTINCT other.${column}), ' '))`;
const apart = `interval '${togetherMinutes}' minute`;

/** Rows of the hunts that read two sources. A row of the first source counts if the other has the same identity at the same time. */
const together = `  SELECT own.hunt, own.subject, own.seen,
    least(min(own.first_time), min(other.first_time)) AS first_time,
    greatest(max(own.last_time), max(other.last_time)) AS last_time,
    max(own.events) + sum(other.events) AS events,
    ${["regions", "addresses"].map((column) => `array_join(array_sort(array_distinct(split(${ofBoth(column)}, ' '))), ' ') AS ${column}`).join(",\n    ")},
    concat_ws(' ', array_join(array_agg(other.ids ORDER BY other.first_time), ' '), nullif(max(own.ids), '')) AS ids,
    max(own.measure) || '; ' || array_join(array_sort(array_agg(DISTINCT other.measure)), ', ') AS measure
  FROM compared AS own
  JOIN compared AS other
    ON other.hunt = own.hunt || '${otherRows({ name: "" })}'
    AND ${comparable("other.identity")} = ${comparable("own.identity")}
    AND other.first_time <= own.last_time + ${apart}
    AND other.last_time >= own.first_time - ${apart}
  GROUP BY own.hunt, own.subject, own.seen`;

/**
 * Values that had logs on the days before, and have none on the last day of a run. They count only if enough values became silent
 * within the given days, and other values of the same hunt did not. If all values are silent, no logs arrived at all, and other alarms
 * are raised.
 */
function silentOf(hunts: readonly TunedHunt[], from: string): string {
  const settings = hunts.map(
    ({ name, values }) => `('${name}', ${values["known"]}, ${values["within"]}, ${values["least"]})`,
  );
  const ofOwner = `OVER (PARTITION BY hunt, ${comparable("owner")})`;
  const newest = ["subject", "first_time", "events", "regions", "addresses", "ids"];
  return `silences AS (
  SELECT *
  FROM (VALUES ${settings.join(", ")}) AS one (hunt, known, within, least)
),
last_days AS (
  SELECT
    one.hunt,
    one.owner,
    -- Of two rows about the same day, that with more events
    ${newest.map((column) => `max_by(one.${column}, ROW(one.seen, one.events)) AS ${column}`).join(",\n    ")},
    max(one.last_time) AS last_time,
    max(one.seen) AS last_day,
    array_agg(DISTINCT one.seen) AS days
  FROM (
    SELECT earlier.*, ${caseOf(hunts, "earlier", ({ by }) => by)} AS identity, ${caseOf(hunts, "earlier", owner)} AS owner
    FROM ${from} AS earlier
    JOIN silences ON silences.hunt = earlier.hunt
    WHERE earlier.seen >= ${daysBefore("(silences.known + silences.within)")} AND earlier.seen <= ?${hunts.flatMap(exceptAccounts).join("")}
  ) AS one
  GROUP BY one.hunt, ${comparable("one.identity")}, one.owner
),
fell_silent AS (
  SELECT hunt, subject, CAST(NULL AS varchar) AS seen, first_time, last_time, events, regions, addresses, ids,
    format('no logs since: one of %d that fell silent within %d days', silent, within) AS measure
  FROM (
    SELECT *,
      count_if(is_silent) ${ofOwner} AS silent,
      bool_or(is_there) ${ofOwner} AS is_alive
    FROM (
      SELECT last_days.*, silences.within, silences.least,
        last_day = ? AS is_there,
        last_day < ? AND last_day >= ${daysBefore("silences.within")}
          AND cardinality(filter(
            days,
            one -> date_parse(one, '%Y/%m/%d') > date_parse(last_day, '%Y/%m/%d') - silences.known * interval '1' day
          )) >= ${completeFrom} * silences.known AS is_silent
      FROM last_days
      JOIN silences ON silences.hunt = last_days.hunt
    )
  )
  WHERE is_silent AND is_alive AND silent >= least
)`;
}

/** Excludes accounts of exclusions. Otherwise an account would seem silent from the day on which the configuration excludes it. */
function exceptAccounts({ name, subject, exclusions }: TunedHunt): string[] {
  const accounts = exclusions.flatMap((exclusion) => ("account" in exclusion ? [exclusion.account] : []));
  const place = 1 + subject.findIndex((column) => column.sql === "account");
  if (accounts.length === 0 || place === 0) return [];
  return [
    `\n      AND (earlier.hunt <> '${name}' OR coalesce(earlier.subject[${place}], '') NOT IN (${accounts.map(quoted).join(", ")}))`,
  ];
}

/** The uses of each hunt that earlier runs wrote, and the hunts whose history has enough days. */
function historyOf(hunts: readonly TunedHunt[], from: string): string {
  const settings = hunts.map(
    ({ name, source, values }) => `('${name}', '${source}', ${values["days"]}, ${values["known"]})`,
  );
  return `first_uses AS (
  SELECT *
  FROM (VALUES ${settings.join(", ")}) AS one (hunt, source, days, known)
),
uses AS (
  SELECT
    earlier.hunt,
    ${comparable(caseOf(hunts, "earlier", owner))} AS owner,
    ${comparable(caseOf(hunts, "earlier", ({ by }) => by))} AS used,
    earlier.seen
  FROM ${from} AS earlier
  JOIN first_uses ON first_uses.hunt = earlier.hunt
  WHERE earlier.seen < ? AND earlier.seen >= ${daysBefore("first_uses.days")}
),
used AS (SELECT DISTINCT hunt, used FROM uses),
owners AS (SELECT hunt, owner, count(DISTINCT seen) AS days FROM uses GROUP BY hunt, owner),
ready AS (
  SELECT first_uses.hunt
  FROM ${from} AS days_read
  JOIN first_uses ON days_read.subject[1] = first_uses.source
  WHERE days_read.hunt = '${readMark}' AND days_read.seen < ? AND days_read.seen >= ${daysBefore("first_uses.days")}
  GROUP BY first_uses.hunt
  HAVING count(DISTINCT days_read.seen) >= ${completeFrom} * max(first_uses.days)
)`;
}

/** Rows of other hunts, and first uses of known callers with a complete history. */
function onlyFirst(hunts: readonly TunedHunt[]): string {
  return `LEFT JOIN first_uses ON first_uses.hunt = run.hunt
  LEFT JOIN ready ON ready.hunt = run.hunt
  LEFT JOIN used ON used.hunt = run.hunt AND used.used = ${comparable(caseOf(hunts, "run", ({ by }) => by))}
  LEFT JOIN owners ON owners.hunt = run.hunt AND owners.owner = ${comparable(caseOf(hunts, "run", owner))}
  WHERE first_uses.hunt IS NULL
    OR (ready.hunt IS NOT NULL AND used.hunt IS NULL AND coalesce(owners.days, 0) >= first_uses.known)${hunts.map(isBlind).join("")}`;
}

/** Whether a row reports that a hunt for countries has no ranges. */
function isBlind(hunt: TunedHunt): string {
  const country = countryColumn(hunt);
  return country === undefined
    ? ""
    : `\n    OR (run.hunt = ${quoted(hunt.name)} AND ${valueOf(hunt, country.name, "run")} = '${noRanges}')`;
}

/** Columns that identify the owner of a use or of logs. */
const owner = ({ by, firstUse, silent }: Hunt): string[] => by.filter((name) => name !== firstUse && name !== silent);

const caseOf = (hunts: readonly TunedHunt[], table: string, columns: (hunt: Hunt) => readonly string[]): string =>
  `CASE ${table}.hunt ${hunts.map((hunt) => `WHEN '${hunt.name}' THEN ${arrayOf(hunt, columns(hunt), table)}`).join(" ")} END`;

/** The values of columns of a subject. */
function arrayOf(hunt: Hunt, names: readonly string[], table?: string): string {
  const values = names.map((name) => valueOf(hunt, name, table));
  return values.length === 0 ? emptyArray : `ARRAY[${values.join(", ")}]`;
}

/** The value of a column of a subject. */
function valueOf({ subject }: Hunt, name: string, table?: string): string {
  const array = table === undefined ? "subject" : `${table}.subject`;
  return `${array}[${1 + subject.findIndex((column) => column.name === name)}]`;
}

const emptyArray = "CAST(ARRAY[] AS array(varchar))";

const daysBefore = (days: string): string =>
  `date_format(date_parse(?, '%Y/%m/%d') - ${days} * interval '1' day, '%Y/%m/%d')`;

const digest = (array: string): string => `lower(to_hex(sha256(to_utf8(json_format(CAST(${array} AS json))))))`;
const time = (column: string): string => `coalesce(date_format(${column}, '%Y-%m-%d %H:%i:%s'), '')`;

/**
 * A value that a caller may have chosen, without characters that have a meaning in JSON, HTML or chat, and without characters of more
 * than one byte.
 */
const plain = (value: string): string =>
  `regexp_replace(substr(coalesce(${value}, ''), 1, ${textLimit}), '[^ !#-;=?-\\[\\]-~]', '?')`;
