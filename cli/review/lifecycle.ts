import { blocksAt, numberAt, textAt } from "../../terraform-types/plan/json-values";
import type { JsonObject } from "../../shared/json";

/** Number of days after which a lifecycle rule acts. Infinity if it never acts. */
type Days = (rule: JsonObject) => number;

/** Days until current objects are deleted. A rule with a date counts as 0 days, because the date can be today. */
export const expiration: Days = (rule) => {
  if (textAt(rule, "expiration.date") !== "") return 0;
  return positive(numberAt(rule, "expiration.days"));
};

/** Days until noncurrent versions are deleted. */
export const noncurrentExpiration: Days = (rule) =>
  positive(
    numberAt(rule, "noncurrent_version_expiration.noncurrent_days") ??
      numberAt(rule, "noncurrent_version_expiration.days"),
  );

/** Storage classes that Athena does not read. */
const archival = ["GLACIER", "DEEP_ARCHIVE"];

/** Days until objects move to a storage class that Athena does not read. */
export const unreadable: Days = (rule) =>
  Math.min(
    ...blocksAt(rule, "transition")
      .filter((one) => archival.includes(textAt(one, "storage_class")))
      .map((one) => (textAt(one, "date") === "" ? (numberAt(one, "days") ?? 0) : 0)),
    Number.POSITIVE_INFINITY,
  );

/** A positive number. Terraform writes 0 for a number that is not set, and AWS treats 0 as not set. */
const positive = (days: number | undefined): number =>
  days === undefined || days === 0 ? Number.POSITIVE_INFINITY : days;

/** The actions that a lifecycle takes earlier than before, as text. It compares every prefix that one of the lifecycles names. */
export function earlier(before: JsonObject, after: JsonObject, attribute: string, days: Days): string | undefined {
  const [old, next] = [blocksAt(before, attribute), blocksAt(after, attribute)];
  const prefixes = [...new Set(["", ...[...old, ...next].map(prefixOf)])];
  const shorter = prefixes.flatMap((prefix) => {
    const [from, to] = [daysAt(old, prefix, days), daysAt(next, prefix, days)];
    return to < from
      ? [`from ${daysText(from)} to ${daysText(to)} for ${prefix === "" ? "every object" : prefix}`]
      : [];
  });
  return shorter.length === 0 ? undefined : shorter.join("; ");
}

/** The smallest number of days after which an enabled rule acts on an object of a prefix. */
function daysAt(rules: readonly JsonObject[], prefix: string, days: Days): number {
  const acting = rules.filter((rule) => isEnabled(rule) && prefix.startsWith(prefixOf(rule)));
  return Math.min(...acting.map(days), Number.POSITIVE_INFINITY);
}

/** Whether a rule is enabled. The lifecycle resource has `status`, and the block in the bucket has `enabled`. */
const isEnabled = (rule: JsonObject): boolean =>
  textAt(rule, "status") === "Enabled" || textAt(rule, "enabled") === "true";

const prefixOf = (rule: JsonObject): string =>
  textAt(rule, "filter.prefix") || textAt(rule, "filter.and.prefix") || textAt(rule, "prefix");

const daysText = (days: number): string => (days === Number.POSITIVE_INFINITY ? "never" : `${days} days`);
