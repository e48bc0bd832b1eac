import { arn } from "../plans";
import { type ReviewCase, ofRemoval, ofReplacement, ofUpdates } from "./review-case";

const selector = (name: string, fields: readonly object[]) => ({ name, field_selector: fields });
const field = (name: string, operators: object) => ({
  field: name,
  equals: null,
  not_equals: null,
  starts_with: null,
  not_starts_with: null,
  ends_with: null,
  not_ends_with: null,
  ...operators,
});
const management = field("eventCategory", { equals: ["Management"] });
const data = [field("eventCategory", { equals: ["Data"] }), field("resources.type", { equals: ["AWS::S3::Object"] })];

const trail = {
  name: "organization",
  arn: arn("cloudtrail", "trail/organization"),
  s3_bucket_name: "trail-archive",
  s3_key_prefix: "cloudtrail-logs",
  enable_logging: true,
  enable_log_file_validation: true,
  include_global_service_events: true,
  is_multi_region_trail: true,
  is_organization_trail: true,
  kms_key_id: arn("kms", "key/archive"),
  cloud_watch_logs_group_arn: `${arn("logs", "log-group:trail")}:*`,
  cloud_watch_logs_role_arn: arn("iam", "role/trail"),
  sns_topic_name: "",
  event_selector: [],
  advanced_event_selector: [selector("management", [management]), selector("objects", data)],
  insight_selector: [{ insight_type: "ApiCallRateInsight" }, { insight_type: "ApiErrorRateInsight" }],
};

const store = {
  name: "lake",
  multi_region_enabled: true,
  organization_enabled: true,
  retention_period: 2554,
  termination_protection_enabled: true,
  suspend: false,
  advanced_event_selector: [selector("management", [management])],
};

const update = (rule: string, flagged: object, passed: object, more: object = {}) =>
  ofUpdates(rule, "aws_cloudtrail", { ...trail, ...more }, flagged, passed);

export const trailCases: readonly ReviewCase[] = [
  ofRemoval("trail-destroyed", "aws_cloudtrail", trail),
  ofReplacement("trail-destroyed", "aws_cloudtrail", trail, { name: "other" }),
  update("trail-stopped", { enable_logging: false }, { enable_logging: null }),
  update("trail-single-region", { is_multi_region_trail: null }, { enable_logging: false }),
  update("trail-single-account", { is_organization_trail: false }, { is_multi_region_trail: false }),
  update("trail-global-events-off", { include_global_service_events: false }, { include_global_service_events: null }),
  update("trail-validation-off", { enable_log_file_validation: false }, { kms_key_id: null }),
  update("trail-moved", { s3_bucket_name: "elsewhere" }, { sns_topic_name: "files" }),
  update("trail-moved", { s3_key_prefix: null }, { s3_key_prefix: "logs" }, { s3_key_prefix: "logs" }),
  update(
    "trail-events-lost",
    { advanced_event_selector: [selector("management", [management])] },
    { advanced_event_selector: [selector("renamed", data.toReversed()), selector("all", [management])] },
  ),
  update(
    "trail-events-lost",
    {
      advanced_event_selector: [
        selector("management", [management, field("eventSource", { not_equals: ["kms.amazonaws.com"] })]),
        selector("objects", data),
      ],
    },
    // The same events in two selectors
    {
      advanced_event_selector: [
        selector("reads", [management, field("readOnly", { equals: ["true"] })]),
        selector("writes", [management, field("readOnly", { equals: ["false"] })]),
        selector("objects", data),
      ],
    },
  ),
  update(
    "trail-events-lost",
    {
      event_selector: [
        {
          read_write_type: "WriteOnly",
          include_management_events: true,
          exclude_management_event_sources: [],
          data_resource: [],
        },
      ],
    },
    { event_selector: [], advanced_event_selector: [selector("management", [management])] },
    {
      advanced_event_selector: [],
      event_selector: [
        {
          read_write_type: "All",
          include_management_events: true,
          exclude_management_event_sources: [],
          data_resource: [],
        },
      ],
    },
  ),
  update(
    "trail-insights-off",
    { insight_selector: [{ insight_type: "ApiCallRateInsight" }] },
    { insight_selector: trail.insight_selector.toReversed() },
  ),
  update("trail-key-changed", { kms_key_id: arn("kms", "key/other") }, { enable_logging: false }),
  update("trail-log-group-changed", { cloud_watch_logs_group_arn: "" }, { kms_key_id: "" }),
  update("trail-notifications-off", { sns_topic_name: null }, { sns_topic_name: "other" }, { sns_topic_name: "files" }),
  ofRemoval("event-store-destroyed", "aws_cloudtrail_event_data_store", store),
  ofUpdates(
    "event-store-narrowed",
    "aws_cloudtrail_event_data_store",
    store,
    { organization_enabled: false },
    { multi_region_enabled: null },
  ),
  ofUpdates(
    "event-store-narrowed",
    "aws_cloudtrail_event_data_store",
    store,
    { advanced_event_selector: [selector("writes", [management, field("readOnly", { equals: ["false"] })])] },
    { advanced_event_selector: [selector("all", [management])] },
  ),
  ofUpdates(
    "event-store-retention-cut",
    "aws_cloudtrail_event_data_store",
    store,
    { retention_period: 2553 },
    { retention_period: 2555 },
  ),
  ofUpdates(
    "event-store-protection-off",
    "aws_cloudtrail_event_data_store",
    store,
    { termination_protection_enabled: false },
    { termination_protection_enabled: null },
  ),
];
