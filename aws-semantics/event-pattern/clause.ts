import { type Expression, isJunction } from "../filter-pattern/expression";
import type { JsonCondition } from "../filter-pattern/json-pattern";
import { type Selector, printSelector } from "../filter-pattern/selector";
import { matchersOf } from "./condition";
import { type Matcher, bothOf, isSame, unique } from "./matcher";
import { NotExpressibleError } from "./not-expressible-error";

/** Fields that must all match: from a path in the event to a list of matchers, of which at least one must match. */
export type Clause = ReadonlyMap<string, readonly Matcher[]>;

/**
 * An expression as clauses. It is true when any clause is true.
 *
 * EventBridge does not distinguish the elements of an array, so an index and `[*]` both mean any element.
 *
 * @throws {NotExpressibleError} when EventBridge would miss an event that CloudWatch Logs matches
 */
export function clausesOf(expression: Expression<JsonCondition>): Clause[] {
  const clauses = indexedClauses(expression);
  const plain = (path: string) => path.replaceAll(/\[[^\]]*\]/g, "");
  return mergeClauses(clauses.map((clause) => new Map([...clause].map(([path, matchers]) => [plain(path), matchers]))));
}

/** The same clauses, but paths still have indexes. */
function indexedClauses(expression: Expression<JsonCondition>): Clause[] {
  if (!isJunction<JsonCondition>(expression)) return [clauseOf(expression)];
  const operands = expression.operands.map((operand) => indexedClauses(operand));
  if (expression.kind === "or") return mergeClauses(operands.flat());
  return operands.reduce((left, right) => left.flatMap((one) => right.flatMap((other) => joinClauses(one, other))));
}

/** The clause of a condition. EventBridge tests absence only for all elements of an array. For one element, the clause is empty. */
function clauseOf(condition: JsonCondition): Clause {
  const path = pathOf(condition.selector);
  const isOfOne = condition.selector.some(({ kind }) => kind === "index");
  return new Map(condition.kind === "not-exists" && isOfOne ? [] : [[path, matchersOf(condition)]]);
}

/** The keys of a selector joined with dots. Indexes in brackets follow the key of their array. */
function pathOf(selector: Selector): string {
  const parts = selector.map((step) => {
    if (step.kind === "index") return `[${step.index}]`;
    if (step.kind === "every-element") return "[*]";
    if (step.kind === "key" && !/[.[\]]/.test(step.key)) return `.${step.key}`;
    throw new NotExpressibleError(
      `EventBridge needs a field with a name, got ${printSelector(selector)}; set urgentEvent.alarmOnly`,
    );
  });
  return parts.join("").slice(1);
}

/** The conjunction of two clauses. Empty if no value of a field can satisfy both. */
function joinClauses(one: Clause, other: Clause): Clause[] {
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

/** Whether a field must be absent. In an array, EventBridge requires the absence for every element. */
const isAbsence = (matchers: readonly Matcher[]): boolean => isSame(matchers, [{ exists: false }]);

/** Rejects conditions on two elements of one array, because EventBridge would evaluate both for the same element. */
function checkElements(one: string, other: string): void {
  const elements = /\[([^\]]*)\]/g;
  const others = [...other.matchAll(elements)];
  for (const [i, step] of [...one.matchAll(elements)].entries()) {
    const same = others[i];
    if (same === undefined || one.slice(0, step.index) !== other.slice(0, same.index)) return;
    if (step[1] !== same[1] || step[1] === "*") {
      throw new NotExpressibleError(
        `EventBridge cannot distinguish elements of one array: ${one} and ${other}; set urgentEvent.alarmOnly`,
      );
    }
  }
}

/** Equivalent clauses. Two clauses that differ in only one field are merged. */
export function mergeClauses(clauses: readonly Clause[]): Clause[] {
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

/** The fields in which two clauses differ. All fields if the clauses have different fields. */
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
