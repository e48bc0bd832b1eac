import { review } from "../../../../cli/review/review";
import { deleted, planOf, unchanged, updated } from "../../../support/plans";

const open = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }],
});

const rulesOf = (plan: Parameters<typeof review>[0][number]) => new Set(review([plan]).map(({ rule }) => rule.id));

test.each([
  "aws_cloudtrail",
  "aws_cloudtrail_event_data_store",
  "aws_cloudwatch_event_rule",
  "aws_cloudwatch_event_target",
  "aws_cloudwatch_log_group",
  "aws_cloudwatch_log_metric_filter",
  "aws_cloudwatch_log_subscription_filter",
  "aws_cloudwatch_metric_alarm",
  "aws_config_configuration_recorder",
  "aws_config_configuration_recorder_status",
  "aws_config_delivery_channel",
  "aws_flow_log",
  "aws_glue_catalog_table",
  "aws_kinesis_firehose_delivery_stream",
  "aws_kms_key",
  "aws_kms_key_policy",
  "aws_route53_resolver_query_log_config",
  "aws_s3_bucket",
  "aws_s3_bucket_lifecycle_configuration",
  "aws_s3_bucket_object_lock_configuration",
  "aws_s3_bucket_policy",
  "aws_s3_bucket_public_access_block",
  "aws_s3_bucket_replication_configuration",
  "aws_s3_bucket_versioning",
  "aws_sns_topic",
  "aws_sns_topic_policy",
  "aws_sns_topic_subscription",
  "aws_sqs_queue",
  "aws_wafv2_web_acl_logging_configuration",
])("a forgotten %s is a finding", (type) => {
  expect(rulesOf(planOf([deleted(type, {}, { actions: ["forget"] })]))).toContain("resource-forgotten");
});

test.each([
  ["aws_cloudwatch_event_bus_policy", "policy", "channel-policy-public"],
  ["aws_cloudwatch_log_destination_policy", "access_policy", "log-policy-public"],
  ["aws_cloudwatch_log_resource_policy", "policy_document", "log-policy-public"],
  ["aws_glue_resource_policy", "policy", "log-policy-public"],
  ["aws_iam_role", "assume_role_policy", "role-trust-public"],
  ["aws_kms_external_key", "policy", "key-policy-public"],
  ["aws_kms_key", "policy", "key-policy-public"],
  ["aws_kms_key_policy", "policy", "key-policy-public"],
  ["aws_kms_replica_key", "policy", "key-policy-public"],
  ["aws_opensearch_domain", "access_policies", "log-policy-public"],
  ["aws_opensearch_domain_policy", "access_policies", "log-policy-public"],
  ["aws_s3_access_point", "policy", "bucket-policy-public"],
  ["aws_s3_bucket", "policy", "bucket-policy-public"],
  ["aws_s3_bucket_policy", "policy", "bucket-policy-public"],
  ["aws_s3control_access_point_policy", "policy", "bucket-policy-public"],
  ["aws_sns_topic", "policy", "channel-policy-public"],
  ["aws_sns_topic_policy", "policy", "channel-policy-public"],
  ["aws_sqs_queue", "policy", "channel-policy-public"],
  ["aws_sqs_queue_policy", "policy", "channel-policy-public"],
])("the policy of %s in %s is compared, so that a public one breaks %s", (type, attribute, rule) => {
  const none = JSON.stringify({ Version: "2012-10-17", Statement: [] });

  expect(rulesOf(planOf([updated(type, { [attribute]: none }, { [attribute]: open })]))).toContain(rule);
});

test.each([
  ["aws_iam_role", true],
  ["aws_kms_key", true],
  ["aws_s3_access_point", true],
  ["aws_s3_bucket", true],
  ["aws_sns_topic", true],
  ["aws_sqs_queue", true],
  ["aws_cloudtrail", false],
])("a first value of %s that another resource sets is no change outside Terraform: %s", (type, isShown) => {
  const before = { name: "a", setting: "" };
  const after = { name: "a", setting: "b" };
  const drift = planOf([updated(type, before, after)]).changes.map(({ address }) => ({
    address,
    type,
    mode: "managed",
    change: { actions: ["update"], before, after },
  }));
  const { changes } = planOf([unchanged(type, after)], { resource_drift: drift });

  expect(changes.find(({ isDrift }) => isDrift)?.before).toEqual(isShown ? after : before);
});
