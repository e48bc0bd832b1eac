import type { LogTable } from "../../tables/log-table";
import { engineTypeOf } from "../../tables/log-view";

/** A row of a table: columns and partitions by name. A missing column is null. */
export type InlineRow = Readonly<Record<string, unknown>>;

/** Returns a SELECT of rows with the columns and types of a table, for an engine without the table's files. */
export function inlineTable({ columns, partitions }: LogTable, rows: readonly InlineRow[]): string {
  const fields = [...columns, ...partitions].map(({ name, type }) => `"${name}" ${engineTypeOf(type)}`);
  const names = [...columns, ...partitions].map(({ name }) => `"${name}"`);
  const values = rows.map((row) => `(${sqlText(JSON.stringify(row))})`);
  return [
    `SELECT ${names.map((name) => `line.${name}`).join(", ")}`,
    `FROM (SELECT CAST(json_parse(text) AS ROW(${fields.join(", ")})) AS line FROM (VALUES ${values.join(", ")}) AS lines (text))`,
  ].join("\n");
}

const sqlText = (text: string): string => `'${text.replaceAll("'", "''")}'`;
