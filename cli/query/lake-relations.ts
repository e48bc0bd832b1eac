import type { Relation } from "../../queries/relations";
import { archivePart, lakePart } from "../../tables/lake/events-once";
import type { LogTable } from "../../tables/log-table";
import type { LogView } from "../../tables/log-view";
import { type LakeDays, dayOfTable } from "./lake-days";
import type { AccountRange } from "./partitions-read";
import { rangeConditions } from "./restricted-table";
import type { Scan } from "./scan";

/** The lakehouse that a query reads. */
export interface Lake {
  /** Database of the lakehouse. */
  readonly database: string;

  /** Tables that the query reads from the lakehouse, with their loaded days. */
  readonly days: readonly LakeDays[];

  /** Whether the query reads these tables only from the lakehouse. */
  readonly isOnly: boolean;

  /** Views over tables of the archive or the lakehouse. */
  readonly views: readonly Pick<LogView, "name" | "sql">[];
}

/** The conditions of one part of a query. */
export interface LakePart {
  readonly tables: readonly LogTable[];

  /** Relations that replace the tables over the archive in this part. */
  readonly replaced: readonly Relation[];
  readonly range: AccountRange;

  /** Excluded objects and folders. */
  readonly leftOut: readonly string[];
  readonly hasPath: boolean;
}

/**
 * The relations of a query. For each table, one reads complete days from the lakehouse, one reads all other days from the archive,
 * and one combines them. The first two compare the partition `day` with constants. So the engine reads each day once, and does not
 * read a source that has no day of the query.
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

/** The scans of the archive that remain. A scan without known days stays unchanged. */
export function archiveScans(scans: readonly Scan[], lake: Lake): Scan[] {
  return scans.flatMap((scan) => {
    const own = lake.days.find(({ table }) => table === scan.table.name);
    if (own === undefined) return [scan];
    if (lake.isOnly) return [];
    if (scan.days === undefined) return [scan];
    const [first, last] = scan.days;
    // Days before the first loaded day have no logs, or were not loaded
    if (first < own.first) return [scan];
    const from = first < own.before ? own.before : first;
    return from > last ? [] : [{ ...scan, days: [from, last] as const }];
  });
}

/** The name of an object as Spark stores it. Unlike `encodeURI`, it encodes `?` and `#`, and keeps letters that are not ASCII. */
const storedName = (path: string): string =>
  path.replaceAll(/[\p{Cc}\p{Z}]+|[^\u0080-\u{10ffff}]+/gu, (part) =>
    encodeURI(part).replaceAll("?", "%3F").replaceAll("#", "%23"),
  );

/** Conditions that exclude objects. The lakehouse stores the names of objects URI-encoded. */
function objectConditions(leftOut: readonly string[]): string[] {
  const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;
  return leftOut.map((path) => {
    const name = storedName(path);
    if (!path.endsWith("/")) return `lake_object <> ${literal(name)}`;
    return `(lake_object < ${literal(name)} OR lake_object >= ${literal(name.replace(/\/$/, "0"))})`;
  });
}
