import type { LogTable } from "../../tables/log-table";
import { dayNumber, daysBefore, dayText } from "./day-number";
import type { QueryEngine } from "./query-engine";

/** What the lakehouse has loaded of a table. Days are `yyyy/MM/dd`. */
export interface LakeDays {
  readonly table: string;

  /** First day with logs. */
  readonly first: string;

  /** Day after the last one that is complete: the job has looked for late logs of the days before for the last time. */
  readonly before: string;

  /** Days with lines or objects that could not be parsed, and their number. */
  readonly quarantined: readonly { readonly day: string; readonly lines: number }[];
}

/**
 * Reads from the job's own tables which days the lakehouse has.
 *
 * A day is complete `lateDays` before the newest loaded day, because the job loads days in order and looks for late logs of the
 * days since then in each run. A batch that a killed run has left makes its day incomplete.
 *
 * @throws {CommandError} when the engine cannot read them, as before the job's first run
 */
export async function readLakeDays(
  engine: Pick<QueryEngine, "answer">,
  database: string,
  lateDays: number,
): Promise<LakeDays[]> {
  const sql = loadedDays(database);
  const { rows } = await engine.answer({ sql, values: [], database }, () => undefined);
  const loaded = rows.filter(([kind, , first]) => kind === "loaded" && first !== null);
  return loaded.map(([, table, first, newest, unsettled]) => {
    const complete = daysBefore(slashed(newest), lateDays);
    const left = slashed(unsettled);
    return {
      table: table ?? "",
      first: slashed(first),
      before: left !== "" && left < complete ? left : complete,
      quarantined: rows
        .filter(([kind, name]) => kind === "quarantined" && name === table)
        .map(([, , day, , , lines]) => ({ day: slashed(day), lines: Number(lines) })),
    };
  });
}

const loadedDays = (database: string): string => `SELECT 'loaded' AS kind, table_name,
  min(day) FILTER (WHERE loaded) AS first_day,
  max(day) FILTER (WHERE loaded) AS newest_day,
  min(day) FILTER (WHERE NOT loaded) AS unsettled_day,
  count(*) AS lines
FROM "${database}"."loaded_objects"
GROUP BY table_name
UNION ALL
SELECT 'quarantined', table_name, day, CAST(NULL AS varchar), CAST(NULL AS varchar), count(*)
FROM "${database}"."quarantine"
GROUP BY table_name, day
ORDER BY kind, table_name, first_day`;

/** A day of any table's path as `yyyy/MM/dd`. Empty for null. */
const slashed = (day: string | null | undefined): string => (day ? dayText(dayNumber(day)) : "");

/**
 * A day `yyyy/MM/dd` as the path of a table has it.
 *
 * @throws when the table has no partition of days
 */
export function dayOfTable({ name, partitions }: LogTable, day: string): string {
  const projection = partitions.find((partition) => partition.name === "day")?.projection;
  if (projection?.type !== "date") throw new Error(`table ${name} of the lakehouse needs a partition of days`);
  const [year = "", month = "", ofMonth = ""] = day.split("/");
  const format = projection.format.replaceAll("'", "");
  return format.replace("yyyy", year).replace("MM", month).replace(/dd$/, ofMonth);
}
