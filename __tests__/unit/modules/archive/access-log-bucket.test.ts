import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketObjectLockConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { AccessLogBucket, type AccessLogBucketProps } from "../../../../modules/archive/access-log-bucket";
import type { PolicyStatement } from "../../../../modules/iam/policy-document";
import { account, arn } from "../../../../sample-data/values";
import { synth } from "../../../support/synth";

const loggedBucketArn = arn("s3", "", "", "acme-logs");

const built = (props: Partial<AccessLogBucketProps> = {}) =>
  synth((scope) => {
    const { accessLog } = new AccessLogBucket(scope, "AccessLogs", {
      bucketName: "acme-access-logs",
      namePrefix: "acme",
      accountId: account(2),
      region: "eu-west-1",
      organizationId: "o-a1b2c3d4e5",
      writers: { loggedBucketArns: [loggedBucketArn] },
      ...props,
    });
    expect(accessLog).toMatchObject({ bucketName: "acme-access-logs", prefix: "s3-access-logs" });
  });
const statements = (props: Partial<AccessLogBucketProps> = {}): PolicyStatement[] =>
  JSON.parse(built(props).one(S3BucketPolicy).policy).Statement;

test("AccessLogBucket has neither a customer-managed key nor a lock, because S3 could not deliver access logs", () => {
  const resources = built();

  expect(resources.one(S3BucketServerSideEncryptionConfigurationA).rule).toEqual([
    { apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } },
  ]);
  expect(resources.all(S3BucketObjectLockConfigurationA)).toEqual([]);
});

test("allows only its writers to write", () => {
  const allowed = (props: Partial<AccessLogBucketProps>) =>
    statements(props)
      .filter(({ Effect }) => Effect === "Allow")
      .map(({ Sid }) => Sid);

  expect(allowed({})).toEqual(["S3ServerAccessLogsPolicy"]);
  expect(allowed({ writers: {} })).toEqual([]);
  expect(statements().map(({ Sid }) => Sid)).toContain("DenyForgery");
});

test("the replicating role of its own account may write", () => {
  const forgery = statements({ writers: { accessLogAccountIds: [account(2)] } }).find(
    ({ Sid }) => Sid === "DenyForgery",
  );

  expect(JSON.stringify(forgery?.Condition)).toContain("role/acme-access-log-replication");
});

test("keeps access logs for 90 days, or as the given lifecycle says", () => {
  const expiration = (props: Partial<AccessLogBucketProps> = {}) =>
    built(props).one(S3BucketLifecycleConfiguration).rule[0].expiration;

  expect(expiration()).toEqual([{ days: 90 }]);
  expect(expiration({ lifecycle: { expireDays: 30, noncurrentDays: 1, abortIncompleteUploadDays: 1 } })).toEqual([
    { days: 30 },
  ]);
});

test("AccessLogBucket can be destroyed only if preventDestroy is false", () => {
  expect(built().one(S3Bucket).lifecycle).toEqual({ prevent_destroy: true });
  expect(built({ preventDestroy: false }).one(S3Bucket).force_destroy).toBe(true);
});
