import { opaque } from "../../queries/query-parameters";

/**
 * A query as an engine takes it: one statement without a semicolon, and without the header that describes it for
 * people. No comment holds a `?`, which an engine may take for a parameter.
 */
export function statementOf(sql: string): string {
  return sql
    .replace(/^(\s*--.*(\n|$))+/, "")
    .replaceAll(opaque, (text) => (/^(--|\/\*)/.test(text) && text.includes("?") ? " " : text))
    .trim()
    .replace(/\s*;$/, "");
}
