import { parseFilterPattern } from "../../../../aws-semantics/filter-pattern/filter-pattern";
import { matches } from "../../../../aws-semantics/filter-pattern/filter-predicate";
import { tamperingDetections } from "../../../../detections/catalog/tampering";
import { Callers } from "../../../../sample-data/events/callers";
import { eventOf } from "../../../../sample-data/events/event";
import { ordinaryHour } from "../../../../sample-data/events/ordinary-traffic";
import { Random } from "../../../../sample-data/events/random";
import { account, partition } from "../../../../sample-data/values";
import { examples } from "../../../../sample-data/detection-examples/all";

/** Returns the ids of the tampering detections that match an event. */
const noticedBy = (subject: object) =>
  tamperingDetections.filter(({ pattern }) => matches(parseFilterPattern(pattern), subject)).map(({ id }) => id);

/** Calls that disable or change logging, by service. */
const dangerous: Readonly<Record<string, readonly string[]>> = {
  cloudtrail: [
    "StopLogging",
    "DeleteTrail",
    "UpdateTrail",
    "PutEventSelectors",
    "PutInsightSelectors",
    "DeleteEventDataStore",
    "StopEventDataStoreIngestion",
    "UpdateEventDataStore",
    "DeleteChannel",
    "UpdateChannel",
    "RegisterOrganizationDelegatedAdmin",
    "DeregisterOrganizationDelegatedAdmin",
  ],
  s3: [
    "PutBucketPolicy",
    "DeleteBucketPolicy",
    "PutBucketObjectLockConfiguration",
    "PutBucketVersioning",
    "PutBucketLifecycle",
    "PutBucketReplication",
    "DeleteBucketReplication",
    "PutBucketEncryption",
    "DeleteBucketEncryption",
    "PutBucketPublicAccessBlock",
    "DeleteBucketPublicAccessBlock",
    "PutBucketLogging",
    "PutBucketOwnershipControls",
    "DeleteBucketOwnershipControls",
    "DeleteBucket",
  ],
  kms: [
    "DisableKey",
    "ScheduleKeyDeletion",
    "PutKeyPolicy",
    "CreateGrant",
    "RevokeGrant",
    "RetireGrant",
    "DeleteImportedKeyMaterial",
    "UpdateAlias",
  ],
  logs: [
    "DeleteLogGroup",
    "DeleteLogStream",
    "PutRetentionPolicy",
    "DeleteMetricFilter",
    "PutMetricFilter",
    "DeleteSubscriptionFilter",
    "PutSubscriptionFilter",
    "PutDataProtectionPolicy",
    "DeleteResourcePolicy",
    "DisassociateKmsKey",
  ],
  monitoring: ["DeleteAlarms", "DisableAlarmActions", "SetAlarmState", "DeleteDashboards"],
  sns: ["DeleteTopic", "Unsubscribe", "SetTopicAttributes"],
  events: ["DisableRule", "DeleteRule", "RemoveTargets", "PutPermission", "RemovePermission"],
  config: [
    "StopConfigurationRecorder",
    "DeleteConfigurationRecorder",
    "DeleteDeliveryChannel",
    "DeleteConfigRule",
    "DeleteConfigurationAggregator",
    "DeleteConformancePack",
  ],
  ec2: ["DeleteFlowLogs"],
  route53resolver: ["DisassociateResolverQueryLogConfig", "DeleteResolverQueryLogConfig"],
  elasticloadbalancing: ["ModifyLoadBalancerAttributes"],
  guardduty: [
    "DeleteDetector",
    "UpdateDetector",
    "StopMonitoringMembers",
    "DisassociateMembers",
    "DeleteMembers",
    "DisassociateFromAdministratorAccount",
    "DeletePublishingDestination",
    "CreateIPSet",
    "CreateFilter",
    "DisableOrganizationAdminAccount",
  ],
  securityhub: ["DisableSecurityHub", "BatchDisableStandards", "BatchUpdateFindings", "EnableOrganizationAdminAccount"],
  macie2: ["DisableMacie"],
  inspector2: ["Disable"],
  detective: ["DeleteGraph"],
  "access-analyzer": ["DeleteAnalyzer"],
  wafv2: ["DeleteWebACL", "DisassociateWebACL"],
  ssm: ["UpdateDocument"],
  athena: ["DeleteWorkGroup"],
  glue: ["DeleteDatabase", "UpdateTable"],
  organizations: [
    "LeaveOrganization",
    "RemoveAccountFromOrganization",
    "DetachPolicy",
    "DisablePolicyType",
    "DisableAWSServiceAccess",
    "RegisterDelegatedAdministrator",
    "DeregisterDelegatedAdministrator",
  ],
  backup: ["DeleteBackupVaultLockConfiguration", "DeleteRecoveryPoint", "DeleteBackupVault"],
};

test.each(Object.entries(dangerous))(
  "every dangerous call of %s has an example event that a detection matches",
  (service, names) => {
    const fired = Object.values(examples)
      .flatMap(({ fires }) => fires)
      .filter(({ eventSource }) => eventSource === `${service}.amazonaws.com`)
      .map(({ eventName }) => eventName);

    expect(names.filter((name) => !fired.includes(name))).toEqual([]);
  },
);

test("page when the trail, the archive, the alarms or the alerting are disabled", () => {
  const pages = tamperingDetections.filter(({ severity }) => severity === "page").map(({ id }) => id);

  expect(pages.toSorted()).toEqual([
    "alarm-topic-tampering",
    "archive-guard-removed",
    "config-recorder-stopped",
    "guardduty-blinded",
    "trail-blinded",
    "trail-log-group-tampering",
    "trail-tampering-refused",
  ]);
});

test("use no more metric filters than their share of the log group", () => {
  expect(tamperingDetections.length).toBeLessThanOrEqual(18);
  expect(tamperingDetections.filter(({ pattern }) => pattern.includes("%"))).toEqual([]);
});

test("match deletions only in large numbers if a single deletion is ordinary", () => {
  const bulk = tamperingDetections.filter(({ threshold }) => threshold !== undefined);

  expect(bulk.map(({ id, threshold }) => [id, threshold])).toEqual([["monitoring-deleted-in-bulk", 30]]);
});

test("match no event of an ordinary day", () => {
  const random = new Random("2026-01-15");
  const callers = new Callers(partition);
  const at = new Date("2026-01-15T12:00:00Z");
  const places = [1, 2, 3].flatMap((digit) =>
    ["eu-west-1", "us-east-1"].map((region) => ({ account: account(digit), region, people: ["ada"] })),
  );
  const calls = places.flatMap((place) =>
    Array.from({ length: 24 }, (_, hour) => ordinaryHour(place, hour, callers, random)).flat(),
  );

  expect(calls.length).toBeGreaterThan(500);
  expect(calls.map((call) => noticedBy(eventOf(call, at, random.uuid))).filter((ids) => ids.length > 0)).toEqual([]);
});
