import { type Expression, type Junction, isJunction, joinTests } from "./expression";
import { type JsonCondition } from "./json-pattern";
import { compileSelection } from "./selection";
import { printSelector } from "./selector";

type EventTest = (event: unknown) => boolean;

/**
 * The same test as `compileExpression`, but with combined searches in the same field: `$.a = "*x*" || $.a = "*y*"` is one search, and
 * takes only the time of one search.
 */
export function compileSearches(
  expression: Expression<JsonCondition>,
  compileLeaf: (condition: JsonCondition) => EventTest,
): EventTest {
  if (!isJunction<JsonCondition>(expression)) return compileLeaf(expression);
  const compile = (operand: Expression<JsonCondition>) => compileSearches(operand, compileLeaf);
  const tests = expression.kind === "or" ? searchesOf(expression, compile) : expression.operands.map(compile);
  return joinTests(expression.kind, tests);
}

function searchesOf(
  { operands }: Junction<JsonCondition>,
  compile: (operand: Expression<JsonCondition>) => EventTest,
): EventTest[] {
  const others: Expression<JsonCondition>[] = [];
  const searches = new Map<string, { first: JsonCondition; texts: string[] }>();
  for (const operand of operands) {
    const text = isJunction<JsonCondition>(operand) ? undefined : soughtText(operand);
    if (text === undefined || isJunction<JsonCondition>(operand)) {
      others.push(operand);
      continue;
    }
    const field = printSelector(operand.selector);
    const search = searches.get(field) ?? { first: operand, texts: [] };
    search.texts.push(text);
    searches.set(field, search);
  }
  return [...[...searches.values()].map(({ first, texts }) => compileSearch(first, texts)), ...others.map(compile)];
}

/** The string that a condition searches anywhere in a field. Undefined for other conditions. */
function soughtText(condition: JsonCondition): string | undefined {
  if (condition.kind !== "comparison" || condition.operator !== "=" || condition.value.kind !== "text")
    return undefined;
  const { text } = condition.value;
  return text.length > 1 && text.startsWith("*") && text.endsWith("*") ? text.slice(1, -1) : undefined;
}

function compileSearch({ selector }: JsonCondition, texts: readonly string[]): EventTest {
  const any = new RegExp(texts.map((text) => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)).join("|"));
  return compileSelection(selector, (value) => {
    if (typeof value === "string") return any.test(value);
    return typeof value === "number" && any.test(String(value));
  });
}
