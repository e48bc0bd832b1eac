import type { LogTable } from "../../tables/log-table";
import { dayNumber, daysBefore, dayText } from "./day-number";
import type { QueryEngine } from "./query-engine";

/** The days of a table that the lakehouse has loaded, as `yyyy/MM/dd`. */
export interface LakeDays {
  readonly table: string;

  /** First day with logs. */
  readonly first: string;

  /** Day after the last complete day. The job no longer looks for late logs of earlier days. */
  readonly before: string;

  /** Days with lines or objects that could not be parsed, and the number of these lines and objects. */
  readonly quarantined: readonly { readonly day: string; readonly lines: number }[];
}

/**
 * Reads from the tables of the job which days the lakehouse has loaded.
 *
 * Days that are more than `lateDays` before the newest loaded day are complete. The job loads days in order, and each run looks for
 * late logs of the last `lateDays` days. If a run was killed, the day of its unfinished batch and all later days are incomplete.
 *
 * @throws {CommandError} when the engine cannot read these tables, for example before the first run of the job
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
    const complete = daysBefore(slashDay(newest), lateDays);
    const left = slashDay(unsettled);
    return {
      table: table ?? "",
      first: slashDay(first),
      before: left !== "" && left < complete ? left : complete,
      quarantined: rows
        .filter(([kind, name]) => kind === "quarantined" && name === table)
        .map(([, , day, , , lines]) => ({ day: slashDay(day), lines: Number(lines) })),
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

/** Converts a day in the path of any table to `yyyy/MM/dd`. Empty for null. */
const slashDay = (day: string | null | undefined): string => (day ? dayText(dayNumber(day)) : "");

/**
 * Converts a day `yyyy/MM/dd` to the format in the path of a table.
 *
 * @throws when the table has no partition `day`
 */
export function dayOfTable({ name, partitions }: LogTable, day: string): string {
  const projection = partitions.find((partition) => partition.name === "day")?.projection;
  if (projection?.type !== "date") throw new Error(`table ${name} of the lakehouse needs a partition of days`);
  const [year = "", month = "", ofMonth = ""] = day.split("/");
  const format = projection.format.replaceAll("'", "");
  return format.replace("yyyy", year).replace("MM", month).replace(/dd$/, ofMonth);
}
