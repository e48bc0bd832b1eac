import { compared, removed } from "../predicates";
import { blocksAt, textAt } from "../../../terraform-types/plan/json-values";
import type { JsonObject } from "../../../shared/json";
import type { Rule } from "../rule";

const replication = ["aws_s3_bucket_replication_configuration"];

/** Enabled replication rules. A disabled rule replicates nothing. */
const enabledRules = (values: JsonObject): JsonObject[] =>
  blocksAt(values, "rule").filter((rule) => textAt(rule, "status") === "Enabled");

const prefixOf = (rule: JsonObject): string =>
  textAt(rule, "filter.prefix") || textAt(rule, "filter.and.prefix") || textAt(rule, "prefix");
const destinationOf = (rule: JsonObject): string => textAt(rule, "destination.bucket");

/** Attributes that select the objects that a rule copies, and the destination bucket. */
const copies = ["status", "filter", "prefix", "destination.bucket"];

/** Compares replication rules by some of their attributes. */
const comparedRules = (
  weaker: (before: JsonObject, after: JsonObject) => string | undefined,
  reads: readonly string[] = [],
) =>
  compared(
    "rule",
    weaker,
    [...copies, ...reads].map((path) => `rule.${path}`),
  );

/** Tags that an object needs so that a rule copies it. */
const tagsOf = (rule: JsonObject): string[] => [
  ...blocksAt(rule, "filter.tag").map((tag) => `${textAt(tag, "key")}=${textAt(tag, "value")}`),
  ...blocksAt(rule, "filter.and.tags").flatMap((tags) => Object.entries(tags).map(([key, value]) => `${key}=${value}`)),
];

/** Whether a rule copies every object that another rule copies, to the same bucket. */
const covers = (rule: JsonObject, other: JsonObject): boolean =>
  destinationOf(rule) === destinationOf(other) &&
  prefixOf(other).startsWith(prefixOf(rule)) &&
  tagsOf(rule).every((tag) => tagsOf(other).includes(tag));

/** Whether two rules can copy the same object to the same bucket. */
const overlap = (one: JsonObject, two: JsonObject): boolean =>
  destinationOf(one) === destinationOf(two) &&
  (prefixOf(one).startsWith(prefixOf(two)) || prefixOf(two).startsWith(prefixOf(one)));

/** Objects that a rule replicated to a bucket and that no rule replicates there any more, as text. */
function lost(before: JsonObject, after: JsonObject): string | undefined {
  const next = enabledRules(after);
  const gone = enabledRules(before).filter((rule) => !next.some((other) => covers(other, rule)));
  if (gone.length === 0) return undefined;
  return gone.map((rule) => `no longer ${objectsOf(rule)} to ${destinationOf(rule)}`).join("; ");
}

function objectsOf(rule: JsonObject): string {
  const tags = tagsOf(rule);
  return `${prefixOf(rule) || "every object"}${tags.length === 0 ? "" : ` with ${tags.join(", ")}`}`;
}

/** New destination buckets, as text. */
function gainedDestinations(before: JsonObject, after: JsonObject): string | undefined {
  const known = new Set(enabledRules(before).map(destinationOf));
  const added = enabledRules(after)
    .map(destinationOf)
    .filter((bucket) => !known.has(bucket));
  return added.length === 0 ? undefined : `now to ${[...new Set(added)].join(", ")}`;
}

/**
 * A new or changed rule does not have a status that an earlier rule for some of the same objects had. S3 applies the rule with the
 * highest priority.
 */
const statusLeft = (path: string, good: string) =>
  comparedRules(
    (before, after) => {
      const hasGood = (rule: JsonObject) => textAt(rule, path) === good;
      const [old, next] = [enabledRules(before), enabledRules(after)];
      const weaker = next.filter((rule) => !hasGood(rule) && !old.some((one) => !hasGood(one) && covers(one, rule)));
      const isLost = weaker.some((rule) => old.some((one) => hasGood(one) && overlap(one, rule)));
      return isLost ? `${path} no longer ${good}` : undefined;
    },
    [path],
  );

/** Rules about replicas of logs. */
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
    why: "Objects that are not replicated exist only once.",
    fix: "Keep the rules enabled, with their prefixes and destinations.",
    check: comparedRules(lost),
  },
  {
    id: "replication-destination-added",
    severity: "high",
    types: replication,
    what: "copies the objects of a bucket to a new destination",
    why: "The owner of the other bucket can read every log.",
    fix: "Check who owns the bucket. If the copy is intended, suppress this finding with the reason.",
    check: comparedRules(gainedDestinations),
  },
  {
    id: "replication-without-encrypted",
    severity: "high",
    types: replication,
    what: "stops replicating objects that are encrypted with KMS",
    why: "Logs that are encrypted with KMS are not replicated, and there is no error.",
    fix: "Keep sse_kms_encrypted_objects enabled.",
    check: statusLeft("source_selection_criteria.sse_kms_encrypted_objects.status", "Enabled"),
  },
  {
    id: "replication-of-deletions",
    severity: "medium",
    types: replication,
    what: "replicates deletions",
    why: "A principal that deletes a log then also hides its replica.",
    fix: "Keep delete_marker_replication disabled.",
    check: comparedRules(
      (before, after) => {
        const replicates = (rule: JsonObject) => textAt(rule, "delete_marker_replication.status") === "Enabled";
        const known = enabledRules(before).filter(replicates);
        const added = enabledRules(after).filter((rule) => replicates(rule) && !known.some((one) => covers(one, rule)));
        return added.length === 0 ? undefined : `delete markers of ${added.map(objectsOf).join(", ")} are replicated`;
      },
      ["delete_marker_replication"],
    ),
  },
  {
    id: "replication-owner-unchanged",
    severity: "medium",
    types: replication,
    what: "leaves replicas in the ownership of the source account",
    why: "The source account can then change who reads the replicas in the other account.",
    fix: "Keep access_control_translation with the owner Destination.",
    check: statusLeft("destination.access_control_translation.owner", "Destination"),
  },
  {
    id: "replication-metrics-off",
    severity: "low",
    types: replication,
    what: "disables the metrics of the replication",
    why: "The alarm for late replication has no data.",
    fix: "Keep the metrics enabled.",
    check: statusLeft("destination.metrics.status", "Enabled"),
  },
];
