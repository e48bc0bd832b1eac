import type { AcceptedFinding, Scanner } from "./finding";

/** Accepted findings of Checkov, which reads the Terraform code. Each has a reason. */
const checkov: readonly AcceptedFinding[] = [
  {
    check: "CKV_AWS_18",
    resource: /AccessLogs/,
    reason: "It is the bucket that access logs are written to. Logging its own access there would never end.",
  },
  {
    check: "CKV_AWS_70",
    reason:
      "The principal is every role, and a condition narrows it to roles of this organization. Checkov reads no condition.",
  },
  {
    check: "CKV_AWS_144",
    reason: "Logs stay in one region, where the law often wants them. S3 keeps each object in three zones.",
  },
  {
    check: "CKV_AWS_145",
    resource: /AccessLogs/,
    reason: "S3 delivers access logs only to buckets that are encrypted with SSE-S3.",
  },
  {
    check: "CKV_AWS_252",
    reason:
      "A message for each log file is needed by consumers outside this project only; `trail.notifyDeliveries` adds the topic.",
  },
  {
    check: "CKV_AWS_284",
    reason: "Each run is logged to a log group and an alarm watches for failures; a trace would add nothing.",
  },
  {
    check: "CKV_AWS_285",
    reason: "Executions are logged without their data, which names people and what they did.",
  },
  {
    check: "CKV_AWS_297",
    reason: "The input of a schedule is a query or nothing, and no secret.",
  },
  {
    check: "CKV_AWS_338",
    reason: "Messages of a delivery, or a copy of what the archive keeps: it is read for days, not for a year.",
  },
  {
    check: "CKV2_AWS_10",
    resource: /^outside-/,
    reason:
      "A trail outside the organization writes to the archive only. Alarms see the organization's trail; the README says so.",
  },
  {
    check: "CKV2_AWS_62",
    reason: "Nothing waits for new files. `search.enabled` adds the notification for the archive that it reads.",
  },
];

/** Prowler's checks of metric filters. Prowler reads the filters from the log group of the trail. */
const filterChecks = [
  "cloudwatch_changes_to_network_acls_alarm_configured",
  "cloudwatch_changes_to_network_gateways_alarm_configured",
  "cloudwatch_changes_to_network_route_tables_alarm_configured",
  "cloudwatch_changes_to_vpcs_alarm_configured",
  "cloudwatch_log_metric_filter_and_alarm_for_aws_config_configuration_changes_enabled",
  "cloudwatch_log_metric_filter_and_alarm_for_cloudtrail_configuration_changes_enabled",
  "cloudwatch_log_metric_filter_authentication_failures",
  "cloudwatch_log_metric_filter_aws_organizations_changes",
  "cloudwatch_log_metric_filter_disable_or_scheduled_deletion_of_kms_cmk",
  "cloudwatch_log_metric_filter_for_s3_bucket_policy_changes",
  "cloudwatch_log_metric_filter_policy_changes",
  "cloudwatch_log_metric_filter_root_usage",
  "cloudwatch_log_metric_filter_security_group_changes",
  "cloudwatch_log_metric_filter_sign_in_without_mfa",
  "cloudwatch_log_metric_filter_unauthorized_api_calls",
];

/** Findings that only the emulator causes. On AWS they do not occur. */
const emulatorOnly: readonly AcceptedFinding[] = [
  ...filterChecks.map((check) => ({
    check,
    reason:
      "Emulator: it does not return the log group of the trail. Unit tests hold the filters to Prowler's own expressions.",
  })),
  {
    check: "cloudtrail_cloudwatch_logging_enabled",
    reason: "Emulator: no event has been delivered to the log group.",
  },
  {
    check: "cloudwatch_alarm_actions_alarm_state_configured",
    reason: "Emulator: it returns no actions to the AWS SDK of Prowler. A test follows each alarm to its topic.",
  },
  {
    check: "cloudwatch_alarm_actions_enabled",
    reason: "Emulator: it returns no actions to the AWS SDK of Prowler. A test follows each alarm to its topic.",
  },
  {
    check: "stepfunctions_statemachine_encrypted_with_cmk",
    reason: "Emulator: it leaves out `includeExecutionData`, and Prowler then drops the whole answer. The key is set.",
  },
  {
    check: "stepfunctions_statemachine_logging_enabled",
    reason:
      "Emulator: it leaves out `includeExecutionData`, and Prowler then drops the whole answer. A log group is set.",
  },
];

/** Accepted findings of Prowler, which reads the deployed resources. Each has a reason. */
const prowler: readonly AcceptedFinding[] = [
  ...emulatorOnly,
  {
    check: "cloudtrail_insights_exist",
    reason: "CloudTrail Insights costs by the event that it analyzes; `trail.insights` turns it on.",
  },
  {
    check: "cloudwatch_log_group_retention_policy_specific_days_enabled",
    reason: "Messages of a delivery, or a copy of what the archive keeps: it is read for days, not for a year.",
  },
  {
    check: "config_delegated_admin_and_org_aggregator_all_regions",
    reason: "The aggregator is in the log-archive account, which is the delegated administrator.",
  },
  {
    check: "config_recorder_using_aws_service_role",
    reason:
      "By default the recorder delivers to the archive as its own role; `logSources.config.role: serviceLinked` satisfies the check (decision 0005).",
  },
  {
    check: "s3_bucket_cross_account_access",
    reason: "The accounts of the organization deliver to it, each below its own folders, or read it as its readers.",
  },
  {
    check: "s3_bucket_cross_region_replication",
    reason: "Logs stay in one region, where the law often wants them. S3 keeps each object in three zones.",
  },
  {
    check: "s3_bucket_event_notifications_enabled",
    reason: "Nothing waits for new files. `search.enabled` adds the notification for the archive that it reads.",
  },
  {
    check: "s3_bucket_kms_encryption",
    resource: /access-logs/,
    reason: "S3 delivers access logs only to buckets that are encrypted with SSE-S3.",
  },
  {
    check: "s3_bucket_no_mfa_delete",
    reason:
      "S3 allows no lifecycle rule on a bucket with MFA delete. A bucket policy denies deletion, and the lock prevents it.",
  },
  {
    check: "s3_bucket_object_lock",
    resource: /config-archive/,
    reason: "AWS Config does not deliver to a bucket with a default lock. The locked copy has one.",
  },
  {
    check: "s3_bucket_object_lock",
    resource: /access-logs/,
    reason: "S3 does not deliver access logs to a bucket with a default lock.",
  },
  {
    check: "s3_bucket_object_lock",
    resource: /query-results/,
    reason: "Athena deletes its temporary objects, and results expire after days.",
  },
  {
    check: "s3_bucket_object_lock",
    resource: /service-logs|waf-logs/,
    reason: "Off by default, because these logs are large; `archive.serviceLogs.lock` turns it on.",
  },
  {
    check: "s3_bucket_server_access_logging_enabled",
    resource: /access-logs/,
    reason: "It is the bucket that access logs are written to. Logging its own access there would never end.",
  },
];

/** All accepted findings, by scanner. */
export const acceptedFindings: Readonly<Record<Scanner, readonly AcceptedFinding[]>> = {
  Checkov: checkov,
  Prowler: prowler,
};
