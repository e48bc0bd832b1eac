import { opaque } from "../../queries/query-parameters";

/**
 * Converts a saved query to one statement, without its header and its semicolon. Comments are removed if they contain a `?`, which
 * an engine could treat as a parameter.
 */
export function statementOf(sql: string): string {
  return sql
    .replace(/^(\s*--.*(\n|$))+/, "")
    .replaceAll(opaque, (text) => (/^(--|\/\*)/.test(text) && text.includes("?") ? " " : text))
    .trim()
    .replace(/\s*;$/, "");
}
