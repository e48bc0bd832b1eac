import { selectedColumns } from "./compared-rows";
import { completeFrom, daysBefore } from "./days";
import { type Sql, composeSql, joinSql, parameter } from "./sql";
import { comparable, identityColumns, ownerColumns, selectSubject } from "./subject-values";
import { type TunedHunt, quote } from "./tuned-hunt";

/** Rows of the hunts for silent logs. */
export const silentRows = `  SELECT ${selectedColumns}\n  FROM fell_silent`;

/**
 * Values that had logs on the days before, and have none on the last day of a run. They count only if enough values became silent
 * within the given days, and other values of the same hunt did not. If all values are silent, no logs arrived at all, and other alarms
 * are raised.
 */
export const findSilences = (hunts: readonly TunedHunt[], rows: string): Sql =>
  joinSql([selectSettings(hunts), selectLastDays(hunts, rows), selectSilentValues], ",\n");

function selectSettings(hunts: readonly TunedHunt[]): string {
  const settings = hunts.map(
    ({ name, values }) => `('${name}', ${values["known"]}, ${values["within"]}, ${values["least"]})`,
  );
  return `silences AS (
  SELECT *
  FROM (VALUES ${settings.join(", ")}) AS one (hunt, known, within, least)
)`;
}

/** The days with logs of each value, and its last row. */
function selectLastDays(hunts: readonly TunedHunt[], rows: string): Sql {
  const newest = ["subject", "first_time", "events", "regions", "addresses", "ids"];
  return composeSql`last_days AS (
  SELECT
    one.hunt,
    one.owner,
    -- Of two rows about the same day, that with more events
    ${newest.map((column) => `max_by(one.${column}, ROW(one.seen, one.events)) AS ${column}`).join(",\n    ")},
    max(one.last_time) AS last_time,
    max(one.seen) AS last_day,
    array_agg(DISTINCT one.seen) AS days
  FROM (
    SELECT earlier.*, ${selectSubject(hunts, "earlier", identityColumns)} AS identity, ${selectSubject(hunts, "earlier", ownerColumns)} AS owner
    FROM ${rows} AS earlier
    JOIN silences ON silences.hunt = earlier.hunt
    WHERE earlier.seen >= ${daysBefore("from", "(silences.known + silences.within)")} AND earlier.seen <= ${parameter("to")}${hunts.flatMap(exceptAccounts).join("")}
  ) AS one
  GROUP BY one.hunt, ${comparable("one.identity")}, one.owner
)`;
}

const overOwner = `OVER (PARTITION BY hunt, ${comparable("owner")})`;

const selectSilentValues = composeSql`fell_silent AS (
  SELECT hunt, subject, CAST(NULL AS varchar) AS seen, first_time, last_time, events, regions, addresses, ids,
    format('no logs since: one of %d that fell silent within %d days', silent, within) AS measure
  FROM (
    SELECT *,
      count_if(is_silent) ${overOwner} AS silent,
      bool_or(is_there) ${overOwner} AS is_alive
    FROM (
      SELECT last_days.*, silences.within, silences.least,
        last_day = ${parameter("to")} AS is_there,
        last_day < ${parameter("to")} AND last_day >= ${daysBefore("to", "silences.within")}
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

/** Excludes accounts of exclusions. Otherwise an account would seem silent from the day on which the configuration excludes it. */
function exceptAccounts({ name, subject, exclusions }: TunedHunt): string[] {
  const accounts = exclusions.flatMap((exclusion) => ("account" in exclusion ? [exclusion.account] : []));
  const place = 1 + subject.findIndex((column) => column.sql === "account");
  if (accounts.length === 0 || place === 0) return [];
  return [
    `\n      AND (earlier.hunt <> '${name}' OR coalesce(earlier.subject[${place}], '') NOT IN (${accounts.map(quote).join(", ")}))`,
  ];
}
