import { opaque } from "../queries/query-parameters";

/** A column whose value is equal for all events of a row. */
export interface SubjectColumn {
  readonly name: string;
  readonly sql: string;
}

/** Columns separated by commas: a name, or an expression with `AS name`. */
export function subjectColumns(sql: string): { columns: SubjectColumn[]; problems: string[] } {
  const columns: SubjectColumn[] = [];
  const problems: string[] = [];
  for (const text of separated(sql)) {
    const [, expression = text, name = text] = /^([\s\S]+?)\s+AS\s+([a-z_]+)$/i.exec(text) ?? [];
    if (/^[a-z_]+$/.test(name)) columns.push({ name, sql: expression });
    else problems.push(`subject has "${text}" without a name; write "${text} AS name"`);
  }
  return { columns, problems };
}

/** The parts between commas. Commas in brackets, comments and strings do not count. */
export function separated(sql: string): string[] {
  const parts = [""];
  let depth = 0;
  for (const [token] of sql.matchAll(new RegExp(`${opaque.source}|[\\s\\S]`, "gm"))) {
    if (token.startsWith("--")) continue;
    if (/^[([]$/.test(token)) depth++;
    if (/^[)\]]$/.test(token)) depth--;
    if (token === "," && depth === 0) parts.push("");
    else parts.push(`${parts.pop() ?? ""}${token}`);
  }
  return parts.map((part) => part.trim()).filter((part) => part !== "");
}
