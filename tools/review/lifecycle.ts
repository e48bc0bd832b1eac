import { type JsonObject, blocksAt, numberAt, textAt } from "./reading/json-values";

/** When a lifecycle acts, in days. Infinity if it never does. */
type Days = (rule: JsonObject) => number;

/** Days until current objects are deleted. A date deletes them on that date, which may be today. */
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

/** AWS means none by 0, which Terraform writes for a number that is not set. */
const positive = (days: number | undefined): number =>
  days === undefined || days === 0 ? Number.POSITIVE_INFINITY : days;

/** What a lifecycle does earlier than before, as text: for each prefix that either of the two names. */
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

/** The earliest day on which an enabled rule acts on some object of a prefix. */
function daysAt(rules: readonly JsonObject[], prefix: string, days: Days): number {
  const acting = rules.filter((rule) => isEnabled(rule) && prefix.startsWith(prefixOf(rule)));
  return Math.min(...acting.map(days), Number.POSITIVE_INFINITY);
}

/** The separate resource has `status`; the block of the bucket has `enabled`. */
const isEnabled = (rule: JsonObject): boolean =>
  textAt(rule, "status") === "Enabled" || textAt(rule, "enabled") === "true";

const prefixOf = (rule: JsonObject): string =>
  textAt(rule, "filter.prefix") || textAt(rule, "filter.and.prefix") || textAt(rule, "prefix");

const daysText = (days: number): string => (days === Number.POSITIVE_INFINITY ? "never" : `${days} days`);
