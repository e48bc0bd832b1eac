import type { Relation } from "../../queries/relations";
import { archivePart, lakePart } from "../../tables/lake/events-once";
import type { LogTable } from "../../tables/log-table";
import type { LogView } from "../../tables/log-view";
import { type LakeDays, dayOfTable } from "./lake-days";
import type { AccountRange } from "./partitions-read";
import { rangeConditions } from "./restricted-table";
import type { Scan } from "./scan";

/** The lakehouse, as a query reads it. */
export interface Lake {
  /** Its database. */
  readonly database: string;

  /** Tables that are read from it. */
  readonly days: readonly LakeDays[];

  /** Whether nothing is read from the archive for these tables. */
  readonly isOnly: boolean;

  /** The views over tables of both. */
  readonly views: readonly Pick<LogView, "name" | "sql">[];
}

/** A part of a query, for the tables of the lakehouse. */
export interface LakePart {
  readonly tables: readonly LogTable[];

  /** What replaces tables over the archive in this part. */
  readonly replaced: readonly Relation[];
  readonly range: AccountRange;

  /** Excluded objects and folders. */
  readonly leftOut: readonly string[];
  readonly hasPath: boolean;
}

/**
 * The SELECTs that read complete days of the lakehouse's tables there, and all other days from the archive. Both conditions are on
 * the partition `day` with constants, so the engine opens no partition twice, and reads nothing of a side without a day.
 *
 * @param names tables that the query reads
 */
export function lakeRelations(names: readonly string[], lake: Lake, part: LakePart): Relation[] {
  const { replaced } = part;
  const own = lake.days.filter(({ table }) => names.includes(table));
  const others = replaced.filter(({ name }) => !own.some(({ table }) => table === name));
  return [...others, ...own.flatMap((days) => relationsOf(days, lake, part))];
}

function relationsOf(days: LakeDays, { database, isOnly }: Lake, part: LakePart): Relation[] {
  const table = part.tables.find(({ name }) => name === days.table);
  if (table === undefined) return [];
  const { name, columns, partitions } = table;
  const list = [...columns, ...partitions].map((column) => `"${column.name}"`).join(", ");
  const select = (path: string) => `SELECT ${list}${part.hasPath ? `, ${path}` : ""}`;
  const day = (text: string) => `'${dayOfTable(table, text)}'`;
  const [first, before] = [days.first, days.before].map(day);
  const within = isOnly ? [] : [`day >= ${first}`, `day < ${before}`];
  const conditions = [...within, ...rangeConditions(part.range), ...objectConditions(part.leftOut)];
  const where = conditions.length === 0 ? "" : `\nWHERE ${conditions.join("\n  AND ")}`;
  const inLake = `${select('lake_object AS "$path"')}\nFROM "${database}"."${name}"${where}`;
  if (isOnly) return [{ name, sql: inLake }];

  const archived = part.replaced.find((one) => one.name === name)?.sql;
  const source = archived === undefined ? name : `(\n${archived}\n)`;
  const [archiveName, lakeName] = [archivePart(name), lakePart(name)];
  return [
    { name: archiveName, sql: `${select('"$path"')}\nFROM ${source}\nWHERE (day < ${first} OR day >= ${before})` },
    { name: lakeName, sql: inLake },
    { name, sql: `SELECT * FROM ${archiveName}\nUNION ALL\nSELECT * FROM ${lakeName}` },
  ];
}

/** What is left of the scans in the archive. A scan whose days are unknown is left whole. */
export function archiveScans(scans: readonly Scan[], lake: Lake): Scan[] {
  return scans.flatMap((scan) => {
    const own = lake.days.find(({ table }) => table === scan.table.name);
    if (own === undefined) return [scan];
    if (lake.isOnly) return [];
    if (scan.days === undefined) return [scan];
    const [first, last] = scan.days;
    // The days before the first loaded one have no logs, or were never loaded
    if (first < own.first) return [scan];
    const from = first < own.before ? own.before : first;
    return from > last ? [] : [{ ...scan, days: [from, last] as const }];
  });
}

/** Conditions that exclude objects. Their names are encoded in the lakehouse. */
function objectConditions(leftOut: readonly string[]): string[] {
  const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;
  return leftOut.map((path) => {
    const name = encodeURI(path);
    if (!path.endsWith("/")) return `lake_object <> ${literal(name)}`;
    return `(lake_object < ${literal(name)} OR lake_object >= ${literal(name.replace(/\/$/, "0"))})`;
  });
}
