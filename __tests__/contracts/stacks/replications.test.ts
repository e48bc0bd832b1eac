import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLoggingA } from "@cdktf/provider-aws/lib/s3-bucket-logging";
import { S3BucketObjectLockConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketReplicationConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-replication-configuration";
import { accountsOf } from "../../../config/derived/accounts";
import { LogArchiveStack } from "../../../stacks/log-archive/stack";
import { MemberStack } from "../../../stacks/member";
import { type Changes, parse } from "../../unit/config/configuration";
import { synthDefined } from "../../support/synth";
import { account, arn } from "../../../sample-data/values";

function logArchive(changes: Changes = {}) {
  const config = parse(changes);
  return synthDefined((app) => new LogArchiveStack(app, accountsOf(config).logArchive, config));
}

/** Returns the stack of an account. These tests do not depend on the role of the account. */
function stackOf(role: "management" | "member", changes: Changes = {}) {
  const config = parse({ "accounts.members": [{ name: "payments", id: account(3) }], ...changes });
  const { management, members } = accountsOf(config);
  const root = role === "member" ? (members[0] ?? management) : management;
  return synthDefined((app) => new MemberStack(app, root, config));
}

describe("archive.configArchive.lockedCopy", () => {
  const copied = { "archive.configArchive.lockedCopy.enabled": true };
  const ofCopy = (resources: ReturnType<typeof logArchive>) =>
    resources.all(S3Bucket).filter(({ bucket }) => bucket === `acme-config-archive-copy-${account(2)}`);

  test("creates nothing if it is disabled", () => {
    const resources = logArchive();

    expect(ofCopy(resources)).toEqual([]);
    expect(resources.all(S3BucketReplicationConfigurationA)).toEqual([]);
    expect(JSON.stringify(resources.json)).not.toMatch(/config-archive-copy|config-copy-/);
  });

  test.each([
    ["governance", "GOVERNANCE"],
    ["compliance", "COMPLIANCE"],
  ])("has a bucket with the archive's lock in mode %s and with the archive's guards", (mode, expected) => {
    const resources = logArchive({ ...copied, "archive.lock.mode": mode, "archive.lock.days": 30 });
    const [bucket, ...others] = ofCopy(resources);
    const lock = resources.all(S3BucketObjectLockConfigurationA).find(({ bucket: id }) => /ConfigCopy/.test(id));
    const policy = resources.all(S3BucketPolicy).find(({ bucket: id }) => /ConfigCopy/.test(id));

    expect(others).toEqual([]);
    expect(bucket.lifecycle).toEqual({ prevent_destroy: true });
    expect(lock.rule.default_retention).toEqual({ mode: expected, days: 30 });
    expect(policy.policy).toContain("DenyDeletion");
    expect(policy.policy).toContain("DenyWeakening");
  });

  test("allows only the replicating role of the account to write, not the archive's writers", () => {
    const [statements] = logArchive(copied)
      .all(S3BucketPolicy)
      .filter(({ bucket }) => /ConfigCopy/.test(bucket))
      .map(({ policy }) => JSON.parse(policy).Statement);

    expect(statements.filter(({ Effect }: { Effect: string }) => Effect === "Allow")).toEqual([]);
  });

  test("replicates with its own role, and with the key of the archive on both sides", () => {
    const resources = logArchive(copied);
    const { rule, role } = resources.one(S3BucketReplicationConfigurationA);
    const own = resources.all(IamRole).find(({ name }) => name === "acme-config-archive-replication");

    expect(own).toBeDefined();
    expect(role).toMatch(/^\$\{aws_iam_role\.Archives_ConfigCopy_Replication_Role_/);
    expect(rule[0].destination.encryption_configuration.replica_kms_key_id).toMatch(/^\$\{aws_kms_key\.ArchiveKey_/);
    expect(rule[0].source_selection_criteria.sse_kms_encrypted_objects.status).toBe("Enabled");
  });

  test("notifies topics of the management account when the replication fails, and when it is late", () => {
    const alarms = logArchive(copied)
      .all(CloudwatchMetricAlarm)
      .filter(({ alarm_name }) => alarm_name.startsWith("acme-config-copy-"));

    expect(alarms.map(({ metric_name, statistic, threshold }) => [metric_name, statistic, threshold])).toEqual([
      ["OperationsFailedReplication", "Sum", 1],
      ["ReplicationLatency", "Maximum", 3600],
    ]);
    for (const { alarm_actions } of alarms) {
      expect(alarm_actions).toEqual([arn("sns", "eu-west-1", account(1), "acme-audit-notify")]);
    }
  });
});

describe("logSources.accessLogs.buckets", () => {
  const logged = { "logSources.accessLogs.buckets": [{ account: account(3), bucket: "acme-payroll" }] };
  const policyOf = (changes: Changes) => stackOf("member", { ...logged, ...changes }).one(S3BucketPolicy).policy;

  test("creates nothing in an account without logged buckets", () => {
    expect(stackOf("member").all(S3Bucket)).toEqual([]);
    expect(stackOf("management", logged).all(S3BucketLoggingA)).toEqual([]);
  });

  test("logSources.accessLogs.buckets may list buckets of the management account, which may have no deploying role", () => {
    const change = { "logSources.accessLogs.buckets": [{ account: account(1), bucket: "acme-payroll" }] };
    const resources = stackOf("management", change);

    expect(resources.one(S3Bucket).bucket).toBe(`acme-access-logs-${account(1)}`);
    expect(resources.one(S3BucketPolicy).policy).not.toContain("DenyWeakening");
  });

  test("allows only the deploying role to configure the bucket, if the archive is protected", () => {
    expect(policyOf({})).toContain("DenyWeakening");
    expect(policyOf({ "archive.preventDestroy": false })).not.toContain("DenyWeakening");
  });

  test("allows the accounts with logged buckets to replicate to the access-log bucket of the archive", () => {
    const buckets = ["acme-payroll", "acme-invoices"].map((bucket) => ({ account: account(3), bucket }));
    const policies = logArchive({
      "accounts.members": [{ name: "payments", id: account(3) }],
      "logSources.accessLogs.buckets": buckets,
    }).all(S3BucketPolicy);
    const grants = policies
      .flatMap(({ policy }) => JSON.parse(policy).Statement)
      .filter(({ Sid }) => Sid.startsWith("AccessLogReplication"));

    expect(grants).toHaveLength(2);
    for (const { Condition } of grants) {
      expect(Condition.StringEquals["aws:PrincipalAccount"]).toEqual([account(3)]);
    }
    expect(JSON.stringify(logArchive().all(S3BucketPolicy))).not.toContain("AccessLogReplication");
  });
});
