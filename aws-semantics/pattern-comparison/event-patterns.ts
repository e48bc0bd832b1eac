import { isDeepStrictEqual } from "node:util";
import { isRecord } from "../../shared/keys";
import { alternativesOf } from "../event-pattern/alternatives";
import { isObject, isSameJson, type JsonObject } from "../../shared/json";
import { type Fields, type PatternExpression, lostFields } from "./field-condition";
import { type LostMatch, cacheLosses } from "./lost-match";
import { type ValueTest, testOf, UnknownMatcherError } from "../event-pattern/value-test";
import { samplesOf } from "./event-samples";
import { exampleText, unnamedBy } from "./sample-values";

/** Maximum number of alternatives of `$or` that are compared. */
const mostAlternatives = 1_000;

/**
 * The events that a changed event pattern of EventBridge no longer matches. Both patterns are evaluated on sample events, whose
 * values are the
 * values that the patterns name, similar values, and values that neither pattern names.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export const lostByEventPattern = cacheLosses((before, after) => {
  const [old, next] = [objectOf(before), objectOf(after)];
  if (old === undefined || next === undefined) return { kind: "undecided", why: "a pattern is not a JSON object" };
  if (isSameJson(old, next)) return { kind: "nothing" };
  try {
    if (alternativesIn(old) + alternativesIn(next) > mostAlternatives) {
      return { kind: "undecided", why: "the patterns have too many alternatives" };
    }
    return lostByParsed(alternativesOf(old), alternativesOf(next));
  } catch (error) {
    if (!(error instanceof UnknownMatcherError)) throw error;
    return { kind: "undecided", why: error.message };
  }
});

/**
 * Counts the alternatives of a pattern.
 *
 * @throws UnknownMatcherError when the value of a field is not a list or an object
 */
function alternativesIn(pattern: unknown): number {
  if (typeof pattern !== "object" || pattern === null) {
    throw new UnknownMatcherError(`expected a list or fields, got ${JSON.stringify(pattern)}`);
  }
  return Object.entries(pattern).reduce((count, [key, value]) => {
    if (key !== "$or") return Array.isArray(value) ? count : count * alternativesIn(value);
    if (!Array.isArray(value)) throw new UnknownMatcherError("the value of $or is not a list");
    return count * value.reduce((sum: number, member) => sum + alternativesIn(member), 0);
  }, 1);
}

type Alternatives = ReturnType<typeof alternativesOf>;

function lostByParsed(before: Alternatives, after: Alternatives): LostMatch {
  const compared = { before: expressionOf(before), after: expressionOf(after) };
  if (before.every((one) => after.some((other) => entails(one, other)))) return { kind: "nothing" };
  const matchers = [...matchersByField([...before, ...after])];
  const unnamed = unnamedBy(JSON.stringify(matchers));
  const sampled = new Map(matchers.map(([field, listed]) => [field, samplesOf(listed, unnamed)]));
  const lost = lostFields({
    ...compared,
    samples: new Map([...sampled].map(([field, { values }]) => [field, values])),
  });
  if (typeof lost === "object") return { kind: "event", example: exampleText(eventOf(lost), unnamed) };
  if (lost === "undecided") return { kind: "undecided", why: "the patterns have too many cases" };
  if ([...sampled.values()].some(({ isWhole }) => !isWhole)) {
    return { kind: "undecided", why: "a field has wildcards or IP addresses that samples cannot decide" };
  }
  const fields = [...sampled.keys()];
  return fields.some((one) => fields.some((other) => other.startsWith(`${one}.`)))
    ? { kind: "undecided", why: "a field of the pattern is inside another field" }
    : { kind: "nothing" };
}

/** Whether `one` implies `other`: it has every field of `other`, with no additional values or matchers. */
const entails = (one: Alternatives[number], other: Alternatives[number]): boolean =>
  [...other].every(([field, matchers]) =>
    one.get(field)?.every((matcher) => matchers.some((accepted) => isDeepStrictEqual(matcher, accepted))),
  );

function matchersByField(alternatives: Alternatives): Map<string, unknown[]> {
  const matchers = new Map<string, unknown[]>();
  for (const [field, listed] of alternatives.flatMap((alternative) => [...alternative])) {
    matchers.set(field, [...(matchers.get(field) ?? []), ...listed]);
  }
  return matchers;
}

/** Alternatives as an expression: an event matches if every field of an alternative satisfies one of its matchers. */
function expressionOf(alternatives: Alternatives): PatternExpression {
  return {
    kind: "or",
    operands: alternatives.map((alternative) => ({
      kind: "and",
      operands: [...alternative].map(([field, matchers]) => ({
        kind: "field",
        field,
        holds: anyOf(matchers.map(testOf)),
      })),
    })),
  };
}

const anyOf =
  (tests: readonly ValueTest[]): ValueTest =>
  (value) =>
    tests.some((test) => test(value));

/** Builds an event from fields. The objects have no prototype, so a pattern can name any field. */
function eventOf(fields: Fields): object {
  const event: Record<string, unknown> = Object.create(null);
  for (const [field, value] of fields) {
    if (value === undefined) continue;
    const keys = field.split(".");
    let node = event;
    for (const key of keys.slice(0, -1)) {
      const known = node[key];
      const inner: Record<string, unknown> = isRecord(known) ? known : Object.create(null);
      node[key] = inner;
      node = inner;
    }
    node[keys.at(-1) ?? ""] = value;
  }
  return event;
}

/** Parses a JSON object. Undefined for an empty object, which EventBridge does not accept as a pattern. */
function objectOf(text: string): JsonObject | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return isObject(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}
