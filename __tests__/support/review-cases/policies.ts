import { account } from "../../../sample-data/values";
import { type Attributes, arn, created, unchanged, updated } from "../plans";
import { type ReviewCase, ofRemoval, ofUpdates } from "./review-case";

const text = (...statements: readonly Attributes[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });
const allow = (Principal: unknown, Action: unknown, Resource: unknown, more: object = {}) => ({
  Effect: "Allow",
  Principal,
  Action,
  Resource,
  ...more,
});
const auditor = { AWS: arn("iam", "role/auditor", account(5)) };
const objects = `${arn("s3", "archive")}/*`;
const read = allow(auditor, "s3:GetObject", objects);
const bucketPolicy = (...statements: readonly Attributes[]) => ({ bucket: "archive", policy: text(...statements) });
const keyPolicy = (...statements: readonly Attributes[]) => ({
  arn: arn("kms", "key/archive"),
  key_id: "archive",
  policy: text(allow({ AWS: account(2) }, "kms:*", "*"), ...statements),
});
const decrypt = allow(auditor, "kms:Decrypt", "*");
const topic = arn("sns", "alarms");
const topicPolicy = (...statements: readonly Attributes[]) => ({ arn: topic, policy: text(...statements) });
const publish = allow({ Service: "cloudwatch.amazonaws.com" }, "sns:Publish", topic);
const logPolicy = (...statements: readonly Attributes[]) => ({
  policy_name: "dns",
  policy_document: text(...statements),
});
const logs = arn("logs", "log-group:dns:*");
const deliver = allow({ Service: "delivery.logs.amazonaws.com" }, "logs:PutLogEvents", logs);
const role = (...principals: readonly unknown[]) => ({
  name: "reader",
  assume_role_policy: text(...principals.map((one) => ({ Effect: "Allow", Principal: one, Action: "sts:AssumeRole" }))),
  permissions_boundary: arn("iam", "policy/boundary"),
});
const managed = (...actions: readonly string[]) => ({
  name: "reads",
  policy: text({ Effect: "Allow", Action: actions, Resource: "*" }),
});
const identity = (...actions: readonly string[]) => ({ ...managed(...actions), role: "reader" });
const inline = (action: string) => ({ ...managed(action), name: action.replace(":", "-") });
const ofOrganization = { Condition: { StringEquals: { "aws:PrincipalOrgID": "o-abc" } } };
const twice =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"}]}';
const scp = (...actions: readonly string[]) => ({
  name: "protect-logging",
  content: text({ Effect: "Deny", Action: actions, Resource: "*" }),
});

export const policyCases: readonly ReviewCase[] = [
  ofUpdates(
    "bucket-policy-public",
    "aws_s3_bucket_policy",
    bucketPolicy(read),
    bucketPolicy(read, allow("*", "s3:GetObject", objects)),
    bucketPolicy(read, allow("*", "s3:GetObject", objects, ofOrganization)),
  ),
  {
    // A new archive that everybody may read
    rule: "bucket-policy-public",
    flagged: [
      created("aws_s3_bucket", { bucket: "archive" }),
      created("aws_s3_bucket_policy", bucketPolicy(allow({ AWS: "*" }, "s3:Get*", objects))),
    ],
    passed: [created("aws_s3_bucket", { bucket: "archive" }), created("aws_s3_bucket_policy", bucketPolicy(read))],
  },
  ofUpdates(
    "bucket-policy-public",
    "aws_s3_bucket",
    { bucket: "archive", policy: text(read) },
    { policy: text(read, { Effect: "Allow", Principal: "*", NotAction: "s3:PutObject", Resource: objects }) },
    { policy: text({ ...read, Sid: "Read" }) },
  ),
  ofUpdates(
    "bucket-policy-widened",
    "aws_s3_bucket_policy",
    bucketPolicy(read),
    bucketPolicy(allow(auditor, ["s3:GetObject", "S3:deleteobject"], objects)),
    bucketPolicy(allow([auditor].map(({ AWS }) => ({ AWS: [AWS] }))[0], ["S3:getObject"], [objects])),
  ),
  {
    // A second policy of the same bucket in a nested module: the last policy takes effect
    rule: "bucket-policy-widened",
    flagged: [
      unchanged("aws_s3_bucket", { bucket: "archive" }),
      unchanged("aws_s3_bucket_policy", bucketPolicy(read)),
      created("aws_s3_bucket_policy", bucketPolicy(read, allow(auditor, "s3:PutObject", objects)), {
        address: "module.a.module.b[0].aws_s3_bucket_policy.second",
      }),
    ],
    passed: [
      unchanged("aws_s3_bucket", { bucket: "archive" }),
      unchanged("aws_s3_bucket_policy", bucketPolicy(read)),
      created("aws_s3_bucket_policy", bucketPolicy({ ...read, Sid: "Again" }), {
        address: "module.a.module.b[0].aws_s3_bucket_policy.second",
      }),
    ],
  },
  ofRemoval("bucket-policy-removed", "aws_s3_bucket_policy", bucketPolicy(read)),
  ofUpdates(
    "key-policy-public",
    "aws_kms_key",
    keyPolicy(),
    keyPolicy(allow("*", "kms:Decrypt", "*")),
    keyPolicy(allow("*", "kms:Decrypt", "*", ofOrganization)),
  ),
  ofUpdates(
    "key-policy-widened",
    "aws_kms_key",
    keyPolicy(),
    keyPolicy(decrypt),
    keyPolicy({ ...decrypt, Effect: "Deny" }),
  ),
  {
    rule: "key-policy-widened",
    flagged: [updated("aws_kms_key_policy", keyPolicy({ ...decrypt, Effect: "Deny" }, decrypt), keyPolicy(decrypt))],
    passed: [updated("aws_kms_key_policy", keyPolicy(decrypt), keyPolicy({ ...decrypt, Effect: "Deny" }, decrypt))],
  },
  ofRemoval("key-policy-removed", "aws_kms_key_policy", keyPolicy(decrypt)),
  ofUpdates(
    "channel-policy-public",
    "aws_sns_topic_policy",
    topicPolicy(publish),
    topicPolicy(publish, allow("*", "SNS:Subscribe", topic)),
    topicPolicy(publish, allow("*", "SNS:Subscribe", topic, ofOrganization)),
  ),
  ofUpdates(
    "channel-policy-widened",
    "aws_sns_topic_policy",
    topicPolicy(publish),
    topicPolicy(publish, allow(auditor, "sns:Subscribe", topic)),
    topicPolicy(publish, publish),
  ),
  ofUpdates(
    "channel-policy-widened",
    "aws_cloudwatch_event_bus_policy",
    { event_bus_name: "audit", policy: text(allow(auditor, "events:PutEvents", arn("events", "event-bus/audit"))) },
    {
      policy: text(allow({ AWS: [auditor.AWS, account(6)] }, "events:PutEvents", arn("events", "event-bus/audit"))),
    },
    { policy: text(allow({ AWS: [auditor.AWS] }, ["events:PutEvents"], [arn("events", "event-bus/audit")])) },
  ),
  ofRemoval("channel-policy-removed", "aws_sns_topic_policy", topicPolicy(publish)),
  ofUpdates(
    "log-policy-public",
    "aws_cloudwatch_log_resource_policy",
    logPolicy(deliver),
    logPolicy(deliver, allow("*", "logs:PutLogEvents", logs)),
    logPolicy(deliver, { ...deliver, Sid: "Again" }),
  ),
  ofUpdates(
    "log-policy-widened",
    "aws_cloudwatch_log_resource_policy",
    logPolicy(deliver),
    logPolicy(allow({ Service: ["delivery.logs.amazonaws.com", "es.amazonaws.com"] }, "logs:PutLogEvents", logs)),
    logPolicy(deliver, deliver),
  ),
  ofRemoval("log-policy-removed", "aws_cloudwatch_log_resource_policy", logPolicy(deliver)),
  ofUpdates("role-trust-public", "aws_iam_role", role(auditor), role(auditor, "*"), role(auditor, auditor)),
  ofUpdates("role-trust-widened", "aws_iam_role", role(auditor), role(auditor, { AWS: account(9) }), role(auditor)),
  ofUpdates(
    "role-gains-tampering",
    "aws_iam_role_policy",
    identity("s3:GetObject"),
    identity("s3:GetObject", "CloudTrail:Stop*"),
    identity("s3:GetObject", "s3:GetObjectTagging"),
  ),
  {
    // An additional policy of an existing role
    rule: "role-gains-tampering",
    flagged: [
      unchanged("aws_iam_role", role(auditor)),
      created("aws_iam_role_policy", { ...identity("kms:ScheduleKeyDeletion"), name: "second" }),
    ],
    passed: [
      created("aws_iam_role", role(auditor)),
      created("aws_iam_role_policy", { ...identity("kms:ScheduleKeyDeletion"), name: "second" }),
    ],
  },
  ofUpdates(
    "role-permissions-widened",
    "aws_iam_policy",
    managed("s3:GetObject"),
    managed("s3:Get*"),
    managed("s3:GetObject", "s3:getobject"),
  ),
  {
    rule: "broad-policy-attached",
    flagged: [
      created("aws_iam_role_policy_attachment", {
        role: "reader",
        policy_arn: ["arn", "aws", "iam", "", "aws", "policy/AdministratorAccess"].join(":"),
      }),
    ],
    passed: [
      created("aws_iam_role_policy_attachment", {
        role: "reader",
        policy_arn: ["arn", "aws", "iam", "", "aws", "policy/ReadOnlyAccess"].join(":"),
      }),
    ],
  },
  {
    // A second inline policy of the role
    rule: "role-gains-tampering",
    flagged: [
      updated(
        "aws_iam_role",
        { ...role(auditor), inline_policy: [inline("s3:GetObject")] },
        { inline_policy: [inline("s3:GetObject"), inline("config:StopConfigurationRecorder")] },
      ),
    ],
    passed: [
      updated(
        "aws_iam_role",
        { ...role(auditor), inline_policy: [inline("s3:GetObject"), inline("s3:PutObject")] },
        { inline_policy: [inline("s3:PutObject"), inline("s3:GetObject")] },
      ),
    ],
  },
  {
    rule: "policy-attached",
    flagged: [
      unchanged("aws_iam_role", role(auditor)),
      created("aws_iam_role_policy_attachment", { role: "reader", policy_arn: arn("iam", "policy/own") }),
    ],
    passed: [
      created("aws_iam_role", role(auditor)),
      created("aws_iam_role_policy_attachment", { role: "reader", policy_arn: arn("iam", "policy/own") }),
    ],
  },
  {
    rule: "event-bus-opened",
    flagged: [created("aws_cloudwatch_event_permission", { principal: "*", statement_id: "a", condition: [] })],
    passed: [
      created("aws_cloudwatch_event_permission", {
        principal: "*",
        statement_id: "a",
        condition: [{ key: "aws:PrincipalOrgID", type: "StringEquals", value: "o-abc" }],
      }),
    ],
  },
  ofUpdates(
    "organization-services-removed",
    "aws_organizations_organization",
    { aws_service_access_principals: ["cloudtrail.amazonaws.com", "config.amazonaws.com"] },
    { aws_service_access_principals: ["config.amazonaws.com"] },
    { aws_service_access_principals: ["config.amazonaws.com", "cloudtrail.amazonaws.com", "sso.amazonaws.com"] },
  ),
  ofUpdates(
    "permissions-boundary-removed",
    "aws_iam_role",
    role(auditor),
    { permissions_boundary: null },
    { permissions_boundary: arn("iam", "policy/narrower") },
  ),
  ofRemoval("organization-policy-removed", "aws_organizations_policy_attachment", {
    policy_id: "p-1",
    target_id: "r-1",
  }),
  ofUpdates(
    "organization-policy-weakened",
    "aws_organizations_policy",
    scp("cloudtrail:StopLogging", "cloudtrail:DeleteTrail"),
    scp("cloudtrail:DeleteTrail"),
    scp("cloudtrail:*"),
  ),
  ...(["read", "write"] as const).map((use): ReviewCase => ({
    rule: use === "read" ? "readers-added" : "writers-added",
    flagged: [],
    passed: [],
    accessGained: [{ use, logs: "s3://archive/cloudtrail-logs", who: "role/auditor" }],
  })),
  {
    rule: "policy-not-comparable",
    flagged: [updated("aws_s3_bucket_policy", { bucket: "archive", policy: twice }, bucketPolicy(read))],
    passed: [
      updated(
        "aws_s3_bucket_policy",
        bucketPolicy(read),
        bucketPolicy({ ...read, Condition: { StringEquals: { "s3:x-amz-acl": "private" } } }),
      ),
    ],
  },
];
