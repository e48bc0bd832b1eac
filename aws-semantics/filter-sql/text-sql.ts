import type { Comparison } from "../filter-pattern/comparison";
import type { Value } from "../filter-pattern/value";
import { regexSql } from "./regex-sql";
import { textLiteral } from "./sql-literal";

/**
 * A comparison with `=` or `!=` of an SQL expression whose value is a string. It is null when the value is null.
 *
 * @throws NotExactError when SQL cannot evaluate the comparison
 */
export function textSql(sql: string, { operator, value }: Comparison): string {
  const isEqual = operator === "=";
  if (value.kind === "regex") return `${isEqual ? "" : "NOT "}${regexSql(sql, value.source)}`;
  if (!hasWildcard(value)) return `${sql} ${isEqual ? "=" : "<>"} ${textLiteral(value.text)}`;
  return `${sql} ${isEqual ? "" : "NOT "}LIKE ${likeLiteral(value.text)}`;
}

/** Whether an asterisk at the start or end of a value is a wildcard. */
export const hasWildcard = (value: Value): boolean => value.kind === "text" && /^\*|\*$/.test(value.text);

/** A value without its wildcards. */
export const fixedText = (text: string): string => text.replace(/^\*/, "").replace(/\*$/, "");

const escape = "#";

function likeLiteral(text: string): string {
  const fixed = fixedText(text).replaceAll(/[#%_]/g, `${escape}$&`);
  const pattern = `${text.startsWith("*") ? "%" : ""}${fixed}${text.endsWith("*") ? "%" : ""}`;
  return fixed.includes(escape) ? `${textLiteral(pattern)} ESCAPE '${escape}'` : textLiteral(pattern);
}
