import type { Attributes } from "../../terraform-types/synthesized/stack";

/** The variable parts of an ARN: service, last part, and whether it has a region and an account. */
export interface ArnParts {
  readonly service: string;
  readonly resource: string;

  /** `partition`: the ARN has no region and no account. `account`: it has no region. Undefined: it has both. */
  readonly within?: "partition" | "account";
}

/** The actions that create, change and delete a type of resource. */
export interface WriteActions {
  /** Actions that a policy can limit to the resources in `arns`. */
  readonly scoped?: readonly string[];

  /** ARNs of the resource. `text` resolves references, and encloses values that AWS chooses in angle brackets. */
  readonly arns?: (attributes: Attributes, text: (value: unknown) => string) => readonly ArnParts[];

  /** Actions that a policy cannot limit to a resource, or whose resource has a name that AWS chooses. */
  readonly unscoped?: readonly string[];
}

const at =
  (
    service: string,
    start: string,
    attribute = "name",
    within?: ArnParts["within"],
  ): NonNullable<WriteActions["arns"]> =>
  (attributes, text) => [{ service, resource: `${start}${text(attributes[attribute])}`, ...(within && { within }) }];

const bucket = at("s3", "", "bucket", "partition");
const ofBucket = (...scoped: readonly string[]): WriteActions => ({ scoped, arns: bucket });
const role = at("iam", "role/", "name", "account");
const ofRole = (...scoped: readonly string[]): WriteActions => ({
  scoped,
  arns: at("iam", "role/", "role", "account"),
});

/** A log group has two ARNs. Some actions need the one that ends with `:*`. */
const logGroup =
  (attribute: string): NonNullable<WriteActions["arns"]> =>
  (attributes, text) =>
    ["", ":*"].map((end) => ({ service: "logs", resource: `log-group:${text(attributes[attribute])}${end}` }));

const busOf = (attributes: Attributes, text: (value: unknown) => string): string =>
  attributes.event_bus_name === undefined || attributes.event_bus_name === "default"
    ? ""
    : `${text(attributes.event_bus_name)}/`;

const rule =
  (attribute: string): NonNullable<WriteActions["arns"]> =>
  (attributes, text) => [
    { service: "events", resource: `rule/${busOf(attributes, text)}${text(attributes[attribute])}` },
  ];

const queue =
  (attribute: string): NonNullable<WriteActions["arns"]> =>
  (attributes, text) => [{ service: "sqs", resource: text(attributes[attribute]).replace(/^.*[/:]/, "") }];

const topic =
  (attribute: string): NonNullable<WriteActions["arns"]> =>
  (attributes, text) => [{ service: "sns", resource: text(attributes[attribute]).replace(/^.*:/, "") }];

const database = (name: string): ArnParts[] => [
  { service: "glue", resource: "catalog" },
  { service: "glue", resource: `database/${name}` },
  { service: "glue", resource: `table/${name}/*` },
];

/** Actions that configure the delivery of the logs of a service to a bucket. */
const logDelivery = [
  "CreateLogDelivery",
  "DeleteLogDelivery",
  "GetLogDelivery",
  "ListLogDeliveries",
  "UpdateLogDelivery",
];
const delivery = logDelivery.map((action) => `logs:${action}`);

const quickSightTags = ["quicksight:TagResource", "quicksight:UntagResource"];

const webAcl: WriteActions["arns"] = (attributes, text) => {
  const [, , , , , resource = "*"] = text(attributes.resource_arn).split(":");
  return [{ service: "wafv2", resource }];
};

/**
 * The write actions of every resource type that this project creates. `cli/plan-policy/read-actions.ts` has the read actions,
 * with the same keys and the data sources.
 */
export const writeActions: Readonly<Record<string, WriteActions>> = {
  aws_athena_named_query: {
    scoped: ["athena:CreateNamedQuery", "athena:DeleteNamedQuery"],
    arns: at("athena", "workgroup/", "workgroup"),
  },
  aws_athena_workgroup: {
    scoped: [
      "athena:CreateWorkGroup",
      "athena:DeleteWorkGroup",
      "athena:TagResource",
      "athena:UntagResource",
      "athena:UpdateWorkGroup",
    ],
    arns: at("athena", "workgroup/"),
  },
  aws_chatbot_slack_channel_configuration: {
    unscoped: [
      "chatbot:CreateSlackChannelConfiguration",
      "chatbot:DeleteSlackChannelConfiguration",
      "chatbot:TagResource",
      "chatbot:UntagResource",
      "chatbot:UpdateSlackChannelConfiguration",
    ],
  },
  aws_chatbot_teams_channel_configuration: {
    unscoped: [
      "chatbot:CreateMicrosoftTeamsChannelConfiguration",
      "chatbot:DeleteMicrosoftTeamsChannelConfiguration",
      "chatbot:TagResource",
      "chatbot:UntagResource",
      "chatbot:UpdateMicrosoftTeamsChannelConfiguration",
    ],
  },
  aws_cloudformation_stack: {
    // CloudFormation creates the data source with the permissions of the caller
    scoped: [
      "cloudformation:CreateStack",
      "cloudformation:DeleteStack",
      "cloudformation:DescribeStackEvents",
      "cloudformation:TagResource",
      "cloudformation:UntagResource",
      "cloudformation:UpdateStack",
      "quicksight:CreateDataSource",
      "quicksight:DeleteDataSource",
      "quicksight:DescribeDataSource",
      "quicksight:DescribeDataSourcePermissions",
      "quicksight:ListTagsForResource",
      "quicksight:TagResource",
      "quicksight:UntagResource",
      "quicksight:UpdateDataSource",
      "quicksight:UpdateDataSourcePermissions",
    ],
    arns: ({ name }, text) => [
      { service: "cloudformation", resource: `stack/${text(name)}/*` },
      { service: "quicksight", resource: `datasource/${text(name)}` },
    ],
  },
  aws_cloudtrail: {
    scoped: [
      "cloudtrail:AddTags",
      "cloudtrail:CreateTrail",
      "cloudtrail:DeleteTrail",
      "cloudtrail:PutEventSelectors",
      "cloudtrail:PutInsightSelectors",
      "cloudtrail:RemoveTags",
      "cloudtrail:StartLogging",
      "cloudtrail:StopLogging",
      "cloudtrail:UpdateTrail",
    ],
    arns: at("cloudtrail", "trail/"),
  },
  aws_cloudtrail_organization_delegated_admin_account: {
    unscoped: [
      "cloudtrail:DeregisterOrganizationDelegatedAdmin",
      "cloudtrail:RegisterOrganizationDelegatedAdmin",
      "organizations:DeregisterDelegatedAdministrator",
      "organizations:ListAWSServiceAccessForOrganization",
      "organizations:RegisterDelegatedAdministrator",
    ],
  },
  aws_cloudtrail_event_data_store: {
    unscoped: [
      "cloudtrail:AddTags",
      "cloudtrail:CreateEventDataStore",
      "cloudtrail:DeleteEventDataStore",
      "cloudtrail:RemoveTags",
      "cloudtrail:RestoreEventDataStore",
      "cloudtrail:StartEventDataStoreIngestion",
      "cloudtrail:StopEventDataStoreIngestion",
      "cloudtrail:UpdateEventDataStore",
    ],
  },
  aws_cloudwatch_dashboard: {
    scoped: ["cloudwatch:DeleteDashboards", "cloudwatch:PutDashboard"],
    arns: at("cloudwatch", "dashboard/", "dashboard_name", "account"),
  },
  aws_cloudwatch_event_bus: {
    scoped: [
      "events:CreateEventBus",
      "events:DeleteEventBus",
      "events:TagResource",
      "events:UntagResource",
      "events:UpdateEventBus",
    ],
    arns: at("events", "event-bus/"),
  },
  aws_cloudwatch_event_bus_policy: {
    scoped: ["events:PutPermission", "events:RemovePermission"],
    arns: at("events", "event-bus/", "event_bus_name"),
  },
  aws_cloudwatch_event_rule: {
    scoped: [
      "events:DeleteRule",
      "events:DisableRule",
      "events:EnableRule",
      "events:PutRule",
      "events:TagResource",
      "events:UntagResource",
    ],
    arns: rule("name"),
  },
  aws_cloudwatch_event_target: { scoped: ["events:PutTargets", "events:RemoveTargets"], arns: rule("rule") },
  aws_cloudwatch_log_account_policy: {
    unscoped: ["logs:DeleteAccountPolicy", "logs:PutAccountPolicy", "logs:PutSubscriptionFilter"],
  },
  aws_cloudwatch_log_data_protection_policy: {
    scoped: ["logs:DeleteDataProtectionPolicy", "logs:PutDataProtectionPolicy"],
    arns: logGroup("log_group_name"),
  },
  aws_cloudwatch_log_group: {
    scoped: [
      "logs:AssociateKmsKey",
      "logs:CreateLogGroup",
      "logs:DeleteLogGroup",
      "logs:DeleteRetentionPolicy",
      "logs:DisassociateKmsKey",
      "logs:PutRetentionPolicy",
      "logs:TagResource",
      "logs:UntagResource",
    ],
    arns: logGroup("name"),
  },
  aws_cloudwatch_log_metric_filter: {
    scoped: ["logs:DeleteMetricFilter", "logs:PutMetricFilter"],
    arns: logGroup("log_group_name"),
  },
  aws_cloudwatch_log_resource_policy: { unscoped: ["logs:DeleteResourcePolicy", "logs:PutResourcePolicy"] },
  aws_cloudwatch_log_stream: {
    scoped: ["logs:CreateLogStream", "logs:DeleteLogStream"],
    arns: logGroup("log_group_name"),
  },
  aws_cloudwatch_log_subscription_filter: {
    scoped: ["logs:DeleteSubscriptionFilter", "logs:PutSubscriptionFilter"],
    arns: logGroup("log_group_name"),
  },
  aws_cloudwatch_metric_alarm: {
    scoped: [
      "cloudwatch:DeleteAlarms",
      "cloudwatch:PutMetricAlarm",
      "cloudwatch:TagResource",
      "cloudwatch:UntagResource",
    ],
    arns: at("cloudwatch", "alarm:", "alarm_name"),
  },
  aws_cloudwatch_query_definition: { unscoped: ["logs:DeleteQueryDefinition", "logs:PutQueryDefinition"] },
  aws_codebuild_project: {
    scoped: ["codebuild:CreateProject", "codebuild:DeleteProject", "codebuild:UpdateProject"],
    arns: at("codebuild", "project/"),
  },
  aws_config_config_rule: {
    // AWS chooses the id of a rule, which its ARN has in place of its name
    unscoped: ["config:DeleteConfigRule", "config:PutConfigRule", "config:TagResource", "config:UntagResource"],
  },
  aws_config_configuration_aggregator: {
    unscoped: [
      "config:DeleteConfigurationAggregator",
      "config:PutConfigurationAggregator",
      "config:TagResource",
      "config:UntagResource",
    ],
  },
  aws_config_configuration_recorder: {
    unscoped: ["config:DeleteConfigurationRecorder", "config:PutConfigurationRecorder"],
  },
  aws_config_configuration_recorder_status: {
    unscoped: ["config:StartConfigurationRecorder", "config:StopConfigurationRecorder"],
  },
  aws_config_delivery_channel: { unscoped: ["config:DeleteDeliveryChannel", "config:PutDeliveryChannel"] },
  aws_emrserverless_application: {
    // AWS chooses the id of an application, which its ARN has in place of its name
    unscoped: [
      "emr-serverless:CreateApplication",
      "emr-serverless:DeleteApplication",
      "emr-serverless:TagResource",
      "emr-serverless:UntagResource",
      "emr-serverless:UpdateApplication",
    ],
  },
  aws_flow_log: {
    unscoped: ["ec2:CreateFlowLogs", "ec2:CreateTags", "ec2:DeleteFlowLogs", "ec2:DeleteTags", ...delivery],
  },
  aws_glue_catalog_database: {
    scoped: [
      "glue:CreateDatabase",
      "glue:DeleteDatabase",
      "glue:TagResource",
      "glue:UntagResource",
      "glue:UpdateDatabase",
    ],
    arns: (attributes, text) => database(text(attributes.name)),
  },
  aws_glue_catalog_table: {
    scoped: ["glue:CreateTable", "glue:DeleteTable", "glue:UpdateTable"],
    arns: (attributes, text) => database(text(attributes.database_name)),
  },
  aws_glue_classifier: { unscoped: ["glue:CreateClassifier", "glue:DeleteClassifier", "glue:UpdateClassifier"] },
  aws_glue_crawler: {
    scoped: [
      "glue:CreateCrawler",
      "glue:DeleteCrawler",
      "glue:StopCrawler",
      "glue:TagResource",
      "glue:UntagResource",
      "glue:UpdateCrawler",
    ],
    arns: at("glue", "crawler/"),
  },
  aws_glue_security_configuration: {
    unscoped: ["glue:CreateSecurityConfiguration", "glue:DeleteSecurityConfiguration"],
  },
  aws_iam_policy: {
    scoped: [
      "iam:CreatePolicy",
      "iam:CreatePolicyVersion",
      "iam:DeletePolicy",
      "iam:DeletePolicyVersion",
      "iam:ListPolicyVersions",
      "iam:TagPolicy",
      "iam:UntagPolicy",
    ],
    arns: at("iam", "policy/", "name", "account"),
  },
  aws_iam_role: {
    scoped: [
      "iam:CreateRole",
      "iam:DeleteRole",
      "iam:ListInstanceProfilesForRole",
      "iam:TagRole",
      "iam:UntagRole",
      "iam:UpdateAssumeRolePolicy",
      "iam:UpdateRole",
    ],
    arns: role,
  },
  aws_iam_role_policy: ofRole("iam:DeleteRolePolicy", "iam:PutRolePolicy"),
  // `policies.ts` adds the actions, with a condition on the policies that may be attached
  aws_iam_role_policy_attachment: {},
  // `policies.ts` adds the action, with a condition on the service
  aws_iam_service_linked_role: {},
  aws_kinesis_firehose_delivery_stream: {
    scoped: [
      "firehose:CreateDeliveryStream",
      "firehose:DeleteDeliveryStream",
      "firehose:StartDeliveryStreamEncryption",
      "firehose:StopDeliveryStreamEncryption",
      "firehose:TagDeliveryStream",
      "firehose:UntagDeliveryStream",
      "firehose:UpdateDestination",
    ],
    arns: at("firehose", "deliverystream/"),
    unscoped: ["kms:CreateGrant"],
  },
  aws_kms_alias: {
    scoped: ["kms:CreateAlias", "kms:DeleteAlias", "kms:UpdateAlias"],
    arns: (attributes, text) => [
      { service: "kms", resource: text(attributes.name) },
      { service: "kms", resource: "key/*" },
    ],
  },
  aws_dynamodb_table: {
    scoped: [
      "dynamodb:CreateTable",
      "dynamodb:DeleteTable",
      "dynamodb:TagResource",
      "dynamodb:UntagResource",
      "dynamodb:UpdateContinuousBackups",
      "dynamodb:UpdateTable",
      "dynamodb:UpdateTimeToLive",
    ],
    arns: at("dynamodb", "table/"),
  },
  aws_kms_key: {
    unscoped: ["kms:CreateKey"],
    scoped: [
      "kms:DisableKey",
      "kms:DisableKeyRotation",
      "kms:EnableKey",
      "kms:EnableKeyRotation",
      "kms:PutKeyPolicy",
      "kms:ScheduleKeyDeletion",
      "kms:TagResource",
      "kms:UntagResource",
      "kms:UpdateKeyDescription",
    ],
    // AWS chooses the id of a key
    arns: () => [{ service: "kms", resource: "key/*" }],
  },
  aws_kms_replica_key: {
    unscoped: ["kms:CreateKey"],
    scoped: [
      "kms:DisableKey",
      "kms:EnableKey",
      "kms:PutKeyPolicy",
      "kms:ReplicateKey",
      "kms:ScheduleKeyDeletion",
      "kms:TagResource",
      "kms:UntagResource",
      "kms:UpdateKeyDescription",
    ],
    arns: () => [{ service: "kms", resource: "key/*" }],
  },
  // IAM supports no resource for these actions. Lake Formation allows them only to its administrators
  aws_lakeformation_permissions: { unscoped: ["lakeformation:GrantPermissions", "lakeformation:RevokePermissions"] },
  aws_opensearch_domain: {
    scoped: ["es:AddTags", "es:CreateDomain", "es:DeleteDomain", "es:RemoveTags", "es:UpdateDomainConfig"],
    arns: at("es", "domain/", "domain_name"),
    unscoped: [
      "kms:CreateGrant",
      ...["DescribeSecurityGroups", "DescribeSubnets", "DescribeVpcs"].map((one) => `ec2:${one}`),
    ],
  },
  aws_organizations_delegated_administrator: {
    unscoped: ["organizations:DeregisterDelegatedAdministrator", "organizations:RegisterDelegatedAdministrator"],
  },
  aws_organizations_policy: {
    unscoped: [
      "organizations:CreatePolicy",
      "organizations:DeletePolicy",
      "organizations:TagResource",
      "organizations:UntagResource",
      "organizations:UpdatePolicy",
    ],
  },
  aws_organizations_policy_attachment: {
    unscoped: ["organizations:AttachPolicy", "organizations:DetachPolicy"],
  },
  aws_osis_pipeline: {
    scoped: [
      "osis:CreatePipeline",
      "osis:DeletePipeline",
      "osis:StartPipeline",
      "osis:StopPipeline",
      "osis:TagResource",
      "osis:UntagResource",
      "osis:UpdatePipeline",
    ],
    arns: at("osis", "pipeline/", "pipeline_name"),
    unscoped: ["osis:ValidatePipeline", ...delivery],
  },
  aws_quicksight_analysis: {
    scoped: [
      "quicksight:CreateAnalysis",
      "quicksight:DeleteAnalysis",
      ...quickSightTags,
      "quicksight:UpdateAnalysis",
      "quicksight:UpdateAnalysisPermissions",
    ],
    arns: at("quicksight", "analysis/", "analysis_id"),
    unscoped: ["quicksight:PassDataSet"],
  },
  aws_quicksight_dashboard: {
    scoped: [
      "quicksight:CreateDashboard",
      "quicksight:DeleteDashboard",
      ...quickSightTags,
      "quicksight:UpdateDashboard",
      "quicksight:UpdateDashboardPermissions",
      "quicksight:UpdateDashboardPublishedVersion",
    ],
    arns: at("quicksight", "dashboard/", "dashboard_id"),
    unscoped: ["quicksight:PassDataSet"],
  },
  aws_quicksight_data_set: {
    scoped: [
      "quicksight:CreateDataSet",
      "quicksight:DeleteDataSet",
      ...quickSightTags,
      "quicksight:UpdateDataSet",
      "quicksight:UpdateDataSetPermissions",
    ],
    arns: at("quicksight", "dataset/", "data_set_id"),
    unscoped: ["quicksight:PassDataSource"],
  },
  aws_quicksight_group: {
    scoped: ["quicksight:CreateGroup", "quicksight:DeleteGroup", "quicksight:UpdateGroup"],
    arns: ({ namespace = "default", group_name: name }, text) => [
      { service: "quicksight", resource: `group/${text(namespace)}/${text(name)}` },
    ],
  },
  aws_quicksight_refresh_schedule: {
    scoped: [
      "quicksight:CreateRefreshSchedule",
      "quicksight:DeleteRefreshSchedule",
      "quicksight:UpdateRefreshSchedule",
    ],
    arns: ({ data_set_id: id }, text) => [
      { service: "quicksight", resource: `dataset/${text(id)}/refresh-schedule/*` },
    ],
  },
  aws_route53_resolver_query_log_config: {
    unscoped: [
      "route53resolver:CreateResolverQueryLogConfig",
      "route53resolver:DeleteResolverQueryLogConfig",
      "route53resolver:TagResource",
      "route53resolver:UntagResource",
      ...delivery,
    ],
  },
  aws_route53_resolver_query_log_config_association: {
    unscoped: [
      "ec2:DescribeVpcs",
      "route53resolver:AssociateResolverQueryLogConfig",
      "route53resolver:DisassociateResolverQueryLogConfig",
    ],
  },
  aws_s3_bucket: ofBucket("s3:CreateBucket", "s3:DeleteBucket", "s3:PutBucketTagging"),
  aws_s3_bucket_inventory: ofBucket("s3:PutInventoryConfiguration"),
  aws_s3_bucket_lifecycle_configuration: ofBucket("s3:PutLifecycleConfiguration"),
  aws_s3_bucket_logging: ofBucket("s3:PutBucketLogging"),
  aws_s3_bucket_metric: ofBucket("s3:PutMetricsConfiguration"),
  aws_s3_bucket_notification: ofBucket("s3:PutBucketNotification"),
  aws_s3_bucket_object_lock_configuration: ofBucket("s3:PutBucketObjectLockConfiguration"),
  aws_s3_bucket_ownership_controls: ofBucket("s3:PutBucketOwnershipControls"),
  aws_s3_bucket_policy: ofBucket("s3:DeleteBucketPolicy", "s3:PutBucketPolicy"),
  aws_s3_bucket_public_access_block: ofBucket("s3:PutBucketPublicAccessBlock"),
  aws_s3_bucket_replication_configuration: ofBucket("s3:PutReplicationConfiguration"),
  aws_s3_bucket_server_side_encryption_configuration: ofBucket("s3:PutEncryptionConfiguration"),
  aws_s3_bucket_versioning: ofBucket("s3:PutBucketVersioning"),
  aws_scheduler_schedule: {
    scoped: ["scheduler:CreateSchedule", "scheduler:DeleteSchedule", "scheduler:UpdateSchedule"],
    arns: at("scheduler", "schedule/default/"),
  },
  aws_securitylake_subscriber: {
    // Security Lake creates a role and a share with the permissions of the caller, and chooses their names
    scoped: ["iam:CreateRole", "iam:DeleteRole", "iam:DeleteRolePolicy", "iam:GetRole", "iam:PutRolePolicy"],
    arns: () => [{ service: "iam", resource: "role/AmazonSecurityLake*", within: "account" }],
    unscoped: [
      "lakeformation:GrantPermissions",
      "lakeformation:ListPermissions",
      "lakeformation:RegisterResource",
      "lakeformation:RevokePermissions",
      "ram:GetResourceShareAssociations",
      "ram:GetResourceShares",
      "ram:UpdateResourceShare",
      "securitylake:CreateSubscriber",
      "securitylake:DeleteSubscriber",
      "securitylake:TagResource",
      "securitylake:UntagResource",
      "securitylake:UpdateSubscriber",
    ],
  },
  aws_sfn_state_machine: {
    scoped: [
      "states:CreateStateMachine",
      "states:DeleteStateMachine",
      "states:TagResource",
      "states:UntagResource",
      "states:UpdateStateMachine",
    ],
    arns: at("states", "stateMachine:"),
  },
  aws_sns_topic: {
    scoped: ["sns:CreateTopic", "sns:DeleteTopic", "sns:SetTopicAttributes", "sns:TagResource", "sns:UntagResource"],
    arns: topic("name"),
  },
  aws_sns_topic_policy: { scoped: ["sns:SetTopicAttributes"], arns: topic("arn") },
  aws_sns_topic_subscription: {
    scoped: ["sns:Subscribe"],
    arns: topic("topic_arn"),
    // AWS chooses the ids of subscriptions
    unscoped: ["sns:SetSubscriptionAttributes", "sns:Unsubscribe"],
  },
  aws_sqs_queue: {
    scoped: ["sqs:CreateQueue", "sqs:DeleteQueue", "sqs:SetQueueAttributes", "sqs:TagQueue", "sqs:UntagQueue"],
    arns: queue("name"),
  },
  aws_sqs_queue_policy: { scoped: ["sqs:SetQueueAttributes"], arns: queue("queue_url") },
  aws_sqs_queue_redrive_allow_policy: { scoped: ["sqs:SetQueueAttributes"], arns: queue("queue_url") },
  aws_ssm_document: {
    scoped: [
      "ssm:AddTagsToResource",
      "ssm:CreateDocument",
      "ssm:DeleteDocument",
      "ssm:ModifyDocumentPermission",
      "ssm:RemoveTagsFromResource",
      "ssm:UpdateDocument",
      "ssm:UpdateDocumentDefaultVersion",
    ],
    arns: at("ssm", "document/"),
  },
  aws_ssm_parameter: {
    scoped: ["ssm:AddTagsToResource", "ssm:DeleteParameter", "ssm:PutParameter", "ssm:RemoveTagsFromResource"],
    arns: at("ssm", "parameter"),
  },
  aws_wafv2_web_acl_logging_configuration: {
    scoped: ["wafv2:DeleteLoggingConfiguration", "wafv2:PutLoggingConfiguration"],
    arns: webAcl,
    unscoped: delivery,
  },
};
