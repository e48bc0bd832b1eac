import { parseFilterPattern } from "../../aws-semantics/filter-pattern/filter-pattern";
import { matches } from "../../aws-semantics/filter-pattern/filter-predicate";

/** One condition of a JSON pattern, in the format of `apiCalls` and similar functions. */
const condition = /\$\.[\w.[\]*]+ (?:(?:=|!=|<|>) (?:"[^"]*"|\d+)|NOT EXISTS|IS TRUE|IS FALSE)/g;

/** Conditions that are always true, and never true. */
const always = '$.eventName = "*"';
const never = "$.eventName IS NULL";

/** This condition is true for every call, because each name beside it belongs to one service only. */
const anyService = '$.eventSource = "*.amazonaws.com"';

/**
 * Returns the conditions of a pattern that no example requires. Without such a condition, the pattern has the same result
 * for each example: when the condition is always true, or when it is never true.
 *
 * Each matching event adds near misses: the call of another service, another call, the refused call, and the call by a
 * service. Near misses that the pattern matches are ignored.
 *
 * @param fires events that the pattern matches
 * @param quiet events that it does not match
 */
export function needlessConditions(pattern: string, fires: readonly object[], quiet: readonly object[]): string[] {
  const parsed = parseFilterPattern(pattern);
  const relatives = fires.flatMap((event) => [
    { ...event, eventSource: "example.amazonaws.com" },
    { ...event, eventName: "Example" },
    { ...event, errorCode: "AccessDenied" },
    { ...event, sourceIPAddress: "cloudformation.amazonaws.com" },
  ]);
  const misses = [...quiet, ...relatives.filter((event) => !matches(parsed, event))];
  const conditions = [...pattern.matchAll(condition)].map(({ 0: text, index }) => {
    const replacedBy = (other: string) =>
      parseFilterPattern(pattern.slice(0, index) + other + pattern.slice(index + text.length));
    return { text, loose: replacedBy(always), tight: replacedBy(never) };
  });
  const couldHold = conditions.filter(
    ({ text, loose }) => text !== anyService && !misses.some((event) => matches(loose, event)),
  );
  const couldFail = conditions.filter(({ tight }) => fires.every((event) => matches(tight, event)));
  return [
    ...couldHold.map(({ text }) => `${text} could always hold`),
    ...couldFail.map(({ text }) => `${text} could never hold`),
  ];
}
