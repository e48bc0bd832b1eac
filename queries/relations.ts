/** A name of the FROM, and the SELECT it stands for. */
export interface Relation {
  readonly name: string;
  readonly sql: string;
}

/**
 * A query in which names of tables and views stand for other SELECTs. Within such a SELECT the name is that of the table
 * itself, or of a relation before it. Comments before the statement stay there; no parameter changes its place.
 */
export function withRelations(sql: string, relations: readonly Relation[]): string {
  if (relations.length === 0) return sql;
  const [header = ""] = /^(\s*--.*(\n|$)|\s+)*/.exec(sql) ?? [];
  const statement = sql.slice(header.length);
  const list = relations.map((relation) => `${relation.name} AS (\n${relation.sql}\n)`).join(",\n");
  const own = /^WITH\s+/i.exec(statement);
  return own ? `${header}WITH ${list},\n${statement.slice(own[0].length)}` : `${header}WITH ${list}\n${statement}`;
}

/** The tables that a statement names, each once, in their order. Comments and texts name none. */
export function tablesNamed(sql: string, known: readonly string[]): string[] {
  const code = sql.replaceAll(/--.*$|'(?:[^']|'')*'/gm, " ");
  const names = [...code.matchAll(/\b(?:FROM|JOIN)\s+(\w+)/gi)].map(([, name = ""]) => name);
  return [...new Set(names)].filter((name) => known.includes(name));
}
