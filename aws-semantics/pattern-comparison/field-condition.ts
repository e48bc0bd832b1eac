import { type Expression, isJunction, leavesOf } from "../filter-pattern/expression";

/** A condition of a pattern on one field of an event. */
export interface FieldCondition {
  readonly kind: "field";
  readonly field: string;

  /** Whether a value of the field satisfies the condition. The value is undefined if the field is absent. */
  readonly holds: (value: unknown) => boolean;
}

export type PatternExpression = Expression<FieldCondition>;

/** Two patterns over the same fields. */
export interface ComparedPatterns {
  readonly before: PatternExpression;
  readonly after: PatternExpression;

  /** Sample values of each field. The best examples are first. */
  readonly samples: ReadonlyMap<string, readonly unknown[]>;
}

/** Values of the fields of an event. Missing fields do not change the result. */
export type Fields = ReadonlyMap<string, unknown>;

/** Maximum number of steps of a search. Patterns of this project need a few hundred. */
const mostSteps = 20_000;

/**
 * Finds an event that one pattern matches and another pattern does not match.
 *
 * Values of a field that satisfy the same conditions are tried once, so the search covers every case that the samples can
 * distinguish. A branch of the search ends when both patterns are decided. This is early, because often one field decides a pattern.
 *
 * @returns the fields of the event; `none` if no sample is lost; `undecided` if the search is too long, or if no sample matches
 *   the first pattern
 */
export function lostFields({ before, after, samples }: ComparedPatterns): Fields | "none" | "undecided" {
  const byField = new Map<string, FieldCondition[]>();
  for (const condition of [before, after].flatMap((pattern) => leavesOf<FieldCondition>(pattern))) {
    byField.set(condition.field, [...(byField.get(condition.field) ?? []), condition]);
  }
  const fields = [...byField].map(([field, own]) => ({
    field,
    values: distinguishValues(samples.get(field) ?? [], own),
  }));
  const known = new Map<string, unknown>();
  let steps = 0;
  let hasMatched = false;

  const isFound = (next: number): boolean => {
    steps += 1;
    if (steps > mostSteps) return false;
    const [matched, stillMatched] = [truthOf(before, known), truthOf(after, known)];
    if (matched === true) hasMatched = true;
    if (matched === false || (stillMatched === true && hasMatched)) return false;
    if (matched === true && stillMatched === false) return true;
    const choice = fields[next];
    if (choice === undefined) return false;
    for (const value of choice.values) {
      known.set(choice.field, value);
      if (isFound(next + 1)) return true;
    }
    known.delete(choice.field);
    return false;
  };

  if (isFound(0)) return removeFields(known, before, after);
  return steps > mostSteps || !hasMatched ? "undecided" : "none";
}

/**
 * Removes fields from the event that do not change the result. A field that only the second pattern reads stays, because its value
 * shows what is lost.
 */
function removeFields(found: Fields, before: PatternExpression, after: PatternExpression): Fields {
  const isLost = (fields: Fields) => truthOf(before, fields) === true && truthOf(after, fields) === false;
  const ofBefore = new Set(leavesOf<FieldCondition>(before).map(({ field }) => field));
  const short = new Map(found);
  for (const [field, value] of found) {
    short.delete(field);
    if (isLost(short)) continue;
    short.set(field, undefined);
    if (!ofBefore.has(field) || !isLost(short)) short.set(field, value);
  }
  return short;
}

/** One value for each combination of results that the conditions of a field have. */
function distinguishValues(values: readonly unknown[], conditions: readonly FieldCondition[]): unknown[] {
  const byAnswers = new Map<string, unknown>();
  for (const value of values) {
    const answers = conditions.map(({ holds }) => (holds(value) ? "1" : "0")).join("");
    if (!byAnswers.has(answers)) byAnswers.set(answers, value);
  }
  return [...byAnswers.values()];
}

/** Whether a pattern matches. Undefined if the known fields do not decide it. */
function truthOf(pattern: PatternExpression, known: Fields): boolean | undefined {
  if (!isJunction<FieldCondition>(pattern)) {
    return known.has(pattern.field) ? pattern.holds(known.get(pattern.field)) : undefined;
  }
  const decisive = pattern.kind === "or";
  let truth: boolean | undefined = !decisive;
  for (const operand of pattern.operands) {
    const one = truthOf(operand, known);
    if (one === decisive) return decisive;
    if (one === undefined) truth = undefined;
  }
  return truth;
}
