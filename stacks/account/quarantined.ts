import { type Relation, tablesNamed, withRelations } from "../../queries/relations";
import { pathConditions } from "../../tables/left-out";
import type { LogTable } from "../../tables/log-table";

/**
 * The tables with quarantined objects, as they are defined without the quarantine. They include all tables with the same columns,
 * because a view combines the rows of these tables with UNION ALL, so all of them need the column "$path".
 */
export function quarantinedTables(tables: readonly LogTable[], paths: readonly string[]): Relation[] {
  const conditions = new Map(tables.map(({ name, location }) => [name, pathConditions({ location }, paths)]));
  const hasConditions = ({ name }: LogTable) => (conditions.get(name) ?? []).length > 0;
  const columnsOf = ({ columns }: LogTable) => columns.map(({ name }) => name).join();
  const shapes = new Set(tables.filter(hasConditions).map(columnsOf));
  return tables
    .filter((table) => shapes.has(columnsOf(table)))
    .map(({ name }) => {
      const where = (conditions.get(name) ?? []).join("\n  AND ");
      return {
        name,
        sql: [`SELECT *, "$path"`, `FROM ${name}`, ...(where === "" ? [] : [`WHERE ${where}`])].join("\n"),
      };
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
