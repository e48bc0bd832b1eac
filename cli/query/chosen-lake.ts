import { logTableSource } from "../../config/derived/table-locations";
import type { SavedQuery } from "../../queries/saved-queries";
import { logViews } from "../../tables/catalog";
import { onceInBoth, onceInLake } from "../../tables/lake/events-once";
import { lakeFacts } from "../../tables/lake/lake-table";
import { CommandError } from "../../shared/child-process";
import { daysBefore } from "./day-number";
import { type LakeDays, readLakeDays } from "./lake-days";
import type { Lake } from "./lake-relations";
import type { QueryEngine } from "./query-engine";
import type { QueryTarget } from "./query-target";
import { type Catalog, type Scan, scansOf } from "./scan";

/** Source that a query reads. Undefined: the lakehouse for days that are complete there, and the archive for all other days. */
export type Source = "archive" | "lakehouse" | undefined;

interface ChosenLakeOptions {
  readonly query: SavedQuery;
  readonly source: Source;
  readonly queryTarget: Pick<QueryTarget, "config" | "catalog" | "lakeDatabase">;
  readonly engine: () => QueryEngine;
  /** Called with the reason if the lakehouse cannot be read, so that the query reads the archive instead. */
  readonly warn: (problem: string) => void;
}

/**
 * The lakehouse for a query, with the days that it has loaded. Undefined if the query reads only the archive.
 *
 * @throws {CommandError} when the query must read only the lakehouse, and the lakehouse does not have its tables
 */
export async function chosenLake({
  query,
  source,
  queryTarget: { config, catalog, lakeDatabase },
  engine,
  warn,
}: ChosenLakeOptions): Promise<Lake | undefined> {
  if (source === "archive") return undefined;
  const isOnly = source === "lakehouse";
  const read = tablesRead(query, catalog);
  if (isOnly) checkLake(query, read, lakeDatabase);
  if (lakeDatabase === undefined || !read.some((name) => lakeFacts[name])) return undefined;
  try {
    const loaded = await readLakeDays(engine(), lakeDatabase, config.lakehouse.lateDays);
    const days = isOnly
      ? allOf(read, loaded)
      : loaded.filter(({ table, first, before }) => read.includes(table) && first < before);
    return days.length === 0 ? undefined : lakeOf(lakeDatabase, days, isOnly, config);
  } catch (error) {
    if (isOnly || !(error instanceof CommandError)) throw error;
    warn(
      `cannot read which days the lakehouse has loaded, so the query reads the archive for every day: ${error.message}`,
    );
    return undefined;
  }
}

/** The loaded days of each table. A table without logs has no days in the lakehouse. */
const allOf = (names: readonly string[], loaded: readonly LakeDays[]): LakeDays[] =>
  names.map((table) => loaded.find((one) => one.table === table) ?? { table, first: "", before: "", quarantined: [] });

/** The tables that the query reads, directly or through views. */
const tablesRead = (query: SavedQuery, { tables, views }: Catalog): string[] => [
  ...new Set(
    scansOf(
      query.sql,
      query.parameters.map(() => ""),
      { tables, views },
    ).map(({ table }) => table.name),
  ),
];

/** @throws {CommandError} when the lakehouse does not have every table of the query */
function checkLake({ name }: SavedQuery, read: readonly string[], database: string | undefined): void {
  if (database === undefined)
    throw new CommandError("there is no lakehouse; set lakehouse.enabled to true, or omit --source lakehouse");
  const other = read.find((table) => lakeFacts[table] === undefined);
  if (other !== undefined)
    throw new CommandError(
      `query ${name} reads ${other}, which the lakehouse does not contain; omit --source lakehouse`,
    );
}

/** The lakehouse of a query, with these loaded days. */
export function lakeOf(
  database: string,
  days: readonly LakeDays[],
  isOnly: boolean,
  config: QueryTarget["config"],
): Lake {
  const inLake = new Set(days.map(({ table }) => table));
  const once = isOnly ? onceInLake(inLake) : onceInBoth(inLake);
  return { database, days, isOnly, views: logViews(logTableSource(config), once) };
}

/** Messages about the days that were read from the lakehouse. */
export function lakeText({ days, isOnly, database }: Lake): string[] {
  return days.map(({ table, first, before }) => {
    if (!isOnly)
      return `${table}: ${first} to ${daysBefore(before, 1)} from the lakehouse ${database}, other days from the archive`;
    return first === ""
      ? `${table}: the lakehouse has no logs`
      : `${table}: only from the lakehouse ${database}; logs of the days since ${before} may be missing`;
  });
}

/** Messages about lines of the queried days that the lakehouse could not parse. Without them, rows would be missing unnoticed. */
export function quarantineTexts({ days, isOnly, database }: Lake, scans: readonly Scan[]): string[] {
  return days.flatMap(({ table, first, before, quarantined }) => {
    const ranges = scans.filter((scan) => scan.table.name === table).map((scan) => scan.days);
    const isQueried = (day: string) => ranges.some((range) => !range || (day >= range[0] && day <= range[1]));
    const isRead = (day: string) => isOnly || (day >= first && day < before);
    const own = quarantined.filter(({ day }) => isRead(day) && isQueried(day));
    const lines = own.reduce((sum, one) => sum + one.lines, 0);
    if (lines === 0) return [];
    return [
      `${lines} lines and objects of ${own.map(({ day }) => day).join(", ")} could not be parsed, so their rows are missing: ` +
        `SELECT * FROM "${database}"."quarantine" WHERE table_name = '${table}'`,
    ];
  });
}
