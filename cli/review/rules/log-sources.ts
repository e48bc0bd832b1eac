import {
  anyOf,
  changedValue,
  compared,
  gainedEntries,
  left,
  lostEntries,
  lowered,
  raised,
  removed,
  replacedValue,
  turnedOff,
  unset,
} from "../predicates";
import { lostByFilter } from "../../../aws-semantics/pattern-comparison/filter-patterns";
import { textAt } from "../../../terraform-types/plan/json-values";
import { type Json, type JsonObject, canonical, isObject } from "../../../shared/json";
import type { Predicate, Rule } from "../rule";

const recorder = ["aws_config_configuration_recorder"];
const channel = ["aws_config_delivery_channel"];
const flowLog = ["aws_flow_log"];
const resolver = ["aws_route53_resolver_query_log_config", "aws_route53_resolver_query_log_config_association"];
const waf = ["aws_wafv2_web_acl_logging_configuration"];
const subscription = ["aws_cloudwatch_log_subscription_filter"];
const stream = ["aws_kinesis_firehose_delivery_stream"];

/** Fields that are removed from the format of a flow log. */
const lostFields: Predicate = compared("log_format", (before, after) => {
  const fieldsOf = (values: JsonObject) =>
    textAt(values, "log_format")
      .split(/\s+/)
      .filter((field) => field !== "");
  const [from, to] = [fieldsOf(before), fieldsOf(after)];
  const lost = from.filter((field) => !to.includes(field));
  return lost.length === 0 || to.length === 0 ? undefined : `without ${lost.join(" ")}`;
});

/** Preferences of Session Manager that configure the recording of sessions. */
const recordingInputs = [
  "s3BucketName",
  "s3KeyPrefix",
  "s3EncryptionEnabled",
  "cloudWatchLogGroupName",
  "cloudWatchStreamingEnabled",
  "kmsKeyId",
];

function inputsOf(values: JsonObject): JsonObject | undefined {
  try {
    const document: Json = JSON.parse(textAt(values, "content"));
    return isObject(document) && document["sessionType"] !== undefined && isObject(document["inputs"])
      ? document["inputs"]
      : undefined;
  } catch {
    return undefined;
  }
}

const recordingChanged: Predicate = compared("content", (before, after) => {
  const [from, to] = [inputsOf(before), inputsOf(after)];
  if (from === undefined) return undefined;
  const changed = recordingInputs.filter(
    (name) => from[name] !== undefined && from[name] !== "" && canonical(from[name]) !== canonical(to?.[name]),
  );
  return changed.length === 0 ? undefined : `${changed.join(", ")} changed`;
});

/** Rules about log sources. */
export const logSourceRules: readonly Rule[] = [
  {
    id: "recorder-removed",
    severity: "high",
    types: recorder,
    what: "removes the recorder of AWS Config",
    why: "AWS Config no longer records configuration in the region. Changing the setting recorder from adopt to none has the same effect.",
    fix: "Keep the recorder. To stop managing it, use a removed block with destroy = false.",
    check: removed,
  },
  {
    id: "recorder-stopped",
    severity: "high",
    types: ["aws_config_configuration_recorder_status"],
    what: "stops the recorder of AWS Config",
    why: "The recorder still exists but records nothing.",
    fix: "Set is_enabled to true.",
    check: anyOf(removed, turnedOff("is_enabled")),
  },
  {
    id: "recorder-narrowed",
    severity: "high",
    types: recorder,
    what: "records fewer resource types",
    why: "Changes of resources of the missing types are not recorded.",
    fix: "Keep the recording group.",
    check: anyOf(
      turnedOff("recording_group.all_supported"),
      turnedOff("recording_group.include_global_resource_types"),
      lostEntries("recording_group.resource_types"),
      gainedEntries("recording_group.exclusion_by_resource_types.resource_types"),
    ),
  },
  {
    id: "recorder-slowed",
    severity: "medium",
    types: recorder,
    what: "records changes only once a day",
    why: "A change that is reverted on the same day is not recorded.",
    fix: "Keep the frequency CONTINUOUS.",
    check: anyOf(
      left("recording_mode.recording_frequency", ["CONTINUOUS"], "CONTINUOUS"),
      gainedEntries("recording_mode.recording_mode_override.resource_types"),
    ),
  },
  {
    id: "config-delivery-changed",
    severity: "high",
    types: channel,
    what: "removes the delivery channel of AWS Config, or changes its destination",
    why: "The archive no longer receives configuration history.",
    fix: "Keep bucket, prefix and key.",
    check: anyOf(
      removed,
      replacedValue("s3_bucket_name"),
      replacedValue("s3_key_prefix"),
      replacedValue("s3_kms_key_arn"),
      unset("snapshot_delivery_properties.delivery_frequency"),
    ),
  },
  {
    id: "config-rule-removed",
    severity: "medium",
    types: ["aws_config_config_rule", "aws_config_organization_managed_rule", "aws_config_conformance_pack"],
    what: "removes or changes a rule of AWS Config",
    why: "A setting that becomes non-compliant is not detected.",
    fix: "Keep the rule.",
    check: anyOf(
      removed,
      replacedValue("source.source_identifier"),
      changedValue("scope"),
      replacedValue("input_parameters"),
    ),
  },
  {
    id: "config-history-cut",
    severity: "high",
    types: ["aws_config_retention_configuration"],
    what: "shortens the retention of AWS Config",
    why: "Older configuration history is deleted.",
    fix: "Keep retention_period_in_days.",
    check: anyOf(removed, lowered("retention_period_in_days", { unit: "days", absent: 2557 })),
  },
  {
    id: "config-aggregator-removed",
    severity: "medium",
    types: ["aws_config_configuration_aggregator", "aws_config_aggregate_authorization"],
    what: "removes or changes the aggregator of AWS Config",
    why: "Accounts without a recorder are not detected.",
    fix: "Keep the aggregator.",
    check: removed,
  },
  {
    id: "delegated-administrator-removed",
    severity: "medium",
    types: ["aws_organizations_delegated_administrator", "aws_cloudtrail_organization_delegated_admin_account"],
    what: "removes the delegated administrator of a service",
    why: "The account can no longer monitor the organization.",
    fix: "Keep the delegated administrator.",
    check: removed,
  },
  {
    id: "flow-log-removed",
    severity: "high",
    types: flowLog,
    what: "removes a flow log",
    why: "Network connections are no longer recorded.",
    fix: "Keep the flow log.",
    check: removed,
  },
  {
    id: "flow-log-narrowed",
    severity: "high",
    types: flowLog,
    what: "records fewer connections, or fewer fields of connections",
    why: "No one can investigate connections or fields that are not recorded.",
    fix: "Keep traffic_type ALL and the fields.",
    check: anyOf(
      left("traffic_type", ["ALL"]),
      lostFields,
      raised("max_aggregation_interval", { unit: "seconds", absent: 600 }),
    ),
  },
  {
    id: "flow-log-moved",
    severity: "high",
    types: flowLog,
    what: "changes the destination of a flow log",
    why: "The archive no longer receives this flow log.",
    fix: "Keep log_destination.",
    check: anyOf(
      replacedValue("log_destination"),
      replacedValue("log_destination_type"),
      replacedValue("log_group_name"),
    ),
  },
  {
    id: "dns-query-log-removed",
    severity: "high",
    types: resolver,
    what: "stops logging DNS queries of a VPC, or of all VPCs",
    why: "Connections to domains of an attacker are not detected.",
    fix: "Keep the query log configuration and its associations.",
    check: anyOf(removed, replacedValue("resource_id")),
  },
  {
    id: "dns-query-log-moved",
    severity: "high",
    types: resolver,
    what: "changes the destination of DNS query logs",
    why: "The archive no longer receives these logs.",
    fix: "Keep destination_arn.",
    check: anyOf(replacedValue("destination_arn"), replacedValue("resolver_query_log_config_id")),
  },
  {
    id: "waf-log-removed",
    severity: "high",
    types: waf,
    what: "stops logging the requests of a web ACL",
    why: "Attacks on the application are no longer recorded.",
    fix: "Keep the logging configuration.",
    check: removed,
  },
  {
    id: "waf-log-narrowed",
    severity: "high",
    types: waf,
    what: "logs fewer requests or fields of a web ACL, or changes the destination",
    why: "No one can investigate requests or fields that are not logged.",
    fix: "Keep the filter, the fields and the destination.",
    check: anyOf(
      changedValue("logging_filter"),
      gainedEntries("redacted_fields"),
      lostEntries("log_destination_configs"),
      replacedValue("resource_arn"),
    ),
  },
  {
    id: "log-subscription-removed",
    severity: "high",
    types: [...subscription, "aws_cloudwatch_log_destination"],
    what: "stops sending a log group to the archive",
    why: "The events stay only in the account, where its administrators can delete them.",
    fix: "Keep the subscription.",
    check: removed,
  },
  {
    id: "log-subscription-changed",
    severity: "high",
    types: subscription,
    what: "sends fewer events of a log group, or changes the destination",
    why: "The archive no longer receives every event.",
    fix: "Keep filter_pattern and destination_arn.",
    check: anyOf(
      compared("filter_pattern", (before, after) => {
        const [from, to] = [textAt(before, "filter_pattern"), textAt(after, "filter_pattern")];
        const lost = lostByFilter(from, to);
        if (lost.kind === "event") return `no longer sends ${lost.example}`;
        return lost.kind === "undecided" ? `now only ${to}` : undefined;
      }),
      replacedValue("destination_arn"),
      replacedValue("log_group_name"),
    ),
  },
  {
    id: "log-subscription-outside",
    severity: "high",
    types: subscription,
    what: "sends a log group to another account",
    why: "The owner of the other account can read every event.",
    fix: "Check who owns the account. If the change is intended, suppress this finding with the reason.",
    check: ({ after, before, action }, { accountId }) => {
      const destination = textAt(after, "destination_arn");
      const account = /^arn:[^:]+:[^:]+:[^:]*:(\d{12}):/.exec(destination)?.[1];
      const isSame = action === "update" && destination === textAt(before, "destination_arn");
      return account === undefined || accountId === undefined || account === accountId || isSame
        ? []
        : [{ attribute: "destination_arn", detail: destination }];
    },
  },
  {
    id: "delivery-stream-removed",
    severity: "high",
    types: stream,
    what: "removes or replaces a delivery stream",
    why: "Events in its buffer are lost, and log events are dropped until a new stream exists.",
    fix: "Keep the stream.",
    check: ({ action }) =>
      action === "delete" || action === "replace" ? [{ detail: "with the events that it has not delivered" }] : [],
  },
  {
    id: "delivery-stream-moved",
    severity: "high",
    types: stream,
    what: "changes the destination or the content of delivered log events",
    why: "The archive receives no logs, or logs that tables cannot read.",
    fix: "Keep bucket, prefix, key and format.",
    check: anyOf(
      replacedValue("destination"),
      ...["bucket_arn", "prefix", "kms_key_arn", "compression_format"].map((name) =>
        replacedValue(`extended_s3_configuration.${name}`),
      ),
      changedValue("extended_s3_configuration.processing_configuration"),
    ),
  },
  {
    id: "delivery-errors-unlogged",
    severity: "medium",
    types: stream,
    what: "disables the log of delivery errors of a stream",
    why: "Failed deliveries are not detected.",
    fix: "Keep cloudwatch_logging_options enabled.",
    check: turnedOff("extended_s3_configuration.cloudwatch_logging_options.enabled"),
  },
  {
    id: "session-recording-changed",
    severity: "high",
    types: ["aws_ssm_document"],
    what: "stops the recording of Session Manager sessions, or changes its destination",
    why: "There is no transcript of the actions on a server.",
    fix: "Keep the preferences of the session document.",
    check: anyOf(
      (change, plan) => (inputsOf(change.before ?? {}) === undefined ? [] : removed(change, plan)),
      recordingChanged,
    ),
  },
  {
    id: "threat-detection-off",
    severity: "high",
    types: [
      "aws_guardduty_detector",
      "aws_securityhub_account",
      "aws_inspector2_enabler",
      "aws_macie2_account",
      "aws_accessanalyzer_analyzer",
      "aws_guardduty_organization_configuration",
    ],
    what: "disables a service that detects threats",
    why: "The service creates no findings, so no one is notified.",
    fix: "Keep the service enabled.",
    check: anyOf(
      removed,
      turnedOff("enable", true),
      left("status", ["ENABLED"], "ENABLED"),
      left("auto_enable_organization_members", ["ALL"]),
    ),
  },
  {
    id: "load-balancer-log-off",
    severity: "medium",
    types: ["aws_lb", "aws_alb", "aws_elb"],
    what: "disables the access logs of a load balancer, or changes their destination",
    why: "Callers of the application are not recorded.",
    fix: "Keep access_logs enabled, with its bucket.",
    check: anyOf(
      turnedOff("access_logs.enabled"),
      replacedValue("access_logs.bucket"),
      replacedValue("access_logs.prefix"),
    ),
  },
];
