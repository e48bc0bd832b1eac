import { type EventsOnce, eventsDeliveredOnce } from "../cloudtrail-events";

/** Names for the days of a table that a query reads from the archive, and for the days that it reads from the lakehouse. */
export const archivePart = (table: string): string => `${table}_in_archive`;
export const lakePart = (table: string): string => `${table}_in_lakehouse`;

/**
 * The events of a group of tables, each once, for views over the archive and the lakehouse. The job already removed the duplicates
 * within a table. So the query does not look for duplicates in rows of the lakehouse, because it would have to read the two columns
 * with the worst compression.
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

/** The same for views only over the tables of the lakehouse. */
export function onceInLake(inLake: ReadonlySet<string>): EventsOnce {
  return (tables) => {
    const [table = ""] = tables;
    return tables.length > 1 || !inLake.has(table) ? eventsDeliveredOnce(tables) : [`FROM ${table}`];
  };
}
