import { account } from "../../../sample-data/values";
import { arn, created, replaced } from "../plans";
import { type ReviewCase, ofRemoval, ofUpdates } from "./review-case";

const filter = {
  name: "root-login",
  log_group_name: "trail",
  pattern: '{ ($.userIdentity.type = "Root") && ($.eventName = "Console  Login") }',
  metric_transformation: [{ name: "root-login", namespace: "LogMetrics", value: "1", default_value: null }],
};
const stopping = '{ ($.eventName = "StopLogging") }';
const alarm = {
  alarm_name: "root-login",
  actions_enabled: true,
  alarm_actions: [arn("sns", "page"), arn("sns", "notify")],
  comparison_operator: "GreaterThanOrEqualToThreshold",
  threshold: 1,
  evaluation_periods: 1,
  datapoints_to_alarm: 1,
  period: 300,
  statistic: "Sum",
  metric_name: "root-login",
  namespace: "LogMetrics",
  dimensions: { FilterId: "files" },
  treat_missing_data: "breaching",
};
const topic = {
  name: "page",
  fifo_topic: false,
  kms_master_key_id: "key",
  sqs_failure_feedback_role_arn: arn("iam", "role/feedback"),
};
const subscription = { topic_arn: arn("sns", "page"), protocol: "email", endpoint: "a@example.com", filter_policy: "" };
const rule = {
  name: "urgent",
  event_bus_name: "default",
  state: "ENABLED",
  event_pattern: '{"source":["aws.s3"],"detail":{"eventName":["PutBucketPolicy","DeleteBucket"]}}',
};
const target = {
  rule: "urgent",
  target_id: "topic",
  arn: arn("sns", "page"),
  input: null,
  input_transformer: [{ input_paths: { a: "$.detail" }, input_template: '"<a>"' }],
  dead_letter_config: [{ arn: arn("sqs", "undelivered") }],
  retry_policy: [{ maximum_retry_attempts: 185, maximum_event_age_in_seconds: 86_400 }],
};
const schedule = {
  name: "silence",
  state: "ENABLED",
  schedule_expression: "rate(1 day)",
  flexible_time_window: [{ mode: "OFF" }],
  target: [{ arn: arn("states", "check"), role_arn: arn("iam", "role/schedule"), input: "{}" }],
};
const chat = {
  configuration_name: "audit",
  iam_role_arn: arn("iam", "role/chat"),
  slack_team_id: "T0123456",
  slack_channel_id: "C0123456",
  sns_topic_arns: [arn("sns", "page"), arn("sns", "notify")],
};
const eventArchive = {
  name: "events",
  event_source_arn: arn("events", "event-bus/default"),
  retention_days: 0,
  event_pattern: "",
};
const of = (type: string, before: object) => (id: string, flagged: object, passed: object) =>
  ofUpdates(id, type, before, flagged, passed);
const ofFilter = of("aws_cloudwatch_log_metric_filter", filter);
const ofAlarm = of("aws_cloudwatch_metric_alarm", alarm);
const ofSubscription = of("aws_sns_topic_subscription", subscription);
const ofRule = of("aws_cloudwatch_event_rule", rule);
const ofTarget = of("aws_cloudwatch_event_target", target);
const ofSchedule = of("aws_scheduler_schedule", schedule);

export const monitoringCases: readonly ReviewCase[] = [
  ofRemoval("metric-filter-removed", "aws_cloudwatch_log_metric_filter", filter),
  ofFilter(
    "metric-filter-narrowed",
    { pattern: filter.pattern.replace("Console  Login", "Console Login") },
    { pattern: filter.pattern.replaceAll(" (", "\n    (") },
  ),
  of("aws_cloudwatch_log_metric_filter", { ...filter, pattern: stopping })(
    "metric-filter-narrowed",
    { pattern: stopping.replace(" }", ' && ($.userIdentity.userName != "deployer") }') },
    { pattern: stopping.replace(" }", ' || ($.eventName = "DeleteTrail") }') },
  ),
  of("aws_cloudwatch_log_metric_filter", { ...filter, pattern: "{ ($.eventName = %^Stop%) }" })(
    "metric-filter-pattern-changed",
    { pattern: "{ ($.eventName = %^Stop[A-Z]?%) }" },
    { pattern: '{ ($.eventName = %^Stop%) || ($.eventName = "DeleteTrail") }' },
  ),
  ofFilter(
    "metric-filter-disconnected",
    { metric_transformation: [{ ...filter.metric_transformation[0], name: "renamed" }] },
    { metric_transformation: [{ ...filter.metric_transformation[0], default_value: "0" }] },
  ),
  ofRemoval("alarm-removed", "aws_cloudwatch_metric_alarm", alarm),
  ofAlarm("alarm-silenced", { actions_enabled: false }, { actions_enabled: null }),
  ofAlarm(
    "alarm-silenced",
    { alarm_actions: [arn("sns", "page")] },
    { alarm_actions: alarm.alarm_actions.toReversed() },
  ),
  ofAlarm("alarm-weakened", { threshold: 2 }, { threshold: 0 }),
  ofAlarm("alarm-weakened", { evaluation_periods: 2 }, { threshold: 1 }),
  ofAlarm("alarm-weakened", { treat_missing_data: "notBreaching" }, { alarm_description: "new" }),
  ofUpdates(
    "alarm-weakened",
    "aws_cloudwatch_metric_alarm",
    { ...alarm, comparison_operator: "LessThanThreshold" },
    { threshold: 0 },
    { threshold: 2 },
  ),
  ofAlarm("alarm-watches-other", { metric_name: "other" }, { threshold: 5 }),
  ofAlarm("alarm-watches-other", { dimensions: { FilterId: "other" } }, { dimensions: { FilterId: "files" } }),
  ofRemoval("topic-removed", "aws_sns_topic", topic),
  {
    rule: "topic-removed",
    flagged: [replaced("aws_sns_topic", topic, { name: "other" })],
    passed: [created("aws_sns_topic", topic)],
  },
  of("aws_sns_topic", topic)("topic-key-changed", { kms_master_key_id: null }, { display_name: "Page" }),
  of("aws_sns_topic", topic)(
    "topic-failures-unlogged",
    { sqs_failure_feedback_role_arn: "" },
    { kms_master_key_id: "" },
  ),
  ofRemoval("subscription-removed", "aws_sns_topic_subscription", subscription),
  {
    rule: "subscription-redirected",
    flagged: [replaced("aws_sns_topic_subscription", subscription, { endpoint: "b@example.com" })],
    passed: [replaced("aws_sns_topic_subscription", subscription, { endpoint_auto_confirms: true })],
  },
  ofSubscription("subscription-filtered", { filter_policy: '{"a":["b"]}' }, { filter_policy: null }),
  {
    rule: "subscription-added-outside",
    flagged: [
      created("aws_sns_topic_subscription", {
        ...subscription,
        protocol: "sqs",
        endpoint: arn("sqs", "reader", account(9)),
      }),
    ],
    passed: [
      created("aws_sns_topic_subscription", { ...subscription, protocol: "sqs", endpoint: arn("sqs", "reader") }),
    ],
  },
  {
    rule: "subscription-added-outside",
    flagged: [
      created("aws_sns_topic_subscription", { ...subscription, protocol: "http", endpoint: "http://example.com" }),
    ],
    passed: [
      created("aws_sns_topic_subscription", { ...subscription, protocol: "https", endpoint: "https://example.com" }),
    ],
  },
  ofRemoval("event-rule-removed", "aws_cloudwatch_event_rule", rule),
  ofRule("event-rule-disabled", { state: "DISABLED" }, { state: null }),
  ofUpdates(
    "event-rule-disabled",
    "aws_cloudwatch_event_rule",
    { ...rule, state: null, is_enabled: true },
    { is_enabled: false },
    { is_enabled: null },
  ),
  ofRule(
    "event-rule-narrowed",
    { event_pattern: '{"source":["aws.s3"],"detail":{"eventName":["DeleteBucket"]}}' },
    { event_pattern: '{"source":["aws.s3"],"detail":{"eventName":["DeleteBucket","PutBucketPolicy","PutBucketAcl"]}}' },
  ),
  ofRule(
    "event-rule-narrowed",
    { event_pattern: rule.event_pattern.replace("]}}", '],"awsRegion":[{"anything-but":"eu-north-1"}]}}') },
    { event_pattern: '{"source":["aws.s3"]}' },
  ),
  of("aws_cloudwatch_event_rule", { ...rule, event_pattern: '{"detail":{"eventName":[{"wildcard":"Put*Policy"}]}}' })(
    "event-rule-pattern-changed",
    { event_pattern: '{"detail":{"eventName":[{"wildcard":"Put*"}]}}' },
    { event_pattern: '{"detail":{"eventName":[{"wildcard":"Put*Policy"},"PutBucketAcl"]}}' },
  ),
  ofRule(
    "event-rule-pattern-changed",
    { event_bus_name: "other" },
    { event_pattern: '{"detail":{"eventName":["DeleteBucket","PutBucketPolicy"]}, "source":["aws.s3"]}' },
  ),
  ofRemoval("event-target-removed", "aws_cloudwatch_event_target", target),
  ofTarget("event-target-changed", { arn: arn("sns", "other") }, { retry_policy: [] }),
  ofTarget("event-target-changed", { input: '"nothing"', input_transformer: [] }, { input: null }),
  ofTarget("event-failures-unkept", { dead_letter_config: [] }, { dead_letter_config: target.dead_letter_config[0] }),
  ofRemoval("scheduled-check-stopped", "aws_sfn_state_machine", {
    name: "silence",
    definition: "{}",
    role_arn: arn("iam", "role/check"),
  }),
  ofSchedule("scheduled-check-stopped", { state: "DISABLED" }, { state: null }),
  ofSchedule("scheduled-check-stopped", { schedule_expression: "rate(30 days)" }, { description: "new" }),
  of("aws_chatbot_slack_channel_configuration", chat)(
    "chat-channel-removed",
    { sns_topic_arns: [arn("sns", "page")] },
    { sns_topic_arns: chat.sns_topic_arns.toReversed() },
  ),
  of("aws_cloudwatch_event_archive", eventArchive)(
    "event-archive-cut",
    { retention_days: 1 },
    { retention_days: null },
  ),
];
