import { account } from "../../../sample-data/values";
import { arn, created, deleted, replaced, unchanged, updated } from "../plans";
import { type ReviewCase, ofRemoval, ofUpdates } from "./review-case";

const group = {
  all_supported: true,
  include_global_resource_types: true,
  resource_types: [],
  exclusion_by_resource_types: [],
};
const override = (...types: readonly string[]) => [{ recording_frequency: "DAILY", resource_types: types }];
const recorder = {
  name: "default",
  role_arn: arn("iam", "role/recorder"),
  recording_group: [group],
  recording_mode: [{ recording_frequency: "CONTINUOUS", recording_mode_override: override("AWS::EC2::Volume") }],
};
const channel = {
  name: "default",
  s3_bucket_name: "config-archive",
  s3_key_prefix: "config-logs",
  snapshot_delivery_properties: [{ delivery_frequency: "Six_Hours" }],
};
const rule = { name: "trail-enabled", source: [{ owner: "AWS", source_identifier: "CLOUD_TRAIL_ENABLED" }], scope: [] };
const flowLog = {
  vpc_id: "vpc-1",
  traffic_type: "ALL",
  log_destination: `${arn("s3", "logs")}/flow-logs/`,
  log_destination_type: "s3",
  log_format: "${version} ${srcaddr} ${dstaddr}",
  max_aggregation_interval: 60,
};
const resolver = { name: "dns", destination_arn: arn("s3", "logs/dns") };
const waf = {
  resource_arn: arn("wafv2", "webacl/app"),
  log_destination_configs: [arn("s3", "waf-logs")],
  logging_filter: [],
  redacted_fields: [{ single_header: [{ name: "cookie" }] }],
};
const subscription = {
  name: "app",
  log_group_name: "app",
  filter_pattern: "",
  destination_arn: arn("firehose", "logs"),
};
const stream = {
  name: "logs",
  destination: "extended_s3",
  extended_s3_configuration: [
    {
      bucket_arn: arn("s3", "logs"),
      role_arn: arn("iam", "role/delivery"),
      prefix: "app-logs/",
      compression_format: "GZIP",
      cloudwatch_logging_options: [{ enabled: true, log_group_name: "errors" }],
      processing_configuration: [],
    },
  ],
};
const withS3 = (more: object) => ({
  extended_s3_configuration: [{ ...stream.extended_s3_configuration[0], ...more }],
});
const session = (inputs: object) => ({
  name: "SSM-SessionManagerRunShell",
  document_type: "Session",
  content: JSON.stringify({ schemaVersion: "1.0", sessionType: "Standard_Stream", inputs }),
});
const recorded = {
  s3BucketName: "logs",
  s3KeyPrefix: "ssm-logs",
  cloudWatchStreamingEnabled: true,
  idleSessionTimeout: "15",
};
const balancer = {
  name: "app",
  subnets: ["subnet-1", "subnet-2"],
  access_logs: [{ enabled: true, bucket: "access-logs", prefix: "elb-logs" }],
};
const of = (type: string, before: object) => (id: string, flagged: object, passed: object) =>
  ofUpdates(id, type, before, flagged, passed);
const ofRecorder = of("aws_config_configuration_recorder", recorder);
const ofFlowLog = of("aws_flow_log", flowLog);
const ofWaf = of("aws_wafv2_web_acl_logging_configuration", waf);
const ofStream = of("aws_kinesis_firehose_delivery_stream", stream);

export const logSourceCases: readonly ReviewCase[] = [
  ofRemoval("recorder-removed", "aws_config_configuration_recorder", recorder),
  ofRemoval("recorder-stopped", "aws_config_configuration_recorder_status", { name: "default", is_enabled: true }),
  of("aws_config_configuration_recorder_status", { name: "default", is_enabled: true })(
    "recorder-stopped",
    { is_enabled: false },
    { name: "renamed" },
  ),
  ofRecorder(
    "recorder-narrowed",
    { recording_group: [{ ...group, all_supported: false }] },
    { recording_group: group },
  ),
  ofRecorder(
    "recorder-narrowed",
    { recording_group: [{ ...group, exclusion_by_resource_types: [{ resource_types: ["AWS::IAM::Role"] }] }] },
    { recording_group: [{ ...group, resource_types: ["AWS::IAM::Role"] }] },
  ),
  ofRecorder(
    "recorder-slowed",
    { recording_mode: [{ recording_frequency: "DAILY", recording_mode_override: [] }] },
    { recording_mode: [] },
  ),
  ofRecorder(
    "recorder-slowed",
    {
      recording_mode: [
        { recording_frequency: "CONTINUOUS", recording_mode_override: override("AWS::EC2::Volume", "AWS::IAM::Role") },
      ],
    },
    { recording_mode: [{ recording_frequency: "CONTINUOUS", recording_mode_override: [] }] },
  ),
  ofRemoval("config-delivery-changed", "aws_config_delivery_channel", channel),
  of("aws_config_delivery_channel", channel)(
    "config-delivery-changed",
    { s3_bucket_name: "other" },
    { snapshot_delivery_properties: [{ delivery_frequency: "One_Hour" }] },
  ),
  ofRemoval("config-rule-removed", "aws_config_config_rule", rule),
  of("aws_config_config_rule", rule)(
    "config-rule-removed",
    { scope: [{ compliance_resource_types: ["AWS::S3::Bucket"] }] },
    { maximum_execution_frequency: "One_Hour" },
  ),
  ofRemoval("config-aggregator-removed", "aws_config_configuration_aggregator", { name: "organization" }),
  ofRemoval("delegated-administrator-removed", "aws_organizations_delegated_administrator", {
    account_id: account(2),
    service_principal: "config.amazonaws.com",
  }),
  ofRemoval("flow-log-removed", "aws_flow_log", flowLog),
  {
    rule: "flow-log-narrowed",
    flagged: [replaced("aws_flow_log", flowLog, { traffic_type: "REJECT" })],
    passed: [replaced("aws_flow_log", flowLog, { log_destination: arn("s3", "other") })],
  },
  ofFlowLog(
    "flow-log-narrowed",
    { log_format: "${version} ${srcaddr}" },
    { log_format: "${dstaddr} ${srcaddr} ${version} ${action}" },
  ),
  ofFlowLog("flow-log-moved", { log_destination: arn("s3", "other") }, { traffic_type: "REJECT" }),
  ofRemoval("dns-query-log-removed", "aws_route53_resolver_query_log_config_association", {
    resource_id: "vpc-1",
    resolver_query_log_config_id: "rqlc-1",
  }),
  of("aws_route53_resolver_query_log_config", resolver)(
    "dns-query-log-moved",
    { destination_arn: arn("s3", "other") },
    { name: "renamed" },
  ),
  ofRemoval("waf-log-removed", "aws_wafv2_web_acl_logging_configuration", waf),
  ofWaf(
    "waf-log-narrowed",
    {
      logging_filter: [
        {
          default_behavior: "DROP",
          filter: [
            { behavior: "KEEP", requirement: "MEETS_ANY", condition: [{ action_condition: [{ action: "BLOCK" }] }] },
          ],
        },
      ],
    },
    { redacted_fields: [] },
  ),
  ofWaf(
    "waf-log-narrowed",
    { redacted_fields: [...waf.redacted_fields, { query_string: [{}] }] },
    { log_destination_configs: [...waf.log_destination_configs, arn("s3", "second")] },
  ),
  ofRemoval("log-subscription-removed", "aws_cloudwatch_log_subscription_filter", subscription),
  of("aws_cloudwatch_log_subscription_filter", subscription)(
    "log-subscription-changed",
    { filter_pattern: "ERROR" },
    { distribution: "Random" },
  ),
  of("aws_cloudwatch_log_subscription_filter", { ...subscription, filter_pattern: "ERROR" })(
    "log-subscription-changed",
    { filter_pattern: "ERROR -debug" },
    { filter_pattern: "?ERROR ?WARN" },
  ),
  {
    rule: "log-subscription-outside",
    flagged: [
      unchanged("aws_cloudwatch_log_group", { name: "app", arn: arn("logs", "log-group:app") }),
      created("aws_cloudwatch_log_subscription_filter", {
        ...subscription,
        destination_arn: arn("firehose", "logs", account(9)),
      }),
    ],
    passed: [
      unchanged("aws_cloudwatch_log_group", { name: "app", arn: arn("logs", "log-group:app") }),
      created("aws_cloudwatch_log_subscription_filter", subscription),
    ],
  },
  of("aws_config_retention_configuration", { retention_period_in_days: 2557 })(
    "config-history-cut",
    { retention_period_in_days: 2556 },
    { retention_period_in_days: 2557, name: "default" },
  ),
  ofRemoval("delivery-stream-removed", "aws_kinesis_firehose_delivery_stream", stream),
  {
    rule: "delivery-stream-removed",
    flagged: [replaced("aws_kinesis_firehose_delivery_stream", stream, { name: "other" })],
    passed: [updated("aws_kinesis_firehose_delivery_stream", stream, { tags: {} })],
  },
  ofStream("delivery-stream-moved", withS3({ prefix: "elsewhere/" }), withS3({ buffering_size: 64 })),
  ofStream(
    "delivery-errors-unlogged",
    withS3({ cloudwatch_logging_options: [{ enabled: false }] }),
    withS3({ prefix: "elsewhere/" }),
  ),
  of("aws_ssm_document", session(recorded))(
    "session-recording-changed",
    session({ ...recorded, s3BucketName: "" }),
    session({ ...recorded, idleSessionTimeout: "20" }),
  ),
  {
    rule: "session-recording-changed",
    flagged: [deleted("aws_ssm_document", session(recorded))],
    passed: [deleted("aws_ssm_document", { ...session(recorded), content: '{"schemaVersion":"2.2","mainSteps":[]}' })],
  },
  of("aws_guardduty_detector", { enable: true })("threat-detection-off", { enable: false }, { enable: null }),
  ofRemoval("threat-detection-off", "aws_securityhub_account", { id: "x" }),
  of("aws_lb", balancer)(
    "load-balancer-log-off",
    { access_logs: [{ ...balancer.access_logs[0], enabled: false }] },
    { idle_timeout: 30 },
  ),
];
