import { type EventsOnce, eventsDeliveredOnce } from "../cloudtrail-events";

/** Name of the days of a table that a query reads from the archive, and of those that it reads from the lakehouse. */
export const archivePart = (table: string): string => `${table}_in_archive`;
export const lakePart = (table: string): string => `${table}_in_lakehouse`;

/**
 * The events of a group of tables, each once, for views over both. The job has removed the duplicates within a table, so the rows
 * of the lakehouse need no look for them, which would read the two columns that compress worst.
 */
export function onceInBoth(inLake: ReadonlySet<string>): EventsOnce {
  return (tables) => {
    const [table = ""] = tables;
    if (tables.length > 1 || !inLake.has(table)) return eventsDeliveredOnce(tables);
    return [
      "FROM (",
      `  SELECT * ${eventsDeliveredOnce([archivePart(table)]).join("\n  ")}`,
      "  UNION ALL",
      `  SELECT *, BIGINT '1' AS delivery FROM ${lakePart(table)}`,
      ")",
    ];
  };
}

/** The same for views over the tables of the lakehouse alone. */
export function onceInLake(inLake: ReadonlySet<string>): EventsOnce {
  return (tables) => {
    const [table = ""] = tables;
    return tables.length > 1 || !inLake.has(table) ? eventsDeliveredOnce(tables) : [`FROM ${table}`];
  };
}
