import { quoted } from "./tuned-hunt";

/** A table of the lakehouse. */
export interface LoadedTable {
  readonly name: string;

  /** Format of its days, such as `%Y/%m/%d`. */
  readonly dayFormat: string;
}

/** Name of a table of the lakehouse in a statement. */
export const inLakehouse = (database: string, table: string): string => `"${database}"."${table}"`;

/** Parameters of the statement, in their order: the day of the run, and the first and the last day that the run reads. */
export const loadedParameters = (tables: readonly LoadedTable[]): ("today" | "from" | "to")[] =>
  tables.flatMap(() => ["today", "from", "to"] as const);

/**
 * The statement with the names of the tables that are complete in the lakehouse for the days of a run. The job loads the days in
 * their order, so a table with logs of today has all logs of the days before that were in the archive when the job listed them.
 * The lakehouse does not have the lines that the job could not parse, so a table with such lines is not complete.
 */
export function loadedTables(database: string, tables: readonly LoadedTable[]): string {
  const day = (format: string) => `date_format(date_parse(?, '%Y/%m/%d'), ${quoted(format)})`;
  return tables
    .map(
      ({ name, dayFormat }) => `SELECT ${quoted(name)} AS table_name
WHERE EXISTS (
  SELECT 1 FROM ${inLakehouse(database, "loaded_objects")}
  WHERE table_name = ${quoted(name)} AND day = ${day(dayFormat)} AND loaded
) AND NOT EXISTS (
  SELECT 1 FROM ${inLakehouse(database, "quarantine")}
  WHERE table_name = ${quoted(name)} AND day BETWEEN ${day(dayFormat)} AND ${day(dayFormat)}
)`,
    )
    .join("\nUNION ALL\n");
}
