import type { Call, CloudTrailEvent } from "../events/event";
import { account, arn } from "../values";
import { type Examples, event, refused, who } from "./example";
import { crawler, onBehalf, serviceLinked } from "./tampering-callers";

const trailArn = arn("cloudtrail", "eu-west-1", account(1), "trail/acme-organization-trail");
const dataStore = arn("cloudtrail", "eu-west-1", account(3), "eventdatastore/0a1b2c3d");
const keyArn = arn("kms", "eu-west-1", account(3), "key/0a1b2c3d");
const failed = (code: string) => ({ error: { code, message: code } });

const trail = (name: string, request: object = { name: trailArn }, more: Partial<Call> = {}): CloudTrailEvent =>
  event("cloudtrail", name, { account: account(1), request: { ...request }, ...more });

/** The response of `UpdateTrail`: the settings of the trail after the change. */
const trailAfter = (changes: object = {}) => ({
  response: {
    name: "acme-organization-trail",
    s3BucketName: `acme-trail-archive-${account(2)}`,
    includeGlobalServiceEvents: true,
    isMultiRegionTrail: true,
    logFileValidationEnabled: true,
    isOrganizationTrail: true,
    cloudWatchLogsLogGroupArn: arn("logs", "eu-west-1", account(1), "log-group:acme-organization-trail:*"),
    ...changes,
  },
});

const selectors = (trailName: string, selector: object) => ({
  trailName,
  eventSelectors: [
    { readWriteType: "All", includeManagementEvents: true, dataResources: [], excludeManagementEventSources: [] },
    { readWriteType: "All", includeManagementEvents: true, dataResources: [], ...selector },
  ],
});

const onBucket = (name: string, bucket: string, request: object = {}, more: Partial<Call> = {}): CloudTrailEvent =>
  event("s3", name, {
    account: account(2),
    request: { bucketName: bucket, Host: `${bucket}.s3.eu-west-1.amazonaws.com`, ...request },
    ...more,
  });
const trailArchive = `acme-trail-archive-${account(2)}`;
const configArchive = `acme-config-archive-${account(2)}`;
const serviceLogs = `acme-service-logs-${account(2)}`;
const accessLogs = `acme-access-logs-${account(2)}`;
const accessLogsOfMember = `acme-access-logs-${account(3)}`;

/** Buckets of teams: one in the log-archive account, and one in another account with the same name prefix as the archives. */
const ofTeams = [`website-${account(2)}`, `acme-website-${account(3)}`];

const log = (name: string, request: object, more: Partial<Call> = {}): CloudTrailEvent =>
  event("logs", name, { account: account(1), request: { ...request }, ...more });
const ofTrail = { logGroupName: "acme-organization-trail" };
const ofWebsite = { logGroupName: "/app/website" };
const trailLogGroupArn = arn("logs", "eu-west-1", account(1), "log-group:acme-organization-trail");

const kms = (name: string, request: object = { keyId: keyArn }, more: Partial<Call> = {}): CloudTrailEvent =>
  event("kms", name, { request: { ...request }, ...more });
const keyPolicy = (bypassPolicyLockoutSafetyCheck: boolean) => ({
  keyId: keyArn,
  policyName: "default",
  policy: "{}",
  bypassPolicyLockoutSafetyCheck,
});

const attribute = (key: string, value: string) => ({
  loadBalancerArn: arn("elasticloadbalancing", "eu-west-1", account(3), "loadbalancer/app/website/0a1b2c3d"),
  attributes: [{ key, value }],
});
const flowLogs = { DeleteFlowLogsRequest: { FlowLogId: { tag: 1, content: "fl-0a1b2c3d" } } };
const logging = (status: object) => ({
  logging: "",
  BucketLoggingStatus: { xmlns: "http://s3.amazonaws.com/doc/2006-03-01/", ...status },
});

/** Events that the detections of tampering with logs match, and near misses. */
export const logTamperingExamples: Readonly<Record<string, Examples>> = {
  "trail-blinded": {
    fires: [
      trail("StopLogging"),
      trail("DeleteTrail", { name: "website-trail" }, { account: account(3), caller: who.user }),
      trail("DeleteTrail", { name: trailArn }, { caller: who.root }),
      trail("UpdateTrail", { name: trailArn, isMultiRegionTrail: false }, trailAfter({ isMultiRegionTrail: false })),
      trail("UpdateTrail", { name: trailArn }, trailAfter({ logFileValidationEnabled: false })),
      trail("UpdateTrail", { name: trailArn, s3BucketName: "mallory" }, trailAfter({ s3BucketName: "mallory" })),
      trail("UpdateTrail", { name: trailArn }, trailAfter({ cloudWatchLogsLogGroupArn: undefined })),
      trail("UpdateTrail", { name: trailArn, isOrganizationTrail: false }, trailAfter({ isOrganizationTrail: false })),
      trail("PutEventSelectors", { trailName: trailArn, advancedEventSelectors: [] }),
      trail("PutEventSelectors", selectors("audit", { includeManagementEvents: false })),
      trail("PutEventSelectors", selectors("audit", { readWriteType: "ReadOnly" })),
    ],
    quiet: [
      trail("StartLogging"),
      trail("GetEventSelectors", { trailName: trailArn }),
      trail("StopLogging", { name: trailArn }, failed("AccessDeniedException")),
      trail("UpdateTrail", { name: trailArn, kmsKeyId: keyArn }, trailAfter()),
      trail(
        "UpdateTrail",
        { name: "website-trail", isOrganizationTrail: false, isMultiRegionTrail: false },
        trailAfter({ isOrganizationTrail: false, isMultiRegionTrail: false, s3BucketName: "website-trail" }),
      ),
      trail("PutEventSelectors", selectors("website-trail", { readWriteType: "WriteOnly" })),
      event("ivs", "StopLogging", { request: { name: trailArn } }),
    ],
  },
  "trail-tampering-refused": {
    fires: [
      trail("StopLogging", { name: trailArn }, { ...failed("AccessDeniedException"), account: account(3) }),
      trail("DeleteTrail", { name: trailArn }, failed("InvalidHomeRegionException")),
      trail("PutEventSelectors", selectors(trailArn, { includeManagementEvents: false }), failed("AccessDenied")),
      trail("UpdateTrail", { name: trailArn }, { ...failed("AccessDenied"), caller: who.person }),
      trail("DeleteEventDataStore", { eventDataStore: dataStore }, failed("EventDataStoreTerminationProtected")),
      trail("StopEventDataStoreIngestion", { eventDataStore: dataStore }, failed("AccessDenied")),
      trail("PutInsightSelectors", { trailName: trailArn, insightSelectors: [] }, failed("AccessDenied")),
    ],
    quiet: [
      trail("StopLogging"),
      trail("GetTrailStatus", { name: trailArn }, failed("AccessDenied")),
      trail("StopLogging", { name: trailArn }, failed("ThrottlingException")),
      trail("DeleteTrail", { name: trailArn }, { ...failed("TrailNotFoundException"), caller: who.pipeline }),
      trail("StartLogging", { name: trailArn }, failed("AccessDenied")),
      event("ivs", "StopLogging", refused),
    ],
  },
  "event-data-store-changes": {
    fires: [
      trail("DeleteEventDataStore", { eventDataStore: dataStore }),
      trail("StopEventDataStoreIngestion", { eventDataStore: dataStore }, { caller: who.user }),
      trail("UpdateEventDataStore", { eventDataStore: dataStore, retentionPeriod: 7 }),
      trail("UpdateChannel", { channel: "partner" }),
      trail("DeleteChannel", { channel: "partner" }, { caller: who.pipeline }),
      trail("DisableFederation", { eventDataStore: dataStore }),
      trail("PutResourcePolicy", { resourceArn: dataStore, resourcePolicy: "{}" }),
      trail("DeleteResourcePolicy", { resourceArn: dataStore }),
      trail("PutInsightSelectors", { trailName: trailArn, insightSelectors: [] }),
    ],
    quiet: [
      trail("GetEventDataStore", { eventDataStore: dataStore }),
      trail("StartEventDataStoreIngestion", { eventDataStore: dataStore }),
      trail("CreateEventDataStore", { name: "investigation" }),
      trail("DeleteEventDataStore", { eventDataStore: dataStore }, refused),
      trail("PutInsightSelectors", {
        trailName: trailArn,
        insightSelectors: [{ insightType: "ApiErrorRateInsight" }],
      }),
      event("mediatailor", "DeleteChannel", { request: { channel: "partner" } }),
    ],
  },
  "archive-guard-removed": {
    fires: [
      onBucket("DeleteBucket", trailArchive, {}, { caller: who.root, ...refused }),
      onBucket("DeleteBucketPolicy", trailArchive),
      onBucket("PutBucketPolicy", configArchive, { bucketPolicy: { Statement: [] } }),
      onBucket("PutBucketLifecycle", serviceLogs, {
        LifecycleConfiguration: { Rule: { ID: "tidy", Status: "Enabled", Expiration: { Days: 1 } } },
      }),
      onBucket("PutBucketVersioning", accessLogs, { VersioningConfiguration: { Status: "Suspended" } }),
      onBucket("PutBucketObjectLockConfiguration", trailArchive, {
        ObjectLockConfiguration: { ObjectLockEnabled: "Enabled" },
      }),
      onBucket("PutObjectLockConfiguration", trailArchive, {}, refused),
      onBucket("DeleteBucketPublicAccessBlock", trailArchive, { publicAccessBlock: "" }),
      onBucket("DeleteBucketEncryption", configArchive),
      onBucket("DeleteBucketReplication", trailArchive, {}, { caller: who.person }),
      onBucket("DeleteBucketOwnershipControls", serviceLogs),
      onBucket("DeleteBucketPolicy", `acme-query-results-${account(2)}`),
      onBucket("DeleteBucketPolicy", `aws-waf-logs-acme-${account(2)}`),
      onBucket("DeleteBucketPolicy", `acme-config-archive-copy-${account(2)}`),
      onBucket("DeleteBucketReplication", accessLogsOfMember, {}, { account: account(3) }),
    ],
    quiet: [
      onBucket("DeleteBucketPolicy", "web-assets"),
      ...ofTeams.map((bucket) => onBucket("DeleteBucketPolicy", bucket)),
      onBucket("DeleteBucketPolicy", "acme-photo-archive-2019"),
      onBucket("GetBucketPolicy", trailArchive, {}, { caller: who.config }),
      onBucket("PutBucketVersioning", trailArchive, { VersioningConfiguration: { Status: "Enabled" } }),
      onBucket("DeleteBucketTagging", trailArchive),
      onBucket("PutBucketTagging", trailArchive),
      onBucket("PutObject", trailArchive, {}, { caller: who.service("cloudtrail.amazonaws.com") }),
      event("s3express", "DeleteBucketPolicy", { request: { bucketName: trailArchive } }),
    ],
  },
  "archive-settings-changed": {
    fires: [
      onBucket("PutBucketEncryption", trailArchive, { ServerSideEncryptionConfiguration: {} }),
      onBucket("PutBucketLogging", configArchive, logging({})),
      onBucket("PutBucketReplication", trailArchive, { ReplicationConfiguration: {} }),
      onBucket("PutBucketAcl", accessLogs, {}, refused),
      onBucket("PutBucketPublicAccessBlock", serviceLogs, {
        PublicAccessBlockConfiguration: { BlockPublicPolicy: false },
      }),
      onBucket("PutBucketOwnershipControls", trailArchive),
      onBucket("PutBucketNotification", trailArchive),
      onBucket("PutBucketPublicAccessBlock", `acme-query-results-${account(2)}`),
      onBucket("PutBucketRequestPayment", `aws-waf-logs-acme-${account(2)}`),
      onBucket("PutBucketReplication", accessLogsOfMember, {}, { account: account(3) }),
      event("athena", "DeleteWorkGroup", { request: { workGroup: "acme-audit", recursiveDeleteOption: true } }),
      event("athena", "UpdateWorkGroup", { request: { workGroup: "acme-audit" }, caller: who.pipeline }),
      event("athena", "UpdateWorkGroup", { request: { workGroup: "acme-checks" } }),
      event("athena", "DeleteWorkGroup", { request: { workGroup: "acme-responders" } }),
      onBucket("PutBucketInventoryConfiguration", serviceLogs),
      onBucket("PutBucketAnalyticsConfiguration", trailArchive),
      event("glue", "DeleteDatabase", { request: { name: "acme_audit" } }),
      event("glue", "UpdateTable", { request: { databaseName: "acme_audit", tableInput: { name: "cloudtrail" } } }),
      event("glue", "BatchDeleteTable", { request: { databaseName: "acme_audit", tablesToDelete: ["cloudtrail"] } }),
    ],
    quiet: [
      onBucket("PutBucketEncryption", "web-assets"),
      ...ofTeams.map((bucket) => onBucket("PutBucketAcl", bucket)),
      onBucket("PutBucketTagging", trailArchive),
      onBucket("GetBucketEncryption", trailArchive, {}, { caller: who.config }),
      event("athena", "UpdateWorkGroup", { request: { workGroup: "analysts" } }),
      event("athena", "UpdateWorkGroup", { request: { workGroup: "data-quality-checks" } }),
      event("athena", "StartQueryExecution", { request: { workGroup: "acme-audit" } }),
      event("glue", "UpdateTable", { request: { databaseName: "acme_audit" }, caller: crawler }),
      event("glue", "GetTable", { request: { databaseName: "acme_audit", name: "cloudtrail" } }),
      event("glue", "DeleteTable", { request: { databaseName: "sales", name: "orders" } }),
      event("redshift", "DeleteDatabase", { request: { name: "acme_audit" } }),
      event("glue", "DeleteDatabase", { request: { name: "sales" } }),
    ],
  },
  "key-access-changed": {
    fires: [
      kms("CreateGrant", { keyId: keyArn }, { caller: onBehalf(who.pipeline, "states.amazonaws.com") }),
      kms("PutKeyPolicy", keyPolicy(false)),
      kms("PutKeyPolicy", keyPolicy(false), { caller: who.pipeline }),
      kms("CreateGrant", { keyId: keyArn, granteePrincipal: "mallory", operations: ["Decrypt"] }),
      kms("RevokeGrant", { keyId: keyArn, grantId: "0a1b" }, { caller: who.person }),
      kms("RetireGrant", { grantId: "0a1b" }, { caller: who.user }),
      kms("UpdateAlias", { aliasName: "alias/acme-archive", targetKeyId: "mallory" }),
      kms("DeleteAlias", { aliasName: "alias/acme-monitoring" }),
      kms("RetireGrant", { grantId: "0a1b" }, { caller: who.service("ebs.amazonaws.com") }),
    ],
    quiet: [
      kms("CreateGrant", { keyId: keyArn }, { caller: onBehalf(who.pipeline, "AWS Internal") }),
      kms("CreateGrant", { keyId: keyArn }, { caller: onBehalf(who.pipeline, "rds.amazonaws.com") }),
      kms("CreateGrant", { keyId: keyArn }, { caller: who.service("dynamodb.amazonaws.com") }),
      kms("RetireGrant", { keyId: keyArn }, { caller: serviceLinked("backup", "Backup") }),
      kms("CreateGrant", { keyId: keyArn }, { caller: serviceLinked("autoscaling", "AutoScaling") }),
      kms("CreateGrant", { keyId: keyArn }, { caller: onBehalf(who.pipeline, "ec2.amazonaws.com") }),
      kms("PutKeyPolicy", keyPolicy(false), refused),
      kms("GetKeyPolicy"),
      kms("UpdateAlias", { aliasName: "alias/website", targetKeyId: keyArn }),
      kms("CreateAlias", { aliasName: "alias/acme-archive", targetKeyId: keyArn }),
      event("ssm-contacts", "PutKeyPolicy"),
    ],
  },
  "trail-log-group-tampering": {
    fires: [
      log("DeleteLogGroup", ofTrail),
      log("DeleteLogStream", { ...ofTrail, logStreamName: "o-a1b2c3d4e5_CloudTrail_eu-west-1" }, refused),
      log("DeleteMetricFilter", { ...ofTrail, filterName: "acme-root-use" }, { caller: who.person }),
      log("PutRetentionPolicy", { ...ofTrail, retentionInDays: 1 }),
      log("PutDataProtectionPolicy", { logGroupIdentifier: trailLogGroupArn, policyDocument: "{}" }),
      log("PutTransformer", { logGroupIdentifier: "acme-organization-trail", transformerConfig: [] }),
      log("DisassociateKmsKey", { resourceIdentifier: `${trailLogGroupArn}:*` }),
      log("PutLogGroupDeletionProtection", { logGroupIdentifier: trailLogGroupArn, deletionProtectionEnabled: false }),
      log("PutSubscriptionFilter", { ...ofTrail, destinationArn: "mallory" }),
      log("DeleteSubscriptionFilter", { ...ofTrail, filterName: "to-siem" }),
    ],
    quiet: [
      log("DeleteLogGroup", ofWebsite),
      log("DescribeMetricFilters", ofTrail),
      log("PutRetentionPolicy", { ...ofTrail, retentionInDays: 365 }),
      log("PutRetentionPolicy", { ...ofWebsite, retentionInDays: 1 }),
      log("PutLogGroupDeletionProtection", { logGroupIdentifier: trailLogGroupArn, deletionProtectionEnabled: true }),
      log("CreateLogStream", ofTrail, { caller: who.service("cloudtrail.amazonaws.com") }),
      event("iotevents", "DeleteLogGroup", { request: ofTrail }),
    ],
  },
  "log-delivery-cut": {
    fires: [
      log("DeleteSubscriptionFilter", { ...ofWebsite, filterName: "to-siem" }),
      log("DeleteDestination", { destinationName: "siem" }),
      log("DeleteDeliverySource", { name: "waf" }, { caller: who.person }),
      log("PutAccountPolicy", { policyName: "mask", policyType: "DATA_PROTECTION_POLICY" }),
      log("DeleteAccountPolicy", { policyName: "siem", policyType: "SUBSCRIPTION_FILTER_POLICY" }),
      log("DeleteResourcePolicy", { policyName: "dns-query-logs" }),
      log("DisassociateKmsKey", ofWebsite),
      log("PutRetentionPolicy", { ...ofWebsite, retentionInDays: 1 }, { caller: who.pipeline }),
      event("ssm", "UpdateDocument", { request: { name: "SSM-SessionManagerRunShell", documentVersion: "$LATEST" } }),
      event("ssm", "UpdateDocumentDefaultVersion", {
        request: { name: "SSM-SessionManagerRunShell", documentVersion: "2" },
      }),
      event("ssm", "DeleteDocument", { request: { name: "SSM-SessionManagerRunShell" } }),
      event("rds", "StopActivityStream"),
      event("rds", "ModifyActivityStream", { request: { auditPolicyState: "unlocked" } }),
      log("DeleteSubscriptionFilter", ofWebsite, { caller: onBehalf(who.pipeline, "cloudformation.amazonaws.com") }),
    ],
    quiet: [
      log("PutRetentionPolicy", { ...ofWebsite, retentionInDays: 30 }),
      log("PutRetentionPolicy", { ...ofWebsite, retentionInDays: 5 }),
      log("PutSubscriptionFilter", ofWebsite),
      log("DeleteSubscriptionFilter", ofWebsite, refused),
      event("ssm", "GetDocument", { request: { name: "SSM-SessionManagerRunShell" } }),
      event("ssm", "UpdateDocument", { request: { name: "patch-hosts" } }),
      event("es", "DeleteDestination"),
      event("rds", "StartActivityStream"),
      event("dynamodb", "StopActivityStream"),
    ],
  },
  "log-sources-switched-off": {
    fires: [
      event("ec2", "DeleteFlowLogs", { request: flowLogs }),
      event("ec2", "DeleteFlowLogs", { request: flowLogs, ...failed("Client.UnauthorizedOperation") }),
      event("route53resolver", "DisassociateResolverQueryLogConfig", { request: { resourceId: "vpc-0a1b2c3d" } }),
      event("route53resolver", "DeleteResolverQueryLogConfig", { caller: who.person }),
      event("route53", "DeleteQueryLoggingConfig", { region: "us-east-1", request: { id: "0a1b" } }),
      event("wafv2", "DeleteLoggingConfiguration"),
      onBucket("PutBucketLogging", "web-assets", logging({})),
      event("elasticloadbalancing", "ModifyLoadBalancerAttributes", {
        request: attribute("access_logs.s3.enabled", "false"),
      }),
      event("elasticloadbalancing", "ModifyLoadBalancerAttributes", {
        request: { loadBalancerName: "website", loadBalancerAttributes: { accessLog: { enabled: false } } },
      }),
      event("ec2", "DeleteFlowLogs", {
        request: flowLogs,
        caller: onBehalf(who.pipeline, "cloudformation.amazonaws.com"),
      }),
    ],
    quiet: [
      event("ec2", "CreateFlowLogs"),
      event("ec2", "DescribeFlowLogs", { caller: who.config }),
      event("route53resolver", "AssociateResolverQueryLogConfig"),
      event("route53", "CreateQueryLoggingConfig"),
      onBucket("PutBucketLogging", "web-assets", logging({ LoggingEnabled: { TargetBucket: "web-logs" } })),
      event("elasticloadbalancing", "ModifyLoadBalancerAttributes", {
        request: attribute("access_logs.s3.enabled", "true"),
      }),
      event("elasticloadbalancing", "ModifyLoadBalancerAttributes", {
        request: attribute("deletion_protection.enabled", "false"),
      }),
      event("network-firewall", "DeleteLoggingConfiguration"),
    ],
  },
};
