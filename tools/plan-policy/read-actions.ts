/** A resource type, or a data source as `data.<type>`, and what AWS provider 5 and 6 ask AWS to plan it. */
export type ReadActions = Readonly<Record<string, readonly string[]>>;

/** Aspects of a bucket that are no resources of their own: the resource of a bucket reads all of them. */
const bucket = [
  "s3:GetAccelerateConfiguration",
  "s3:GetBucketAcl",
  "s3:GetBucketCORS",
  "s3:GetBucketLogging",
  "s3:GetBucketObjectLockConfiguration",
  "s3:GetBucketPolicy",
  "s3:GetBucketRequestPayment",
  "s3:GetBucketTagging",
  "s3:GetBucketVersioning",
  "s3:GetBucketWebsite",
  "s3:GetEncryptionConfiguration",
  "s3:GetLifecycleConfiguration",
  "s3:GetReplicationConfiguration",
  // HeadBucket
  "s3:ListBucket",
];

const queue = ["sqs:GetQueueAttributes", "sqs:ListQueueTags"];

const organization = [
  "organizations:DescribeOrganization",
  "organizations:ListAWSServiceAccessForOrganization",
  "organizations:ListAccounts",
  "organizations:ListRoots",
];

/**
 * The actions of every type that this project makes. None of them reads a log, a message or a result of a query, and none
 * changes anything.
 */
export const readActions: ReadActions = {
  aws_athena_named_query: ["athena:GetNamedQuery"],
  aws_athena_workgroup: ["athena:GetWorkGroup", "athena:ListTagsForResource"],
  aws_chatbot_slack_channel_configuration: [
    "chatbot:DescribeSlackChannelConfigurations",
    "chatbot:ListTagsForResource",
  ],
  aws_chatbot_teams_channel_configuration: [
    "chatbot:GetMicrosoftTeamsChannelConfiguration",
    "chatbot:ListTagsForResource",
  ],
  aws_cloudtrail: [
    "cloudtrail:DescribeTrails",
    "cloudtrail:GetEventSelectors",
    "cloudtrail:GetInsightSelectors",
    "cloudtrail:GetTrailStatus",
    "cloudtrail:ListTags",
  ],
  aws_cloudtrail_organization_delegated_admin_account: ["organizations:ListDelegatedAdministrators"],
  aws_cloudtrail_event_data_store: ["cloudtrail:GetEventDataStore", "cloudtrail:ListTags"],
  aws_cloudwatch_dashboard: ["cloudwatch:GetDashboard"],
  aws_cloudwatch_event_bus: ["events:DescribeEventBus", "events:ListTagsForResource"],
  aws_cloudwatch_event_bus_policy: ["events:DescribeEventBus"],
  aws_cloudwatch_event_rule: ["events:DescribeRule", "events:ListTagsForResource"],
  aws_cloudwatch_event_target: ["events:ListTargetsByRule"],
  aws_cloudwatch_log_account_policy: ["logs:DescribeAccountPolicies"],
  aws_cloudwatch_log_data_protection_policy: ["logs:GetDataProtectionPolicy"],
  aws_cloudwatch_log_group: ["logs:DescribeLogGroups", "logs:ListTagsForResource"],
  aws_cloudwatch_log_metric_filter: ["logs:DescribeMetricFilters"],
  aws_cloudwatch_log_resource_policy: ["logs:DescribeResourcePolicies"],
  aws_cloudwatch_log_stream: ["logs:DescribeLogStreams"],
  aws_cloudwatch_log_subscription_filter: ["logs:DescribeSubscriptionFilters"],
  aws_cloudwatch_metric_alarm: ["cloudwatch:DescribeAlarms", "cloudwatch:ListTagsForResource"],
  aws_cloudwatch_query_definition: ["logs:DescribeQueryDefinitions"],
  aws_config_config_rule: ["config:DescribeConfigRules", "config:ListTagsForResource"],
  aws_config_configuration_aggregator: ["config:DescribeConfigurationAggregators", "config:ListTagsForResource"],
  aws_config_configuration_recorder: ["config:DescribeConfigurationRecorders"],
  aws_config_configuration_recorder_status: [
    "config:DescribeConfigurationRecorders",
    "config:DescribeConfigurationRecorderStatus",
  ],
  aws_config_delivery_channel: ["config:DescribeDeliveryChannels"],
  aws_flow_log: ["ec2:DescribeFlowLogs"],
  aws_glue_catalog_database: ["glue:GetDatabase", "glue:GetTags"],
  aws_glue_catalog_table: ["glue:GetPartitionIndexes", "glue:GetTable"],
  aws_glue_classifier: ["glue:GetClassifier"],
  aws_glue_crawler: ["glue:GetCrawler", "glue:GetTags"],
  aws_glue_security_configuration: ["glue:GetSecurityConfiguration"],
  aws_iam_policy: ["iam:GetPolicy", "iam:GetPolicyVersion", "iam:ListPolicyTags"],
  aws_iam_role: ["iam:GetRole", "iam:ListAttachedRolePolicies", "iam:ListRolePolicies", "iam:ListRoleTags"],
  aws_iam_role_policy: ["iam:GetRolePolicy"],
  aws_iam_role_policy_attachment: ["iam:ListAttachedRolePolicies"],
  aws_iam_service_linked_role: ["iam:GetRole", "iam:ListRoleTags"],
  aws_kinesis_firehose_delivery_stream: ["firehose:DescribeDeliveryStream", "firehose:ListTagsForDeliveryStream"],
  aws_kms_alias: ["kms:ListAliases"],
  aws_kms_key: ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:GetKeyRotationStatus", "kms:ListResourceTags"],
  aws_opensearch_domain: [
    "es:DescribeDomain",
    "es:DescribeDomainChangeProgress",
    "es:DescribeDomainConfig",
    "es:ListTags",
  ],
  aws_organizations_delegated_administrator: ["organizations:ListDelegatedAdministrators"],
  aws_osis_pipeline: ["osis:GetPipeline", "osis:ListTagsForResource"],
  aws_route53_resolver_query_log_config: [
    "route53resolver:GetResolverQueryLogConfig",
    "route53resolver:ListTagsForResource",
  ],
  aws_route53_resolver_query_log_config_association: ["route53resolver:GetResolverQueryLogConfigAssociation"],
  aws_s3_bucket: bucket,
  aws_s3_bucket_inventory: ["s3:GetInventoryConfiguration"],
  aws_s3_bucket_lifecycle_configuration: ["s3:GetLifecycleConfiguration"],
  aws_s3_bucket_logging: ["s3:GetBucketLogging"],
  aws_s3_bucket_metric: ["s3:GetMetricsConfiguration"],
  aws_s3_bucket_notification: ["s3:GetBucketNotification"],
  aws_s3_bucket_object_lock_configuration: ["s3:GetBucketObjectLockConfiguration"],
  aws_s3_bucket_ownership_controls: ["s3:GetBucketOwnershipControls"],
  aws_s3_bucket_policy: ["s3:GetBucketPolicy"],
  aws_s3_bucket_public_access_block: ["s3:GetBucketPublicAccessBlock"],
  aws_s3_bucket_replication_configuration: ["s3:GetReplicationConfiguration"],
  aws_s3_bucket_server_side_encryption_configuration: ["s3:GetEncryptionConfiguration"],
  aws_s3_bucket_versioning: ["s3:GetBucketVersioning"],
  aws_scheduler_schedule: ["scheduler:GetSchedule"],
  aws_sfn_state_machine: [
    "states:DescribeStateMachine",
    "states:ListStateMachineVersions",
    "states:ListTagsForResource",
    // The provider checks a changed definition before it plans to change the machine
    "states:ValidateStateMachineDefinition",
  ],
  aws_sns_topic: ["sns:GetTopicAttributes", "sns:ListTagsForResource"],
  aws_sns_topic_policy: ["sns:GetTopicAttributes"],
  aws_sns_topic_subscription: ["sns:GetSubscriptionAttributes"],
  aws_sqs_queue: queue,
  aws_sqs_queue_policy: ["sqs:GetQueueAttributes"],
  aws_sqs_queue_redrive_allow_policy: ["sqs:GetQueueAttributes"],
  aws_ssm_document: [
    "ssm:DescribeDocument",
    "ssm:DescribeDocumentPermission",
    "ssm:GetDocument",
    "ssm:ListTagsForResource",
  ],
  aws_wafv2_web_acl_logging_configuration: ["wafv2:GetLoggingConfiguration"],
  "data.aws_cloudwatch_log_groups": ["logs:DescribeLogGroups"],
  "data.aws_kms_key": ["kms:DescribeKey"],
  "data.aws_organizations_organization": organization,
  "data.aws_vpcs": ["ec2:DescribeVpcs"],
};
