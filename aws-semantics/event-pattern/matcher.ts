import { testOf } from "./value-test";

/** A condition on a field of an event, in EventBridge's syntax. */
export type Matcher =
  | string
  | number
  | boolean
  | null
  | { readonly prefix: string }
  | { readonly suffix: string }
  | { readonly wildcard: string }
  | { readonly numeric: readonly [string, number] }
  | { readonly exists: boolean }
  | { readonly "anything-but": Exception };

/** A value that a field must not have. The field must exist. */
type Exception =
  | readonly string[]
  | { readonly prefix: readonly string[] }
  | { readonly suffix: readonly string[] }
  | { readonly wildcard: readonly string[] };

/** Whether two matchers, or two lists of matchers, are equal. Matchers are immutable, so the JSON text of each is cached. */
export const isSame = (a: unknown, b: unknown): boolean => a === b || textOf(a) === textOf(b);

const textsOfMatchers = new WeakMap<object, string>();

function textOf(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const known = textsOfMatchers.get(value);
  if (known !== undefined) return known;
  const text = JSON.stringify(value);
  textsOfMatchers.set(value, text);
  return text;
}

/** Each matcher once, in the original order. */
export function unique(matchers: readonly Matcher[]): Matcher[] {
  return matchers.filter((matcher, i) => matchers.findIndex((other) => isSame(matcher, other)) === i);
}

/**
 * The matchers of a field that must match at least one matcher of each list. Empty if no value can match both lists.
 *
 * EventBridge allows only one list for a field. If one matcher cannot express both conditions, it expresses only one condition. So
 * the result matches all values that both lists match, and possibly other values.
 */
export function bothOf(some: readonly Matcher[], others: readonly Matcher[]): Matcher[] {
  return unique(some.flatMap((one) => others.flatMap((other) => both(one, other))));
}

function both(one: Matcher, other: Matcher): Matcher[] {
  if (isSame(one, other)) return [one];
  if (isLiteral(one)) return testOf(other)(one) ? [one] : [];
  if (isLiteral(other)) return testOf(one)(other) ? [other] : [];
  if ("exists" in one) return one.exists ? [other] : [];
  if ("exists" in other) return other.exists ? [one] : [];
  if ("anything-but" in one) return ["anything-but" in other ? neither(one, other) : other];
  if ("prefix" in one && "suffix" in other) return [{ wildcard: wildcardOf(one.prefix, "", other.suffix) }];
  if ("suffix" in one && "prefix" in other) return [{ wildcard: wildcardOf(other.prefix, "", one.suffix) }];
  return [one];
}

/** The wildcard for strings with any characters between them. */
export function wildcardOf(...texts: readonly string[]): string {
  return texts
    .map((text) => text.replaceAll(/[*\\]/g, "\\$&"))
    .join("*")
    .replaceAll(/(?<!\\)\*{2,}/g, "*");
}

type Literal = Extract<Matcher, string | number | boolean | null>;
type Negation = Extract<Matcher, { "anything-but": unknown }>;

const isLiteral = (matcher: Matcher): matcher is Literal => typeof matcher !== "object" || matcher === null;

function neither(one: Negation, other: Negation): Matcher {
  const [first, second] = [one["anything-but"], other["anything-but"]];
  if ("prefix" in first && "prefix" in second) return except({ prefix: [...first.prefix, ...second.prefix] });
  if ("suffix" in first && "suffix" in second) return except({ suffix: [...first.suffix, ...second.suffix] });
  if (isList(first) && isList(second)) return except([...first, ...second]);
  return except({ wildcard: [...wildcardsOf(first), ...wildcardsOf(second)] });
}

const except = (exception: Exception): Matcher => ({ "anything-but": exception });
const isList = (exception: Exception): exception is readonly string[] => Array.isArray(exception);

function wildcardsOf(exception: Exception): readonly string[] {
  if ("wildcard" in exception) return exception.wildcard;
  if ("prefix" in exception) return exception.prefix.map((text) => wildcardOf(text, ""));
  if ("suffix" in exception) return exception.suffix.map((text) => wildcardOf("", text));
  return exception.map((text) => wildcardOf(text));
}
