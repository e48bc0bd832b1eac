import type { AcceptedFinding, Scanner } from "./finding";

/** Accepted findings of Checkov, which reads the Terraform code. Each has a reason. */
const checkov: readonly AcceptedFinding[] = [
  {
    check: "CKV_AWS_18",
    resource: /AccessLogs/,
    reason:
      "S3 writes access logs to this bucket. If it logged its own access, each log file would cause another log file.",
  },
  {
    check: "CKV_AWS_70",
    reason:
      "The principal is every role, and a condition limits it to roles of this organization. Checkov does not read the condition.",
  },
  {
    check: "CKV_AWS_144",
    reason:
      "Logs stay in one region, because laws often require it. S3 stores each object in three Availability Zones.",
  },
  {
    check: "CKV_AWS_145",
    resource: /AccessLogs/,
    reason: "S3 delivers access logs only to buckets that are encrypted with SSE-S3.",
  },
  {
    check: "CKV_AWS_252",
    reason:
      "Only consumers outside this project need a message for each log file. `trail.notifyDeliveries` adds the topic.",
  },
  {
    check: "CKV_AWS_284",
    reason: "A log group has the log of each run, and an alarm reports failures. A trace would add no information.",
  },
  {
    check: "CKV_AWS_285",
    reason: "Executions are logged without their data, because the data contains the names and actions of people.",
  },
  {
    check: "CKV_AWS_297",
    reason: "The input of a schedule is empty or a query. It contains no secret.",
  },
  {
    check: "CKV_AWS_338",
    reason:
      "The log group contains delivery errors, or a copy of logs in the archive. People need them for days, not for a year.",
  },
  {
    check: "CKV2_AWS_10",
    resource: /^outside-/,
    reason:
      "A trail outside the organization writes only to the archive. Alarms read only the organization's trail, as the README states.",
  },
  {
    check: "CKV2_AWS_62",
    reason:
      "No consumer needs notifications of new files by default. `search.enabled` adds the notification for the archive that the search reads.",
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
      "Emulator: it does not return the log group of the trail. Unit tests compare the filters with the expressions of Prowler.",
  })),
  {
    check: "cloudtrail_cloudwatch_logging_enabled",
    reason: "Emulator: no event has been delivered to the log group.",
  },
  {
    check: "cloudwatch_alarm_actions_alarm_state_configured",
    reason: "Emulator: it returns no actions to the AWS SDK of Prowler. A test checks the topic of each alarm.",
  },
  {
    check: "cloudwatch_alarm_actions_enabled",
    reason: "Emulator: it returns no actions to the AWS SDK of Prowler. A test checks the topic of each alarm.",
  },
  {
    check: "stepfunctions_statemachine_encrypted_with_cmk",
    reason:
      "Emulator: its response has no `includeExecutionData`, and Prowler then ignores the whole response. The key is set.",
  },
  {
    check: "stepfunctions_statemachine_logging_enabled",
    reason:
      "Emulator: its response has no `includeExecutionData`, and Prowler then ignores the whole response. A log group is set.",
  },
];

/** Accepted findings of Prowler, which reads the deployed resources. Each has a reason. */
const prowler: readonly AcceptedFinding[] = [
  ...emulatorOnly,
  {
    check: "cloudtrail_insights_exist",
    reason: "AWS charges for each event that CloudTrail Insights analyzes. `trail.insights` enables it.",
  },
  {
    check: "cloudwatch_log_group_retention_policy_specific_days_enabled",
    reason:
      "The log group contains delivery errors, or a copy of logs in the archive. People need them for days, not for a year.",
  },
  {
    check: "config_delegated_admin_and_org_aggregator_all_regions",
    reason: "The aggregator is in the log-archive account, which is the delegated administrator.",
  },
  {
    check: "config_recorder_using_aws_service_role",
    reason:
      "By default, the recorder delivers to the archive with a role of this project. `logSources.awsConfig.role: serviceLinked` satisfies the check (decision 0005).",
  },
  {
    check: "s3_bucket_cross_account_access",
    reason:
      "The accounts of the organization deliver to this bucket, each below its own prefix. Configured readers read the bucket.",
  },
  {
    check: "s3_bucket_cross_region_replication",
    reason:
      "Logs stay in one region, because laws often require it. S3 stores each object in three Availability Zones.",
  },
  {
    check: "s3_bucket_event_notifications_enabled",
    reason:
      "No consumer needs notifications of new files by default. `search.enabled` adds the notification for the archive that the search reads.",
  },
  {
    check: "s3_bucket_kms_encryption",
    resource: /access-logs/,
    reason: "S3 delivers access logs only to buckets that are encrypted with SSE-S3.",
  },
  {
    check: "s3_bucket_no_mfa_delete",
    reason:
      "S3 does not allow a lifecycle rule on a bucket with MFA delete. A bucket policy and the lock prevent deletion.",
  },
  {
    check: "s3_bucket_object_lock",
    resource: /config-archive/,
    reason:
      "AWS Config does not deliver to a bucket with default retention. The locked copy of the bucket has default retention.",
  },
  {
    check: "s3_bucket_object_lock",
    resource: /access-logs/,
    reason: "S3 does not deliver access logs to a bucket with default retention.",
  },
  {
    check: "s3_bucket_object_lock",
    resource: /query-results/,
    reason: "Athena must delete its temporary objects, and query results expire after some days.",
  },
  {
    check: "s3_bucket_object_lock",
    resource: /service-logs|waf-logs/,
    reason: "Object Lock is disabled by default, because these logs are large. `archive.serviceLogs.lock` enables it.",
  },
  {
    check: "s3_bucket_server_access_logging_enabled",
    resource: /access-logs/,
    reason:
      "S3 writes access logs to this bucket. If it logged its own access, each log file would cause another log file.",
  },
];

/** All accepted findings, by scanner. */
export const acceptedFindings: Readonly<Record<Scanner, readonly AcceptedFinding[]>> = {
  Checkov: checkov,
  Prowler: prowler,
};
