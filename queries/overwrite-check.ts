import { opaque } from "./query-parameters";
import type { SavedQuery } from "./saved-queries";

/** The saved query that finds overwritten logs. */
const name = "data-logs-overwritten";

/** Number of days whose lists are read. If a list arrives late, the query of the next day reads it. */
const days = 2;

/**
 * Ages, in days, of earlier lists: nine days, and one day of each of the twelve weeks before. An archive in an earlier list must also
 * be in a new list. Lists are kept for ninety days by default. An archive without objects has no row in a list.
 */
const listedDays = [...Array(9).keys(), ...Array.from({ length: 12 }, (_, week) => 9 + 7 * week)];

const daysAgo = (count: number, format: string) => `date_format(current_date - INTERVAL '${count}' DAY, '${format}')`;

/** Values of the parameters of the saved query. Days in Athena are in UTC. */
const values: Readonly<Record<string, string>> = {
  from: daysAgo(days - 1, "%Y/%m/%d"),
  to: "date_format(current_date, '%Y/%m/%d')",
  account: "'%'",
  archive: "'%'",
};

/**
 * A statement that fails when a log was overwritten recently, when an archive is no longer listed, or when its list cannot be read. To
 * fail, it casts a string to a number, because the error message of Athena then contains the string.
 *
 * @throws when the saved query is missing, or has a parameter without a value here
 */
export function overwriteCheck(queries: readonly SavedQuery[]): string {
  const query = queries.find((one) => one.name === name);
  if (query === undefined)
    throw new Error(
      `expected the saved query ${name} for the check for overwritten logs, got none; restore queries/${name}.sql`,
    );
  const statement = withValues(query)
    .replace(/^(\s*--.*\n)+/, "")
    .trim()
    // Without LIMIT, because every overwritten log counts
    .replace(/\s*\bLIMIT \d+;$/, "");
  return `WITH overwritten AS (
${statement}
),
found AS (
  SELECT count(*) AS logs, min(archive || '/' || key) AS first FROM overwritten
),
-- Of partitions only: no column of the lists is read
known AS (
  SELECT count(DISTINCT archive) AS archives FROM archive_versions
  WHERE day IN (${listedDays.map((count) => daysAgo(count, "%Y-%m-%d")).join(", ")})
),
recent AS (
  SELECT count(DISTINCT archive) AS archives
  FROM archive_versions
  WHERE day BETWEEN ${daysAgo(days - 1, "%Y-%m-%d")} AND ${daysAgo(0, "%Y-%m-%d")}
    AND key IS NOT NULL AND version_id IS NOT NULL AND last_modified_date IS NOT NULL
    AND is_latest IS NOT NULL AND is_delete_marker IS NOT NULL
)
SELECT
  CASE
    WHEN recent.archives < greatest(known.archives, 1)
      THEN CAST(format('archives listed in the last ${days} days: %d of %d', recent.archives, known.archives) AS integer)
    WHEN found.logs > 0
      THEN CAST(format('overwritten logs: %d, the first is %s', found.logs, found.first) AS integer)
    ELSE 0
  END AS overwritten
FROM found CROSS JOIN known CROSS JOIN recent`;
}

/** The text of a query with an expression in place of each `?`. */
function withValues({ sql, parameters }: SavedQuery): string {
  const left = parameters.values();
  return sql.replaceAll(new RegExp(`${opaque.source}|\\?`, "gm"), (text) => {
    if (text !== "?") return text;
    const { name: parameter = "" } = left.next().value ?? {};
    const value = values[parameter];
    if (value === undefined)
      throw new Error(`the check for overwritten logs has no value for parameter ${parameter} of ${name}; add a value`);
    return value;
  });
}
