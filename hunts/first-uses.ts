import { completeFrom, daysBefore } from "./days";
import { readMark } from "./rows-table";
import { isWithoutRanges } from "./rows-with-country";
import { type Sql, composeSql, parameter } from "./sql";
import { comparable, identityColumns, ownerColumns, selectSubject } from "./subject-values";
import type { TunedHunt } from "./tuned-hunt";

/** The uses of each hunt that earlier runs wrote, and the hunts whose history has enough days. */
export function selectUses(hunts: readonly TunedHunt[], rows: string): Sql {
  const settings = hunts.map(
    ({ name, source, values }) => `('${name}', '${source}', ${values["days"]}, ${values["known"]})`,
  );
  return composeSql`first_uses AS (
  SELECT *
  FROM (VALUES ${settings.join(", ")}) AS one (hunt, source, days, known)
),
uses AS (
  SELECT
    earlier.hunt,
    ${comparable(selectSubject(hunts, "earlier", ownerColumns))} AS owner,
    ${comparable(selectSubject(hunts, "earlier", identityColumns))} AS used,
    earlier.seen
  FROM ${rows} AS earlier
  JOIN first_uses ON first_uses.hunt = earlier.hunt
  WHERE ${isInHistory("earlier.seen")}
),
used AS (SELECT DISTINCT hunt, used FROM uses),
owners AS (SELECT hunt, owner, count(DISTINCT seen) AS days FROM uses GROUP BY hunt, owner),
ready AS (
  SELECT first_uses.hunt
  FROM ${rows} AS days_read
  JOIN first_uses ON days_read.subject[1] = first_uses.source
  WHERE days_read.hunt = '${readMark}' AND ${isInHistory("days_read.seen")}
  GROUP BY first_uses.hunt
  HAVING count(DISTINCT days_read.seen) >= ${completeFrom} * max(first_uses.days)
)`;
}

/** Condition on the days before a run with which the run compares. */
const isInHistory = (day: string): Sql =>
  composeSql`${day} < ${parameter("from")} AND ${day} >= ${daysBefore("from", "first_uses.days")}`;

/** Keeps rows of other hunts, and first uses of known callers with a complete history. */
export const joinFirstUses = (
  hunts: readonly TunedHunt[],
): string => `LEFT JOIN first_uses ON first_uses.hunt = run.hunt
  LEFT JOIN ready ON ready.hunt = run.hunt
  LEFT JOIN used ON used.hunt = run.hunt AND used.used = ${comparable(selectSubject(hunts, "run", identityColumns))}
  LEFT JOIN owners ON owners.hunt = run.hunt AND owners.owner = ${comparable(selectSubject(hunts, "run", ownerColumns))}
  WHERE first_uses.hunt IS NULL
    OR (ready.hunt IS NOT NULL AND used.hunt IS NULL AND coalesce(owners.days, 0) >= first_uses.known)${hunts.map(isWithoutRanges).join("")}`;
