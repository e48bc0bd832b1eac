import { parseFilterPattern } from "../../detections/filter-pattern/filter-pattern";
import { matches } from "../../detections/filter-pattern/filter-predicate";

/** One condition of a JSON pattern, as `calls` and its like write it. */
const condition = /\$\.[\w.[\]*]+ (?:(?:=|!=|<|>) (?:"[^"]*"|\d+)|NOT EXISTS|IS TRUE|IS FALSE)/g;

/** Holds for every event, and for none. */
const always = '$.eventName = "*"';
const never = "$.eventName IS NULL";

/** It holds for every call: the names beside it belong to one service each. */
const anyService = '$.eventSource = "*.amazonaws.com"';

/**
 * The conditions of a pattern that no example needs: it judges each of them alike when the condition always holds, or
 * when it never does.
 *
 * Every event it fires on makes near misses more: the call of another service, another call, the call refused, and the
 * call made by a service; those that the pattern fires on as well are none.
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
