import { type Sql, composeSql, joinSql, parameter } from "./sql";
import { quote } from "./tuned-hunt";

/** A table of the lakehouse. */
export interface LoadedTable {
  readonly name: string;

  /** Format of its days, such as `%Y/%m/%d`. */
  readonly dayFormat: string;
}

/** Name of a table of the lakehouse in a statement. */
export const inLakehouse = (database: string, table: string): string => `"${database}"."${table}"`;

/** A value of the statement: the day of the run, and the first and the last day that the run reads. */
type LoadedValue = "today" | "from" | "to";

/**
 * The statement with the names of the tables that are complete in the lakehouse for the days of a run. The job loads the days in
 * their order, so a table with logs of today has all logs of the days before that were in the archive when the job listed them.
 * The lakehouse does not have the lines that the job could not parse, so a table with such lines is not complete.
 */
export const loadedTables = (database: string, tables: readonly LoadedTable[]): Sql<LoadedValue> =>
  joinSql(
    tables.map((table) => selectLoaded(database, table)),
    "\nUNION ALL\n",
  );

function selectLoaded(database: string, { name, dayFormat }: LoadedTable): Sql<LoadedValue> {
  const formatDay = (day: LoadedValue): Sql<LoadedValue> =>
    composeSql`date_format(date_parse(${parameter(day)}, '%Y/%m/%d'), ${quote(dayFormat)})`;
  return composeSql`SELECT ${quote(name)} AS table_name
WHERE EXISTS (
  SELECT 1 FROM ${inLakehouse(database, "loaded_objects")}
  WHERE table_name = ${quote(name)} AND day = ${formatDay("today")} AND loaded
) AND NOT EXISTS (
  SELECT 1 FROM ${inLakehouse(database, "quarantine")}
  WHERE table_name = ${quote(name)} AND day BETWEEN ${formatDay("from")} AND ${formatDay("to")}
)`;
}
