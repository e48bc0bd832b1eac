import type { LogTable } from "./log-table";
import { monthPartition } from "./partitions";

/**
 * A table over the same logs with a partition for each month instead of each day. Athena reads the folders of the days in the folder
 * of the month. With thousands of accounts, Athena cannot plan all partitions of days. A query that cannot be split reads this table
 * instead.
 *
 * @throws when the path of the table does not end with the day in the format `yyyy/MM/dd`
 */
export function byMonth(table: LogTable): LogTable {
  const day = table.partitions.at(-1);
  if (day?.projection.type !== "date" || !day.projection.format.startsWith("yyyy/MM/dd")) {
    throw new Error(`the last partition of ${table.name} must be a day in the format yyyy/MM/dd, got ${day?.name}`);
  }
  return {
    ...table,
    name: monthTableName(table),
    description: `The table ${table.name} with monthly partitions`,
    partitions: [...table.partitions.slice(0, -1), monthPartition(day.projection.firstDay)],
    partitionPath: table.partitionPath.replace(/\$\{day\}$/, "${month}"),
    notes: [`A query always reads whole months. Use \`${table.name}\` if its partitions are few enough.`],
  };
}

/** Name of the table that has a partition for each month. */
export const monthTableName = ({ name }: Pick<LogTable, "name">): string => `${name}_by_month`;

/**
 * SELECT over a table with monthly partitions that returns the rows of the table with daily partitions.
 *
 * @param months first and last month, `yyyy/MM`
 */
export function daysOfMonths(table: LogTable, [first, last]: readonly [string, string]): string {
  const columns = [...table.columns, ...table.partitions.slice(0, -1)].map(({ name }) => `"${name}"`);
  const day = `regexp_extract("$path", '/([0-9]{4}/[0-9]{2}/[0-9]{2})/[^/]*$', 1) AS day`;
  return [
    `SELECT ${[...columns, day].join(", ")}`,
    `FROM ${monthTableName(table)}`,
    `WHERE month BETWEEN '${first}' AND '${last}'`,
  ].join("\n");
}
