import { opaque } from "../../queries/query-parameters";

/**
 * A query for an engine: one statement without a semicolon, and without the header that describes it. No comment contains a `?`,
 * which an engine might treat as a parameter.
 */
export function statementOf(sql: string): string {
  return sql
    .replace(/^(\s*--.*(\n|$))+/, "")
    .replaceAll(opaque, (text) => (/^(--|\/\*)/.test(text) && text.includes("?") ? " " : text))
    .trim()
    .replace(/\s*;$/, "");
}
