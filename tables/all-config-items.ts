import { configHistoryTable, configSnapshotsTable } from "./config-items";
import type { Column, LogTable, TableLocation } from "./log-table";
import { type LogView, type ViewColumn, engineTypeOf } from "./log-view";

/**
 * The tables of AWS Config's files in the archive. They are necessary if `config_history` and `config_snapshots` read the bucket of
 * another owner. They contain the accounts whose recorders this project manages.
 */
export function ownConfigTables(source: TableLocation): LogTable[] {
  return [configHistoryTable(source), configSnapshotsTable(source)].map((table) =>
    Object.assign(table, {
      name: ownName(table.name),
      description: `${table.description}; only from recorders that this project manages in addition to other recorders`,
    }),
  );
}

/** Views over the files in both locations. */
export function allConfigViews(): LogView[] {
  const source = { location: "", accountIds: [], regions: [], firstDay: "2025-01-01" };
  return [configHistoryTable(source), configSnapshotsTable(source)].map(
    ({ name, description, columns, partitions }) => ({
      name: allName(name),
      description: `${description}; of all recorders`,
      columns: [...columns, ...partitions].map(viewColumn),
      sql: [name, ownName(name)].map((table) => `SELECT *\nFROM ${table}`).join("\nUNION ALL\n"),
    }),
  );
}

const ownName = (table: string): string => `${table}_own`;
const allName = (table: string): string => `${table}_all`;

/** A query that reads these views instead of the tables of AWS Config. */
export function readingAllRecorders<Q extends { readonly sql: string }>(
  query: Q,
  { ownConfig }: { readonly ownConfig?: object | undefined },
): Q {
  if (ownConfig === undefined) return query;
  const sql = query.sql.replaceAll(/\b(FROM|JOIN) (config_history|config_snapshots)\b/g, `$1 ${allName("$2")}`);
  return { ...query, sql };
}

const viewColumn = ({ name, type, comment }: Column): ViewColumn => ({
  name,
  type,
  comment,
  engineType: engineTypeOf(type),
});
