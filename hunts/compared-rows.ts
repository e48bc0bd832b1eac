import { otherRows } from "./hunt";
import { comparable } from "./subject-values";
import { type TunedHunt, quote } from "./tuned-hunt";

/** Events of two sources belong together if at most this number of minutes is between them. The subjects of both have an hour. */
export const togetherMinutes = 60;

/** Columns of the rows that are selected. */
export const selectedColumns = "hunt, subject, seen, first_time, last_time, events, regions, addresses, ids, measure";

/** Rows of the hunts that read one source. */
export function rowsOfOneSource(hunts: readonly TunedHunt[]): string {
  const routines = hunts.filter((hunt) => hunt.leavesOutRoutine).map(({ name }) => name);
  const pairs = hunts.flatMap((hunt) => (hunt.with === undefined ? [] : [hunt.name, otherRows(hunt)]));
  // The list of IN must not be empty
  const list = (names: readonly string[]) => ["", ...names].map(quote).join(", ");
  return `  SELECT ${selectedColumns}
  FROM compared
  -- Where days were also computed alone, they only decide
  WHERE (hunt NOT IN (${list(routines)}) OR (seen IS NULL AND NOT is_routine))
    AND hunt NOT IN (${list(pairs)})`;
}

const mergeLists = (column: string): string => {
  const both = `concat_ws(' ', nullif(max(own.${column}), ''), array_join(array_agg(DISTINCT other.${column}), ' '))`;
  return `array_join(array_sort(array_distinct(split(${both}, ' '))), ' ') AS ${column}`;
};
const apart = `interval '${togetherMinutes}' minute`;

/** Rows of the hunts that read two sources. A row of the first source counts if the other has the same identity at the same time. */
export const rowsOfTwoSources = `  SELECT own.hunt, own.subject, own.seen,
    least(min(own.first_time), min(other.first_time)) AS first_time,
    greatest(max(own.last_time), max(other.last_time)) AS last_time,
    max(own.events) + sum(other.events) AS events,
    ${["regions", "addresses"].map(mergeLists).join(",\n    ")},
    concat_ws(' ', array_join(array_agg(other.ids ORDER BY other.first_time), ' '), nullif(max(own.ids), '')) AS ids,
    max(own.measure) || '; ' || array_join(array_sort(array_agg(DISTINCT other.measure)), ', ') AS measure
  FROM compared AS own
  JOIN compared AS other
    ON other.hunt = own.hunt || '${otherRows({ name: "" })}'
    AND ${comparable("other.identity")} = ${comparable("own.identity")}
    AND other.first_time <= own.last_time + ${apart}
    AND other.last_time >= own.first_time - ${apart}
  GROUP BY own.hunt, own.subject, own.seen`;
