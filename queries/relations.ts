/** A name in a FROM clause, and the SELECT that replaces this name. */
export interface Relation {
  readonly name: string;
  readonly sql: string;
}

/**
 * A query in which SELECTs replace names of tables and views. Within such a SELECT, the name refers to the table itself, or to a
 * relation before it. Comments before the statement stay before it, and no parameter changes its position.
 */
export function withRelations(sql: string, relations: readonly Relation[]): string {
  if (relations.length === 0) return sql;
  const [header = ""] = /^(\s*--.*(\n|$)|\s+)*/.exec(sql) ?? [];
  const statement = sql.slice(header.length);
  const list = relations.map((relation) => `${relation.name} AS (\n${relation.sql}\n)`).join(",\n");
  const own = /^WITH\s+/i.exec(statement);
  return own ? `${header}WITH ${list},\n${statement.slice(own[0].length)}` : `${header}WITH ${list}\n${statement}`;
}

/** The tables that a statement names, each once, in order. Names in comments and string literals do not count. */
export function tablesNamed(sql: string, known: readonly string[]): string[] {
  const code = sql.replaceAll(/--.*$|'(?:[^']|'')*'/gm, " ");
  const names = [...code.matchAll(/\b(?:FROM|JOIN)\s+(\w+)/gi)].map(([, name = ""]) => name);
  return [...new Set(names)].filter((name) => known.includes(name));
}
