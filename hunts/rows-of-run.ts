import { type Sql, composeSql, parameter } from "./sql";
import { comparable, selectIdentity } from "./subject-values";
import { type TunedHunt, quote } from "./tuned-hunt";

/** A program does the same every day if it begins at the same time of day, with at most this difference in minutes. */
const routineMinutes = 60;

/** The rows that the run wrote for the given hunts. */
export const selectRun = (hunts: readonly TunedHunt[], rows: string): Sql => composeSql`run AS (
  SELECT *
  FROM (
    -- A query that Athena repeated may have written a row twice
    SELECT *, row_number() OVER (PARTITION BY hunt, ${comparable("subject")}, seen ORDER BY events DESC) AS copy
    FROM ${rows}
    WHERE run = ${parameter("run")} AND hunt IN (${["''", ...hunts.map(({ name }) => quote(name))].join(", ")})
  )
  WHERE copy = 1
)`;

/** Whether each identity of a run does the same every day. */
export const compareDays = (hunts: readonly TunedHunt[]): string[] => [
  `begun AS (
  SELECT *,
    date_diff('minute', date_trunc('day', begin_time), begin_time) AS minute
  FROM (
    SELECT *,
      min(first_time) OVER (PARTITION BY hunt, ${comparable("identity")}, seen) AS begin_time
    FROM (SELECT *, ${selectIdentity(hunts)} AS identity FROM run)
  )
)`,
  `compared AS (
  SELECT *,
    coalesce(
      min(seen) ${overIdentity} <> max(seen) ${overIdentity}
      AND max(IF(seen IS NOT NULL, minute)) ${overIdentity}
        - min(IF(seen IS NOT NULL, minute)) ${overIdentity} <= ${routineMinutes},
      false
    ) AS is_routine
  FROM begun
)`,
];

const overIdentity = `OVER (PARTITION BY hunt, ${comparable("identity")})`;
