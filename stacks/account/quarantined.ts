import { type Relation, tablesNamed, withRelations } from "../../queries/relations";
import { pathConditions } from "../../tables/left-out";
import type { LogTable } from "../../tables/log-table";

/** The tables with quarantined objects, as they are defined without the quarantine. */
export function quarantinedTables(tables: readonly LogTable[], paths: readonly string[]): Relation[] {
  return tables.flatMap((table) => {
    const conditions = pathConditions(table, paths);
    if (conditions.length === 0) return [];
    return [{ name: table.name, sql: `SELECT *, "$path"\nFROM ${table.name}\nWHERE ${conditions.join("\n  AND ")}` }];
  });
}

/** A statement that does not read quarantined objects. A statement that uses none of the tables stays unchanged. */
export function withoutQuarantined(sql: string, tables: readonly Relation[]): string {
  const names = tablesNamed(
    sql,
    tables.map(({ name }) => name),
  );
  return withRelations(
    sql,
    tables.filter(({ name }) => names.includes(name)),
  );
}
