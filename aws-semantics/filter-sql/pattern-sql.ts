import { type Expression, isJunction, leavesOf } from "../filter-pattern/expression";
import { parseFilterPattern } from "../filter-pattern/filter-pattern";
import type { JsonCondition } from "../filter-pattern/json-pattern";
import { printSelector, type Selector } from "../filter-pattern/selector";
import { anyInJson, jsonOf, scalarOf } from "./json-path";
import { constantSql, doubtSql, isTextOnly, jsonSql } from "./json-sql";
import { NotExactError } from "./not-exact-error";
import { textLiteral } from "./sql-literal";
import { hasWildcard, textSql } from "./text-sql";

/**
 * The form in which the columns of a table contain a field of an event:
 *
 * - `text`: a string, or null if the event does not have the field. No other JSON type is possible.
 * - `boolean`: the string `true` or `false`, or null if the event does not have the field.
 * - `json`: the object of the event as parsed JSON, with the types of all its values.
 * - `object`: an object with known fields, or null if the event does not have the field.
 * - `list`: an array of such objects.
 */
export type EventField =
  | { readonly kind: "text" | "boolean" | "json"; readonly sql: string }
  | { readonly kind: "object"; readonly sql: string; readonly fields: EventFields }
  | { readonly kind: "list"; readonly sql: string; readonly fieldsOf: (element: string) => EventFields };

/** Fields by their keys in the JSON of an event. A missing key has no column. */
export type EventFields = Readonly<Record<string, EventField>>;

/** A filter pattern in SQL. */
export interface PatternSql {
  /** Condition that is true for events that the pattern matches, and false or null for all other events. */
  readonly condition: string;

  /** Conditions that are true for events for which SQL cannot decide whether the pattern matches. */
  readonly doubts: readonly string[];
}

/** A condition in SQL. Conditions that compare the same expression with strings can be combined. */
interface Condition {
  readonly sql: string;
  readonly equality?: { readonly compared: string; readonly literal: string };
}

/**
 * A filter pattern in SQL, with exactly the same result as for the JSON of an event.
 *
 * @param fields columns of the fields of an event
 * @throws FilterPatternError when AWS would reject the pattern
 * @throws NotExactError when SQL over these columns cannot have exactly the result of the pattern
 */
export function patternSql(text: string, fields: EventFields): PatternSql {
  const pattern = parseFilterPattern(text);
  if (pattern.kind === "terms")
    throw new NotExactError(
      "the pattern searches terms in the text of an event, and no column contains this text; use a pattern in braces",
    );
  const doubts = leavesOf<JsonCondition>(pattern.condition).flatMap((leaf) => doubtsOf(leaf, fields));
  return { condition: expressionSql(pattern.condition, fields), doubts: [...new Set(doubts)] };
}

/** SQL conditions that are true if SQL cannot decide a condition. Only conditions within columns of JSON have them. */
function doubtsOf(condition: JsonCondition, fields: EventFields): string[] {
  const [first, ...rest] = condition.selector;
  const field = first?.kind === "key" && Object.hasOwn(fields, first.key) ? fields[first.key] : undefined;
  if (condition.kind !== "comparison" || field?.kind !== "json") return [];
  let isPossible = true;
  const sql = anyInJson(field.sql, rest, (place) => {
    const doubt = doubtSql(place, condition);
    isPossible = doubt !== undefined;
    return doubt ?? "FALSE";
  });
  return isPossible ? [sql] : [];
}

function expressionSql(expression: Expression<JsonCondition>, fields: EventFields): string {
  if (!isJunction<JsonCondition>(expression)) return conditionSql(expression, fields).sql;
  const { kind, operands } = expression;
  const parts = operands.map((operand): Condition => {
    if (!isJunction<JsonCondition>(operand)) return conditionSql(operand, fields);
    return { sql: `(${expressionSql(operand, fields)})` };
  });
  return (kind === "or" ? withLists(parts) : parts.map(({ sql }) => sql)).join(kind === "or" ? " OR " : " AND ");
}

/** The conditions. Those that compare the same expression are combined as one `IN`. */
function withLists(parts: readonly Condition[]): string[] {
  const compared = [...new Set(parts.flatMap(({ equality }) => (equality ? [equality.compared] : [])))];
  const lists = compared.map((expression) => {
    const literals = parts.flatMap(({ equality }) => (equality?.compared === expression ? [equality.literal] : []));
    return literals.length === 1 ? `${expression} = ${literals[0]}` : `${expression} IN (${literals.join(", ")})`;
  });
  return [...lists, ...parts.flatMap(({ equality, sql }) => (equality ? [] : [sql]))];
}

/** A condition of a pattern, on the field that its selector reaches. */
function conditionSql(condition: JsonCondition, fields: EventFields): Condition {
  return inObject({ kind: "object", sql: "", fields }, condition.selector, condition);
}

function inObject(field: EventField, selector: Selector, condition: JsonCondition): Condition {
  const [step, ...rest] = selector;
  if (field.kind === "json" && step) return inJson(field.sql, selector, condition);
  if (step === undefined) return onField(field, condition);
  if (field.kind === "object" && step.kind === "key" && Object.hasOwn(field.fields, step.key))
    return inObject(field.fields[step.key] as EventField, rest, condition);
  if (field.kind === "list" && step.kind === "index") {
    const element = `element_at(${field.sql}, ${step.index + 1})`;
    return inObject({ kind: "object", sql: element, fields: field.fieldsOf(element) }, rest, condition);
  }
  if (field.kind === "list" && step.kind !== "key") {
    if (condition.kind === "not-exists") refuse(condition, "applies to every element of a list");
    const { sql } = inObject({ kind: "object", sql: "x", fields: field.fieldsOf("x") }, rest, condition);
    return { sql: `any_match(${field.sql}, x -> ${sql})` };
  }
  return refuse(condition, "has no column");
}

/** A condition on a field that has its own column. */
function onField(field: EventField, condition: JsonCondition): Condition {
  if (condition.kind === "not-exists" && field.kind !== "json" && field.kind !== "list")
    return { sql: `${field.sql} IS NULL` };
  if (field.kind === "boolean" && condition.kind === "is" && condition.constant !== "NULL")
    return { sql: `${field.sql} = '${condition.constant.toLowerCase()}'` };
  const isCompared = condition.kind === "comparison" && (condition.operator === "=" || condition.operator === "!=");
  if (field.kind !== "text" || !isCompared)
    return refuse(condition, "depends on the JSON type of the field, which its column does not contain");
  const { operator, value } = condition;
  const isPlain = operator === "=" && value.kind !== "regex" && !hasWildcard(value);
  return {
    sql: textSql(field.sql, condition),
    ...(isPlain && { equality: { compared: field.sql, literal: textLiteral(value.text) } }),
  };
}

/** A condition on a value within a column of JSON. */
function inJson(document: string, selector: Selector, condition: JsonCondition): Condition {
  const any = (test: Parameters<typeof anyInJson>[2]) => anyInJson(document, selector, test);
  if (condition.kind === "not-exists") {
    const hasWild = selector.some(({ kind }) => kind === "every-element" || kind === "every-field");
    if (!hasWild) return { sql: any((place) => `${jsonOf(place)} IS NULL`) };
    return { sql: `NOT coalesce(${any((place) => `${jsonOf(place)} IS NOT NULL`)}, FALSE)` };
  }
  if (condition.kind === "is") return { sql: any((place) => constantSql(place, condition.constant)) };
  const { value } = condition;
  const sql = any((place) => jsonSql(place, condition));
  const isPlain = isTextOnly(condition) && value.kind === "text" && !hasWildcard(value) && !sql.startsWith("any_match");
  return { sql, ...(isPlain && { equality: { compared: any(scalarOf), literal: textLiteral(value.text) } }) };
}

function refuse({ selector, ...condition }: JsonCondition, why: string): never {
  const kind = condition.kind === "not-exists" ? "NOT EXISTS" : condition.kind === "is" ? "IS" : condition.operator;
  throw new NotExactError(`the condition \`${kind}\` on \`${printSelector(selector)}\` ${why}`);
}
