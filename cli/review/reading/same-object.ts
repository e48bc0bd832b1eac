import { textAt } from "./json-values";
import type { JsonObject } from "../../../shared/json";
import type { Change } from "./plan";

/**
 * Attributes that identify the object in AWS, by resource type. Two addresses with equal attributes are the same object: one
 * address is deleted and the other is created, or both set the same policy. Types that contain data are not listed, because
 * deleting such a resource loses data even if another resource has the same name.
 */
const identities: Readonly<Record<string, readonly string[]>> = {
  aws_cloudtrail: ["name"],
  aws_cloudwatch_event_bus_policy: ["event_bus_name"],
  aws_cloudwatch_event_rule: ["event_bus_name", "name"],
  aws_cloudwatch_event_target: ["event_bus_name", "rule", "target_id"],
  aws_cloudwatch_log_metric_filter: ["log_group_name", "name"],
  aws_cloudwatch_log_resource_policy: ["policy_name"],
  aws_cloudwatch_log_subscription_filter: ["log_group_name", "name"],
  aws_cloudwatch_metric_alarm: ["alarm_name"],
  aws_config_config_rule: ["name"],
  aws_config_configuration_recorder: ["name"],
  aws_config_configuration_recorder_status: ["name"],
  aws_config_delivery_channel: ["name"],
  aws_flow_log: ["vpc_id", "subnet_id", "eni_id", "transit_gateway_id", "log_destination"],
  aws_glue_catalog_table: ["database_name", "name"],
  aws_iam_policy: ["name"],
  aws_iam_role: ["name"],
  aws_iam_role_policy: ["role", "name"],
  aws_kms_alias: ["name"],
  aws_kms_key_policy: ["key_id"],
  aws_route53_resolver_query_log_config_association: ["resource_id"],
  aws_s3_bucket_lifecycle_configuration: ["bucket"],
  aws_s3_bucket_logging: ["bucket"],
  aws_s3_bucket_notification: ["bucket"],
  aws_s3_bucket_object_lock_configuration: ["bucket"],
  aws_s3_bucket_ownership_controls: ["bucket"],
  aws_s3_bucket_policy: ["bucket"],
  aws_s3_bucket_public_access_block: ["bucket"],
  aws_s3_bucket_replication_configuration: ["bucket"],
  aws_s3_bucket_server_side_encryption_configuration: ["bucket"],
  aws_s3_bucket_versioning: ["bucket"],
  aws_sns_topic_policy: ["arn"],
  aws_sns_topic_subscription: ["topic_arn", "protocol", "endpoint"],
  aws_sqs_queue_policy: ["queue_url"],
  aws_wafv2_web_acl_logging_configuration: ["resource_arn"],
};

/** Identity of an object in AWS. Undefined if the plan does not contain its attributes. */
function identityOf({ type }: Change, values: Change["before"]): string | undefined {
  const names = identities[type];
  if (names === undefined || values === undefined) return undefined;
  const parts = names.map((name) => textAt(values, name));
  return parts.every((part) => part === "") ? undefined : [type, textAt(values, "region"), ...parts].join("\n");
}

/** Types that configure an object of another type: the attribute that names the object, and the type and attribute of the object. */
const parents: Readonly<Record<string, readonly [attribute: string, type: string, name: string]>> = {
  ...Object.fromEntries(
    Object.keys(identities)
      .filter((type) => type.startsWith("aws_s3_bucket_"))
      .map((type) => [type, ["bucket", "aws_s3_bucket", "bucket"]]),
  ),
  aws_cloudwatch_event_bus_policy: ["event_bus_name", "aws_cloudwatch_event_bus", "name"],
  aws_iam_role_policy: ["role", "aws_iam_role", "name"],
  aws_kms_key_policy: ["key_id", "aws_kms_key", "key_id"],
  aws_sns_topic_policy: ["arn", "aws_sns_topic", "name"],
  aws_sqs_queue_policy: ["queue_url", "aws_sqs_queue", "name"],
};

/** Whether a new resource configures an existing object. The name of an object that does not exist yet is unknown. */
function isOnExisting(change: Change, created: ReadonlySet<string>): boolean {
  const [attribute, type = "", name = ""] = parents[change.type] ?? [];
  const value = attribute === undefined ? "" : textAt(change.after, attribute);
  const last = value.split(/[:/]/).at(-1);
  // In a synthesized output, a value that AWS chooses is a reference in angle brackets
  return (
    value !== "" &&
    !value.includes("<") &&
    !created.has([type, name, value].join("\n")) &&
    !created.has([type, name, last].join("\n"))
  );
}

/** Whether a resource configures another resource, which an attribute names. */
export function isSetOn(child: Change, type: string, values: JsonObject): boolean {
  const [attribute = "", parentType, name = ""] = parents[child.type] ?? [];
  const value = textAt(child.after, attribute);
  const own = textAt(values, name);
  return parentType === type && own !== "" && (value === own || value.split(/[:/]/).at(-1) === own);
}

const parentNames = new Map(Object.values(parents).map(([, type, name]) => [type, name]));

/**
 * Groups the changes of a plan by object in AWS instead of by address:
 *
 * - an object that moves to another address is one change;
 * - if a second resource configures the same object, such as the policy of a bucket, its values before the change are the values of
 *   the first resource, because the resource that is applied last overwrites the other;
 * - a new resource that configures an existing object is a change of this object. Before the change, its settings are empty.
 */
export function byObject(changes: readonly Change[]): Change[] {
  const creates = changes.filter(({ action }) => action === "create");
  if (creates.length === 0) return [...changes];
  const created = new Set(creates.flatMap((change) => identityOf(change, change.after) ?? []));
  const createdNames = new Set(
    creates.flatMap(({ type, after }) => {
      const name = parentNames.get(type);
      return name === undefined ? [] : [[type, name, textAt(after, name)].join("\n")];
    }),
  );
  const earlier = new Map<string, Change>();
  for (const change of changes) {
    const identity = change.action === "create" ? undefined : identityOf(change, change.before);
    if (identity !== undefined && created.has(identity)) earlier.set(identity, change);
  }
  const taken = new Set<Change>();
  const joined = changes.map((change): Change => {
    if (change.action !== "create") return change;
    const before = earlier.get(identityOf(change, change.after) ?? "");
    if (before?.action === "delete") taken.add(before);
    if (before !== undefined) {
      return {
        ...change,
        action: "update",
        before: before.before,
        sensitive: [...before.sensitive, ...change.sensitive],
      };
    }
    return isOnExisting(change, createdNames) ? { ...change, action: "update", before: {} } : change;
  });
  return joined.filter((change) => !taken.has(change));
}
