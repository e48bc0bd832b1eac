/**
 * Actions that matter to audit logs, by service. They are samples of the actions that a wildcard or `NotAction` contains. A made-up
 * action of each service represents all other actions.
 */
const byService: Readonly<Record<string, readonly string[]>> = {
  cloudtrail: ["DeleteEventDataStore", "DeleteTrail", "PutEventSelectors", "StopLogging", "UpdateTrail"],
  cloudwatch: ["DeleteAlarms", "DisableAlarmActions", "PutMetricAlarm"],
  config: [
    "DeleteConfigurationRecorder",
    "DeleteDeliveryChannel",
    "PutConfigurationRecorder",
    "StopConfigurationRecorder",
  ],
  ec2: ["DeleteFlowLogs"],
  events: ["DeleteRule", "DisableRule", "PutEvents", "PutRule", "PutTargets", "RemoveTargets"],
  firehose: ["DeleteDeliveryStream", "PutRecord", "UpdateDestination"],
  glue: ["DeleteTable", "UpdateTable"],
  iam: ["AttachRolePolicy", "PassRole", "PutRolePolicy", "UpdateAssumeRolePolicy"],
  kms: [
    "CreateGrant",
    "Decrypt",
    "DisableKey",
    "Encrypt",
    "GenerateDataKey",
    "PutKeyPolicy",
    "ReEncryptFrom",
    "ScheduleKeyDeletion",
  ],
  logs: [
    "DeleteLogGroup",
    "DeleteMetricFilter",
    "DeleteSubscriptionFilter",
    "PutRetentionPolicy",
    "PutSubscriptionFilter",
    "Unmask",
  ],
  organizations: ["DeletePolicy", "DetachPolicy", "LeaveOrganization"],
  s3: [
    "BypassGovernanceRetention",
    "DeleteBucket",
    "DeleteBucketPolicy",
    "DeleteObject",
    "DeleteObjectVersion",
    "GetObject",
    "GetObjectVersion",
    "ListBucket",
    "PutBucketPolicy",
    "PutBucketVersioning",
    "PutLifecycleConfiguration",
    "PutObject",
    "PutObjectRetention",
    "PutReplicationConfiguration",
    "UpdateObjectEncryption",
  ],
  sns: ["DeleteTopic", "Publish", "SetTopicAttributes", "Subscribe", "Unsubscribe"],
  sqs: ["DeleteQueue", "PurgeQueue", "ReceiveMessage", "SendMessage", "SetQueueAttributes"],
  sts: ["AssumeRole", "AssumeRoleWithSAML", "AssumeRoleWithWebIdentity", "TagSession"],
};

const all = Object.entries(byService).flatMap(([service, names]) => names.map((name) => `${service}:${name}`));

/** The known actions of some services. Without services, the known actions of all services. */
export const knownActions = (services: readonly string[]): readonly string[] =>
  services.length === 0 ? all : all.filter((action) => services.includes(action.split(":")[0] ?? ""));

const reading =
  /^(?:\w+):(?:Get|List|Describe|Decrypt|Publish|PutEvents|PutObject$|PutRecord|Encrypt|GenerateDataKey|ReEncrypt|SendMessage|ReceiveMessage|Assume|TagSession)/;

/** Actions that disable, change or delete audit logging. */
export const tamperingActions: ReadonlySet<string> = new Set(
  all.filter((action) => !reading.test(action)).map((action) => action.toLowerCase()),
);
