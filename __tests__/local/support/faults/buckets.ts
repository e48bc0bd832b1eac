import {
  DeleteBucketInventoryConfigurationCommand,
  DeleteBucketLifecycleCommand,
  DeleteBucketMetricsConfigurationCommand,
  DeleteBucketPolicyCommand,
  DeleteBucketReplicationCommand,
  DeletePublicAccessBlockCommand,
  GetBucketEncryptionCommand,
  GetBucketInventoryConfigurationCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLoggingCommand,
  GetBucketMetricsConfigurationCommand,
  GetBucketPolicyCommand,
  GetBucketReplicationCommand,
  GetObjectLockConfigurationCommand,
  GetPublicAccessBlockCommand,
  PutBucketEncryptionCommand,
  PutBucketInventoryConfigurationCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketLoggingCommand,
  PutBucketMetricsConfigurationCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketPolicyCommand,
  PutBucketReplicationCommand,
  PutBucketVersioningCommand,
  PutObjectLockConfigurationCommand,
  PutPublicAccessBlockCommand,
  type ReplicationRule,
  S3Client,
} from "@aws-sdk/client-s3";
import { account as accountId, arn } from "../../../../sample-data/values";
import { changedPolicy, type FaultyAccount, openTo, type PutFault } from "./faulty-account";

const trailArchive = ({ id }: FaultyAccount) => `acme-trail-archive-${id}`;
const accessLogs = ({ id }: FaultyAccount) => `acme-access-logs-${id}`;
const configArchive = ({ id }: FaultyAccount) => `acme-config-archive-${id}`;

/** Returns a fault of the policy of the trail archive. */
const policyFault =
  (change: (statements: Record<string, unknown>[], bucket: string) => Record<string, unknown>[]): PutFault =>
  async (account) => {
    const s3 = account.client(S3Client);
    const Bucket = trailArchive(account);
    const { Policy } = await s3.send(new GetBucketPolicyCommand({ Bucket }));
    const changed = changedPolicy(Policy, (statements) => change(statements, Bucket));
    await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: changed }));
    return () => s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
  };

const accessBlockFault =
  (put: (s3: S3Client, Bucket: string, block: object) => Promise<unknown>): PutFault =>
  async (account) => {
    const s3 = account.client(S3Client);
    const Bucket = trailArchive(account);
    const { PublicAccessBlockConfiguration } = await s3.send(new GetPublicAccessBlockCommand({ Bucket }));
    await put(s3, Bucket, PublicAccessBlockConfiguration ?? {});
    return () => s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }));
  };

const lockFault =
  (Rule: object | undefined): PutFault =>
  async (account) => {
    const s3 = account.client(S3Client);
    const Bucket = trailArchive(account);
    const { ObjectLockConfiguration } = await s3.send(new GetObjectLockConfigurationCommand({ Bucket }));
    const put = (configuration: object | undefined) =>
      s3.send(new PutObjectLockConfigurationCommand({ Bucket, ObjectLockConfiguration: configuration }));
    await put({ ObjectLockEnabled: "Enabled", Rule });
    return () => put(ObjectLockConfiguration);
  };

const lifecycleFault =
  (change: ((rules: readonly object[]) => object[]) | undefined): PutFault =>
  async (account) => {
    const s3 = account.client(S3Client);
    const Bucket = trailArchive(account);
    const { Rules = [], TransitionDefaultMinimumObjectSize } = await s3.send(
      new GetBucketLifecycleConfigurationCommand({ Bucket }),
    );
    const put = (rules: readonly object[]) =>
      s3.send(
        new PutBucketLifecycleConfigurationCommand({
          Bucket,
          TransitionDefaultMinimumObjectSize,
          LifecycleConfiguration: { Rules: rules as typeof Rules },
        }),
      );
    await (change === undefined ? s3.send(new DeleteBucketLifecycleCommand({ Bucket })) : put(change(Rules)));
    return () => put(Rules);
  };

const loggingFault =
  (BucketLoggingStatus: (account: FaultyAccount) => object): PutFault =>
  async (account) => {
    const s3 = account.client(S3Client);
    const Bucket = trailArchive(account);
    const { LoggingEnabled } = await s3.send(new GetBucketLoggingCommand({ Bucket }));
    await s3.send(new PutBucketLoggingCommand({ Bucket, BucketLoggingStatus: BucketLoggingStatus(account) }));
    return () => s3.send(new PutBucketLoggingCommand({ Bucket, BucketLoggingStatus: { LoggingEnabled } }));
  };

const replicationFault =
  (change: ((rule: ReplicationRule) => ReplicationRule) | undefined): PutFault =>
  async (account) => {
    const s3 = account.client(S3Client);
    const Bucket = configArchive(account);
    const { ReplicationConfiguration: before } = await s3.send(new GetBucketReplicationCommand({ Bucket }));
    const put = (ReplicationConfiguration: typeof before) =>
      s3.send(new PutBucketReplicationCommand({ Bucket, ReplicationConfiguration }));
    if (change === undefined) await s3.send(new DeleteBucketReplicationCommand({ Bucket }));
    else await put({ Role: before?.Role, Rules: (before?.Rules ?? []).map(change) });
    return () => put(before);
  };

/** Faults of buckets. */
export const bucketFaults: Readonly<Record<string, PutFault>> = {
  "a statement of a bucket policy is removed": policyFault((statements) => statements.slice(1)),
  "a statement that allows another account to read is added to a bucket policy": policyFault((statements, bucket) => [
    ...statements,
    openTo("s3:GetObject", arn("s3", "", "", `${bucket}/*`), arn("iam", "", accountId(9), "root")),
  ]),
  "the condition of a denial in a bucket policy is removed": policyFault((statements) =>
    statements.map((one) =>
      one["Sid"] === "DenyPlainHttp" ? { ...one, Condition: { Null: { "aws:CalledVia": "false" } } } : one,
    ),
  ),
  "a bucket policy is deleted": async (account) => {
    const s3 = account.client(S3Client);
    const Bucket = trailArchive(account);
    const { Policy } = await s3.send(new GetBucketPolicyCommand({ Bucket }));
    await s3.send(new DeleteBucketPolicyCommand({ Bucket }));
    return () => s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
  },
  "one of the four settings of a public access block is disabled": accessBlockFault((s3, Bucket, block) =>
    s3.send(
      new PutPublicAccessBlockCommand({
        Bucket,
        PublicAccessBlockConfiguration: { ...block, RestrictPublicBuckets: false },
      }),
    ),
  ),
  "the public access block of a bucket is deleted": accessBlockFault((s3, Bucket) =>
    s3.send(new DeletePublicAccessBlockCommand({ Bucket })),
  ),
  "a bucket encrypts without the archive key": async (account) => {
    const s3 = account.client(S3Client);
    const Bucket = trailArchive(account);
    const { ServerSideEncryptionConfiguration: before } = await s3.send(new GetBucketEncryptionCommand({ Bucket }));
    const put = (ServerSideEncryptionConfiguration: typeof before) =>
      s3.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration }));
    await put({ Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } }] });
    return () => put(before);
  },
  "the versioning of a bucket is suspended": async (account) => {
    const s3 = account.client(S3Client);
    const put = (Status: "Enabled" | "Suspended") =>
      s3.send(new PutBucketVersioningCommand({ Bucket: accessLogs(account), VersioningConfiguration: { Status } }));
    await put("Suspended");
    return () => put("Enabled");
  },
  "the default retention of a bucket is shortened": lockFault({ DefaultRetention: { Mode: "GOVERNANCE", Days: 1 } }),
  "the default retention of a bucket is removed": lockFault(undefined),
  "the lifecycle of a bucket is shortened": lifecycleFault((rules) =>
    rules.map((rule) => ({ ...rule, Expiration: { Days: 1_000 } })),
  ),
  "a lifecycle rule that deletes logs after a day is added": lifecycleFault((rules) => [
    ...rules,
    { ID: "cleanup", Status: "Enabled", Filter: { Prefix: "cloudtrail-logs/" }, Expiration: { Days: 1 } },
  ]),
  "the lifecycle of a bucket is deleted": lifecycleFault(undefined),
  "the writers of objects in a bucket own them": async (account) => {
    const s3 = account.client(S3Client);
    const put = (ObjectOwnership: "ObjectWriter" | "BucketOwnerEnforced") =>
      s3.send(
        new PutBucketOwnershipControlsCommand({
          Bucket: trailArchive(account),
          OwnershipControls: { Rules: [{ ObjectOwnership }] },
        }),
      );
    await put("ObjectWriter");
    return () => put("BucketOwnerEnforced");
  },
  "the access logs of an archive are disabled": loggingFault(() => ({})),
  "the access logs of an archive have another prefix": loggingFault((account) => ({
    LoggingEnabled: { TargetBucket: accessLogs(account), TargetPrefix: "elsewhere/" },
  })),
  "a replication rule is disabled": replicationFault((rule) => ({ ...rule, Status: "Disabled" })),
  "a replication rule has another destination bucket": replicationFault((rule) => ({
    ...rule,
    Destination: { ...rule.Destination, Bucket: arn("s3", "", "", "elsewhere") },
  })),
  "the replication of a bucket is deleted": replicationFault(undefined),
  "the list of versions of an archive is deleted": async (account) => {
    const s3 = account.client(S3Client);
    const key = { Bucket: configArchive(account), Id: "versions" };
    const { InventoryConfiguration } = await s3.send(new GetBucketInventoryConfigurationCommand(key));
    await s3.send(new DeleteBucketInventoryConfigurationCommand(key));
    return () => s3.send(new PutBucketInventoryConfigurationCommand({ ...key, InventoryConfiguration }));
  },
  "the request metrics of the trail archive are deleted": async (account) => {
    const s3 = account.client(S3Client);
    const key = { Bucket: trailArchive(account), Id: "trail-files" };
    const { MetricsConfiguration } = await s3.send(new GetBucketMetricsConfigurationCommand(key));
    await s3.send(new DeleteBucketMetricsConfigurationCommand(key));
    return () => s3.send(new PutBucketMetricsConfigurationCommand({ ...key, MetricsConfiguration }));
  },
};
