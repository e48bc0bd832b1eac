import { logViews } from "../../tables/catalog";
import type { Column } from "../../tables/log-table";
import { tables } from "./catalog";
import type { ParsedSql, Select } from "./trino-sql";

/** A relation that a saved query can read: a table, or a view with the partitions of its table. */
interface Readable {
  readonly columns: readonly Column[];

  /** Partitions by name, and whether a query must name one value of the partition. */
  readonly partitions: ReadonlyMap<string, boolean>;
}

const readables = new Map<string, Readable>([
  ...tables.map(({ name, columns, partitions }): [string, Readable] => [
    name,
    {
      columns: [...columns, ...partitions],
      partitions: new Map(partitions.map((partition) => [partition.name, partition.projection.type === "injected"])),
    },
  ]),
  ...logViews().map(({ name, columns }): [string, Readable] => [
    name,
    { columns, partitions: new Map(["account", "region", "day"].map((partition) => [partition, false])) },
  ]),
]);

/** Returns the tables of a query that the catalog does not have. */
export function unknownTables({ selects, named }: ParsedSql): string[] {
  const names = selects.flatMap((select) => select.tables.map(({ name }) => name));
  return names.filter((name) => !readables.has(name) && !named.has(name));
}

/** Returns the columns and fields of a query that are in none of its tables. */
export function unknownColumns(sql: ParsedSql): string[] {
  const everything = sql.selects.flatMap(columnsOf);
  const isOutput = (path: string) => sql.outputs.has(path.split(".").at(-1) ?? "");
  return [
    ...sql.selects.flatMap((select) => select.columns.filter((path) => !isKnown(path, select, sql))),
    ...sql.outerColumns.filter((path) => !isOutput(path) && !hasPath(everything, path.split("."))),
  ];
}

function isKnown(path: string, select: Select, sql: ParsedSql): boolean {
  const [first = "", ...rest] = path.split(".");
  if (sql.locals.has(first) || path === '"$path"') return true;
  const own = columnsOf(select);
  const table = select.tables.find(({ alias }) => alias === first);
  // All columns of a relation: `a.*`
  if (table && rest.length === 0) return true;
  const unnested = select.unnested.get(first);
  if (unnested !== undefined) return sql.locals.has(rest[0] ?? "") || hasPath(own, [...unnested.split("."), ...rest]);

  if (table) {
    const outputs = sql.named.get(table.name);
    if (outputs) return outputs.has(rest[0] ?? "") || outputs.has("*");
    return hasPath(readables.get(table.name)?.columns ?? [], rest);
  }
  const readsNamed = select.hasSubquery || select.tables.some(({ name }) => sql.named.has(name));
  const isOutput = readsNamed && rest.length === 0 && sql.outputs.has(first);
  // A SELECT in the FROM may return everything with a star
  const isHandedOn = select.hasSubquery && hasPath(sql.selects.flatMap(columnsOf), [first, ...rest]);
  return hasPath(own, [first, ...rest]) || isOutput || isHandedOn;
}

function columnsOf({ tables: read }: Select): Column[] {
  return read.flatMap(({ name }) => readables.get(name)?.columns ?? []);
}

/** Returns whether the columns contain this name, and the fields of the path. An unnested array stands for its elements. */
function hasPath(columns: readonly Pick<Column, "name" | "type">[], [first = "", ...rest]: readonly string[]): boolean {
  const types = columns.filter(({ name }) => `"${name}"` === first || name === first).map(({ type }) => type);
  return types.some((type) => rest.length === 0 || hasPath(fieldsOf(type), rest));
}

/** Returns the fields of `struct<a:string,b:struct<…>>`, or of the elements of an array of such structs. */
function fieldsOf(type: string): { name: string; type: string }[] {
  const inner = /^(?:array<)?struct<(.*?)>+$/s.exec(type) && type.replace(/^(?:array<)?struct</, "").replace(/>$/, "");
  const fields: { name: string; type: string }[] = [];
  let depth = 0;
  let text = "";
  for (const letter of `${inner ?? ""},`) {
    if (letter === "<") depth++;
    if (letter === ">") depth--;
    if (letter !== "," || depth > 0) text += letter;
    else {
      const [name = "", ...kind] = text.split(":");
      fields.push({ name, type: kind.join(":") });
      text = "";
    }
  }
  return fields;
}

/** A day that is a parameter, or that is computed from a parameter. */
const bound = String.raw`(\?|date_format\(.*\?.*\))`;

/** Conditions, without spaces, that limit a partition to the parameters. A qualifier may precede the column. */
const limits = {
  account: String.raw`account(LIKE|=)\?`,
  named: (partition: string) => String.raw`${partition}=\?`,
  region: String.raw`region(LIKE|=)\?`,
  days: String.raw`"?day"?(BETWEEN${bound}AND${bound}|=date_format\(.*\?.*\))`,
  /** The unpadded days of AWS Config. Their strings are not in order, so the region must be limited too. */
  unsorted: String.raw`date_parse\((\w+\.)?day,'%Y/%c/%e'\)BETWEENdate_parse\(\?,'%Y/%m/%d'\)ANDdate_parse\(\?,'%Y/%m/%d'\)`,
  path: String.raw`"\$path"LIKE.*\?.*`,
};

/** Returns the partitions of tables that a query reads without a limit, as `table.partition`. */
export function unlimitedPartitions({ selects }: ParsedSql): string[] {
  return selects.flatMap((select) => {
    const read = select.tables.flatMap(({ name }) => {
      const readable = readables.get(name);
      return readable ? [{ name, ...readable }] : [];
    });
    // Two tables side by side require two limits
    const lacks = (limit: string, times = read.length) =>
      select.conditions.filter((text) => new RegExp(String.raw`^(\w+\.)?${limit}$`, "i").test(text)).length < times;

    return read.flatMap(({ name, partitions }) => {
      const injected = [...partitions].filter(([, isInjected]) => isInjected).map(([partition]) => partition);
      const unsorted = !lacks(limits.unsorted, 1);
      const missing = [
        ...injected.filter((partition) => lacks(limits.named(partition), 1)),
        ...(unsorted && lacks(limits.region) ? ["region"] : []),
        ...(lacks(limits.account) ? ["account"] : []),
        ...(partitions.has("day") && lacks(limits.days) && !unsorted ? ["day"] : []),
        ...(partitions.has("day") || !lacks(limits.path, 1) ? [] : ["path"]),
      ];
      return missing.map((partition) => `${name}.${partition}`);
    });
  });
}
