import { type Expression, isJunction } from "../filter-pattern/expression";
import type { JsonCondition } from "../filter-pattern/json-pattern";
import { type Selector, printSelector } from "../filter-pattern/selector";
import { matchersOf } from "./condition";
import { type Matcher, bothOf, isSame, unique } from "./matcher";
import { NotExpressibleError } from "./not-expressible-error";

/** Fields that all have to match, by their path in the event, each with a list of which any has to. */
export type Clause = ReadonlyMap<string, readonly Matcher[]>;

/**
 * An expression as clauses: it is true when any of them is.
 *
 * EventBridge sees the elements of an array as one, so that an index or `[*]` means any of them.
 *
 * @throws {NotExpressibleError} when EventBridge would miss what CloudWatch Logs finds
 */
export function clausesOf(expression: Expression<JsonCondition>): Clause[] {
  const clauses = indexedClauses(expression);
  const plain = (path: string) => path.replaceAll(/\[[^\]]*\]/g, "");
  return merged(clauses.map((clause) => new Map([...clause].map(([path, matchers]) => [plain(path), matchers]))));
}

/** The same, with paths that still have their indexes. */
function indexedClauses(expression: Expression<JsonCondition>): Clause[] {
  if (!isJunction<JsonCondition>(expression)) return [clauseOf(expression)];
  const operands = expression.operands.map((operand) => indexedClauses(operand));
  if (expression.kind === "or") return merged(operands.flat());
  return operands.reduce((left, right) => left.flatMap((one) => right.flatMap((other) => joined(one, other))));
}

/** What one element lacks cannot be asked, as EventBridge asks all of them: then the clause asks for nothing. */
function clauseOf(condition: JsonCondition): Clause {
  const path = pathOf(condition.selector);
  const isOfOne = condition.selector.some(({ kind }) => kind === "index");
  return new Map(condition.kind === "not-exists" && isOfOne ? [] : [[path, matchersOf(condition)]]);
}

/** Keys with dots between them, and the elements in brackets behind the key of their array. */
function pathOf(selector: Selector): string {
  const parts = selector.map((step) => {
    if (step.kind === "index") return `[${step.index}]`;
    if (step.kind === "every-element") return "[*]";
    if (step.kind === "key" && !/[.[\]]/.test(step.key)) return `.${step.key}`;
    throw new NotExpressibleError(
      `a field has to be named for EventBridge, got ${printSelector(selector)}; leave the row out`,
    );
  });
  return parts.join("").slice(1);
}

/** The clause of both; none when one field would have to be two things. */
function joined(one: Clause, other: Clause): Clause[] {
  const fields = new Map(one);
  for (const [path, matchers] of other) {
    for (const [earlier, its] of one) if (!isAbsence(its) && !isAbsence(matchers)) checkElements(earlier, path);
    const earlier = fields.get(path);
    const both = earlier ? bothOf(earlier, matchers) : matchers;
    if (both.length === 0) return [];
    fields.set(path, both);
  }
  return [fields];
}

/** Whether a field has to be absent: from every element of an array, for EventBridge too. */
const isAbsence = (matchers: readonly Matcher[]): boolean => isSame(matchers, [{ exists: false }]);

/** Conditions on two elements of an array would have to hold for one and the same in EventBridge. */
function checkElements(one: string, other: string): void {
  const elements = /\[([^\]]*)\]/g;
  const others = [...other.matchAll(elements)];
  for (const [i, step] of [...one.matchAll(elements)].entries()) {
    const same = others[i];
    if (same === undefined || one.slice(0, step.index) !== other.slice(0, same.index)) return;
    if (step[1] !== same[1] || step[1] === "*") {
      throw new NotExpressibleError(
        `elements of one array cannot be told apart by EventBridge: ${one} and ${other}; leave the row out`,
      );
    }
  }
}

/** The same clauses, with two that differ in one field only made one. */
export function merged(clauses: readonly Clause[]): Clause[] {
  const result: Clause[] = [];
  for (const clause of clauses) {
    let grown = clause;
    for (let index = similarTo(grown, result); index >= 0; index = similarTo(grown, result)) {
      const [similar = grown] = result.splice(index, 1);
      grown = union(similar, grown);
    }
    result.push(grown);
  }
  return result;
}

const similarTo = (clause: Clause, others: readonly Clause[]): number =>
  others.findIndex((other) => differences(clause, other).length < 2);

/** The fields in which two clauses differ; all of them when they are not of the same fields. */
function differences(one: Clause, other: Clause): string[] {
  const paths = [...new Set([...one.keys(), ...other.keys()])];
  if (paths.some((path) => !one.has(path) || !other.has(path))) return [...paths, ""];
  return paths.filter((path) => !isSame(one.get(path), other.get(path)));
}

function union(one: Clause, other: Clause): Clause {
  const fields = new Map(one);
  for (const path of differences(one, other)) {
    fields.set(path, unique([...(one.get(path) ?? []), ...(other.get(path) ?? [])]));
  }
  return fields;
}
