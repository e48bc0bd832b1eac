import { countriesTable } from "./countries";
import { joinFirstUses, selectUses } from "./first-uses";
import { selectMessageRows } from "./message-rows";
import { addCountries, huntsOfCountries } from "./rows-with-country";
import { compareDays, selectRun } from "./rows-of-run";
import { rowsTable } from "./rows-table";
import { findSilences, silentRows } from "./silent-logs";
import { type Sql, composeSql, joinSql } from "./sql";
import { comparable, selectIdentity } from "./subject-values";
import { type TunedHunt, checkSize, otherPart } from "./tuned-hunt";
import { rowsOfOneSource, rowsOfTwoSources } from "./compared-rows";

/**
 * The statement that selects the rows that a run wrote, without uses that are not first uses. The result has one row for each hunt
 * with rows: its name, and its rows as JSON. The statement reads only the table of rows, and the table of countries if a hunt compares
 * countries.
 *
 * @param table table with the columns of `rowColumns`
 * @param ranges table with the columns of `countryColumns`
 * @throws when the statement is longer than Athena accepts
 */
export function selectRows(
  hunts: readonly TunedHunt[],
  table: string = rowsTable,
  ranges: string = countriesTable,
): Sql {
  const countries = huntsOfCountries(hunts);
  const rows = countries.length === 0 ? table : "located";
  const firstUses = hunts.filter(({ firstUse }) => firstUse !== undefined);
  const silences = hunts.filter(isOfSilence);
  const ofRun = [...hunts, ...hunts.flatMap(otherPart)].filter((hunt) => !isOfSilence(hunt));
  const steps = [
    ...(countries.length === 0 ? [] : [addCountries(countries, table, ranges)]),
    selectRun(ofRun, rows),
    ...compareDays(ofRun),
    ...(silences.length === 0 ? [] : [findSilences(silences, rows)]),
    chooseRows(hunts),
    ...(firstUses.length === 0 ? [] : [selectUses(firstUses, rows)]),
    groupDays(firstUses),
    rankRows(hunts),
    selectMessageRows,
  ];
  return checkSize(composeSql`WITH ${joinSql(steps, ",\n")}
SELECT hunt, json_format(CAST(array_agg(fields ORDER BY place) AS json)) AS found
FROM selected
GROUP BY hunt
ORDER BY hunt`);
}

const isOfSilence = ({ silent }: TunedHunt): boolean => silent !== undefined;

/** The rows of all hunts, before first uses are compared. */
function chooseRows(hunts: readonly TunedHunt[]): string {
  const parts = [
    rowsOfOneSource(hunts),
    ...(hunts.some((hunt) => hunt.with !== undefined) ? [rowsOfTwoSources] : []),
    ...(hunts.some(isOfSilence) ? [silentRows] : []),
  ];
  return `chosen AS (\n${parts.join("\nUNION ALL\n")}\n)`;
}

/** One row of each subject. Only hunts for first uses have a row for each day. */
function groupDays(firstUses: readonly TunedHunt[]): string {
  const ofFirstDay = ["regions", "addresses", "ids", "measure"].map(
    (name) => `min_by(run.${name}, coalesce(run.seen, '')) AS ${name}`,
  );
  return `kept AS (
  SELECT
    run.hunt,
    run.subject,
    min(run.first_time) AS first_time,
    max(run.last_time) AS last_time,
    sum(run.events) AS events,
    ${ofFirstDay.join(",\n    ")}
  FROM chosen AS run
  ${firstUses.length === 0 ? "" : joinFirstUses(firstUses)}
  GROUP BY run.hunt, run.subject
)`;
}

/** The order of the rows of a hunt in a message. */
const rankRows = (hunts: readonly TunedHunt[]): string => `ranked AS (
  SELECT *,
    -- Each identity is once before any is there again, and those that begin last are first: rows of earlier runs hide no new one
    row_number() OVER (PARTITION BY hunt ORDER BY of_identity, first_time DESC, events DESC, ${comparable("subject")}) AS place,
    count(*) OVER (PARTITION BY hunt) AS total,
    count_if(of_identity = 1) OVER (PARTITION BY hunt) AS identities,
    date(max(last_time) OVER (PARTITION BY hunt)) AS newest
  FROM (
    SELECT *,
      row_number() OVER (PARTITION BY hunt, ${comparable("identity")} ORDER BY first_time DESC) AS of_identity
    FROM (SELECT *, ${selectIdentity(hunts)} AS identity FROM kept)
  )
)`;
