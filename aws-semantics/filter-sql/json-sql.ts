import type { Comparison, Operator } from "../filter-pattern/comparison";
import { numberOf, type Value } from "../filter-pattern/value";
import { jsonOf, type JsonPlace, scalarOf } from "./json-path";
import { mayBeInNumber, mayMatchNumber } from "./regex-sql";
import { doubleLiteral } from "./sql-literal";
import { fixedText, hasWildcard, textSql } from "./text-sql";

/** A comparison of a value in a JSON document. As in filter patterns, only strings and numbers can be compared. */
export function jsonSql(place: JsonPlace, comparison: Comparison): string {
  if (isTextOnly(comparison)) return textSql(scalarOf(place), comparison);
  const isText = `json_format(v) LIKE '"%'`;
  const number = numberSql(comparison);
  return `any_match(ARRAY[${jsonOf(place)}], v -> (${isText} AND ${ofText(comparison)}) OR (${isNumber} AND ${number}))`;
}

/** Only JSON values that are numbers begin with a character from `-` to `9`. */
const isNumber = `json_format(v) BETWEEN '-' AND ':'`;

/**
 * SQL condition that is true if SQL cannot decide a comparison with a value. Undefined if SQL can always decide it.
 *
 * JavaScript and the query engine write numbers differently, except whole numbers of at most 53 bits. The query engine reads a number
 * that is too large for 64 bits, such as 1e400, as the string `Infinity`.
 */
export function doubtSql(place: JsonPlace, { operator, value }: Comparison): string | undefined {
  const any = (condition: string) => `any_match(ARRAY[${jsonOf(place)}], v -> ${condition})`;
  if (needsTextOfNumber(value)) return any(`${isNumber} AND NOT (${isWhole})`);
  return isEquality(operator) ? undefined : any(`json_format(v) IN ('"Infinity"', '"-Infinity"')`);
}

const isWhole = `abs(CAST(v AS double)) <= ${doubleLiteral(Number.MAX_SAFE_INTEGER)} AND CAST(v AS double) = floor(CAST(v AS double))`;
const textOfWhole = "CAST(CAST(CAST(v AS double) AS bigint) AS varchar)";

/** Whether a comparison with a part of a string, or with a regular expression, can be true for some numbers and false for others. */
function needsTextOfNumber(value: Value): boolean {
  if (value.kind === "regex") return mayMatchNumber(value.source);
  if (value.kind === "number" || !hasWildcard(value)) return false;
  const fixed = fixedText(value.text);
  return fixed !== "" && mayBeInNumber(fixed);
}

/** The conditions `IS NULL`, `IS TRUE` and `IS FALSE`. */
export function constantSql(place: JsonPlace, constant: "NULL" | "TRUE" | "FALSE"): string {
  const json = jsonOf(place);
  const isConstant = (value: string) => `json_format(${value}) = '${constant.toLowerCase()}'`;
  if (constant !== "NULL") return isConstant(json);
  return `(${isConstant(json)} OR any_match(TRY_CAST(${json} AS array(json)), v -> ${isConstant("v")}))`;
}

/**
 * Whether the compared string differs from the text of every number, and from `true` and `false`. If so, values of any type can be
 * compared as text.
 */
export function isTextOnly({ operator, value }: Comparison): boolean {
  if (operator !== "=" || value.kind !== "text") return false;
  const fixed = fixedText(value.text);
  const isIn = (constant: string) => (hasWildcard(value) ? constant.includes(fixed) : constant === fixed);
  return !mayBeInNumber(fixed) && !["true", "false"].some(isIn);
}

const isEquality = (operator: Operator): boolean => operator === "=" || operator === "!=";

/** The comparison of a string `v`. */
function ofText(comparison: Comparison): string {
  const { operator, value } = comparison;
  if (isEquality(operator)) return textSql("CAST(v AS varchar)", comparison);
  // The string may be a number that is too large for the query engine
  const infinite = [Infinity, -Infinity].filter((number) => compare(number, operator, limitOf(value)));
  return `CAST(v AS varchar) IN (${infinite.map((number) => `'${number}'`).join(", ")})`;
}

/** The comparison of a number `v`. */
function numberSql(comparison: Comparison): string {
  const { operator, value } = comparison;
  const compared = (limit: number) =>
    `CAST(v AS double) ${operator === "!=" ? "<>" : operator} ${doubleLiteral(limit)}`;
  if (value.kind === "number") return compared(limitOf(value));
  if (needsTextOfNumber(value)) return `${isWhole} AND ${textSql(textOfWhole, comparison)}`;
  const isEqual = operator === "=";
  if (value.kind === "text" && hasWildcard(value) && fixedText(value.text) === "") return isEqual ? "TRUE" : "FALSE";
  const number = value.kind === "text" ? numberOf(value.text) : NaN;
  // Only the number that JavaScript writes like this string has this text
  const hasText = value.kind === "text" && String(number) === value.text;
  if (hasText) return compared(number);
  return isEqual ? "FALSE" : "TRUE";
}

const limitOf = (value: Value): number => (value.kind === "number" ? numberOf(value.text) : NaN);

function compare(number: number, operator: Operator, limit: number): boolean {
  return operator.startsWith(">") ? number > limit : number < limit;
}
