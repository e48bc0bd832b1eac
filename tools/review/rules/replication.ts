import { compared, removed } from "../predicates";
import { type JsonObject, blocksAt, textAt } from "../reading/json-values";
import type { Rule } from "../rule";

const replication = ["aws_s3_bucket_replication_configuration"];

/** Enabled rules by their ids. A disabled rule replicates nothing. */
const enabled = (values: JsonObject): JsonObject[] =>
  blocksAt(values, "rule").filter((rule) => textAt(rule, "status") === "Enabled");

const prefixOf = (rule: JsonObject): string =>
  textAt(rule, "filter.prefix") || textAt(rule, "filter.and.prefix") || textAt(rule, "prefix");
const destinationOf = (rule: JsonObject): string => textAt(rule, "destination.bucket");

/** Paths that decide which objects a rule copies, and to which bucket. */
const copies = ["status", "filter", "prefix", "destination.bucket"];

/** Compares the rules by some of their paths. */
const comparedRules = (
  weaker: (before: JsonObject, after: JsonObject) => string | undefined,
  reads: readonly string[] = [],
) =>
  compared(
    "rule",
    weaker,
    [...copies, ...reads].map((path) => `rule.${path}`),
  );

/** Tags that an object must have to be copied by a rule. */
const tagsOf = (rule: JsonObject): string[] => [
  ...blocksAt(rule, "filter.tag").map((tag) => `${textAt(tag, "key")}=${textAt(tag, "value")}`),
  ...blocksAt(rule, "filter.and.tags").flatMap((tags) => Object.entries(tags).map(([key, value]) => `${key}=${value}`)),
];

/** Whether a rule copies every object that another one copies, to the same bucket. */
const covers = (rule: JsonObject, other: JsonObject): boolean =>
  destinationOf(rule) === destinationOf(other) &&
  prefixOf(other).startsWith(prefixOf(rule)) &&
  tagsOf(rule).every((tag) => tagsOf(other).includes(tag));

/** Whether two rules may copy the same object to the same bucket. */
const overlap = (one: JsonObject, two: JsonObject): boolean =>
  destinationOf(one) === destinationOf(two) &&
  (prefixOf(one).startsWith(prefixOf(two)) || prefixOf(two).startsWith(prefixOf(one)));

/** What an enabled rule replicated, and no rule replicates to the same bucket any more. */
function lost(before: JsonObject, after: JsonObject): string | undefined {
  const next = enabled(after);
  const gone = enabled(before).filter((rule) => !next.some((other) => covers(other, rule)));
  if (gone.length === 0) return undefined;
  return gone.map((rule) => `no longer ${objectsOf(rule)} to ${destinationOf(rule)}`).join("; ");
}

function objectsOf(rule: JsonObject): string {
  const tags = tagsOf(rule);
  return `${prefixOf(rule) || "every object"}${tags.length === 0 ? "" : ` with ${tags.join(", ")}`}`;
}

/** Places to which objects are copied that were not before. */
function gained(before: JsonObject, after: JsonObject): string | undefined {
  const known = new Set(enabled(before).map(destinationOf));
  const added = enabled(after)
    .map(destinationOf)
    .filter((bucket) => !known.has(bucket));
  return added.length === 0 ? undefined : `now to ${[...new Set(added)].join(", ")}`;
}

/** Whether a new or changed rule lacks a status that a rule for some of the same objects had. The rule with the priority counts. */
const statusLeft = (path: string, good: string) =>
  comparedRules(
    (before, after) => {
      const hasGood = (rule: JsonObject) => textAt(rule, path) === good;
      const [old, next] = [enabled(before), enabled(after)];
      const weaker = next.filter((rule) => !hasGood(rule) && !old.some((one) => !hasGood(one) && covers(one, rule)));
      const isLost = weaker.some((rule) => old.some((one) => hasGood(one) && overlap(one, rule)));
      return isLost ? `${path} no longer ${good}` : undefined;
    },
    [path],
  );

/** What changes the copies of logs. */
export const replicationRules: readonly Rule[] = [
  {
    id: "replication-removed",
    severity: "critical",
    types: replication,
    what: "stops the replication of a bucket",
    why: "New logs exist only once, in one account.",
    fix: "Keep the replication.",
    check: removed,
  },
  {
    id: "replication-narrowed",
    severity: "high",
    types: replication,
    what: "replicates fewer objects of a bucket",
    why: "What is left out exists only once.",
    fix: "Keep the rules enabled, with their prefixes and destinations.",
    check: comparedRules(lost),
  },
  {
    id: "replication-destination-added",
    severity: "high",
    types: replication,
    what: "copies the objects of a bucket to a further place",
    why: "Whoever owns the other bucket reads every log.",
    fix: "Check who owns the bucket. If it is intended, suppress this finding with the reason.",
    check: comparedRules(gained),
  },
  {
    id: "replication-without-encrypted",
    severity: "high",
    types: replication,
    what: "no longer replicates objects that a key encrypts",
    why: "Logs that KMS encrypts are left out without an error.",
    fix: "Keep sse_kms_encrypted_objects enabled.",
    check: statusLeft("source_selection_criteria.sse_kms_encrypted_objects.status", "Enabled"),
  },
  {
    id: "replication-of-deletions",
    severity: "medium",
    types: replication,
    what: "replicates deletions",
    why: "Who deletes a log also hides its copy.",
    fix: "Keep delete_marker_replication disabled.",
    check: comparedRules(
      (before, after) => {
        const replicates = (rule: JsonObject) => textAt(rule, "delete_marker_replication.status") === "Enabled";
        const known = enabled(before).filter(replicates);
        const added = enabled(after).filter((rule) => replicates(rule) && !known.some((one) => covers(one, rule)));
        return added.length === 0 ? undefined : `delete markers of ${added.map(objectsOf).join(", ")} are replicated`;
      },
      ["delete_marker_replication"],
    ),
  },
  {
    id: "replication-owner-unchanged",
    severity: "medium",
    types: replication,
    what: "leaves copies to the owner of the original",
    why: "The source account can then change who reads the copies in the other account.",
    fix: "Keep access_control_translation with the owner Destination.",
    check: statusLeft("destination.access_control_translation.owner", "Destination"),
  },
  {
    id: "replication-metrics-off",
    severity: "low",
    types: replication,
    what: "no longer measures the replication",
    why: "The alarm for replication that falls behind sees no data.",
    fix: "Keep the metrics enabled.",
    check: statusLeft("destination.metrics.status", "Enabled"),
  },
];
