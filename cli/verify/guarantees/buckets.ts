import {
  GetBucketEncryptionCommand,
  GetBucketInventoryConfigurationCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLoggingCommand,
  GetBucketMetricsConfigurationCommand,
  GetBucketNotificationConfigurationCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketReplicationCommand,
  GetBucketVersioningCommand,
  GetObjectLockConfigurationCommand,
  GetPublicAccessBlockCommand,
  S3Client,
  type QueueConfiguration,
  type TopicConfiguration,
} from "@aws-sdk/client-s3";
import { unlessAbsent } from "../../aws-reader/answers";
import { asTerraform, block, blocks, differences, matches } from "../compare";
import type { DeployedRegion } from "../deployed-region";
import type { Guarantee } from "../guarantee";
import { failuresOf } from "../metric-sums";
import { policyFacts } from "../policy-facts";
import { applyAgain } from "./fixes";

const s3 = (deployed: DeployedRegion) => deployed.client(S3Client);

/** Only bucket-policy reports a missing bucket, because every bucket has a policy. Other guarantees ignore this error. */
const noBucket = "NoSuchBucket";

const replication = "aws_s3_bucket_replication_configuration";

/** Settings of the public access block. */
const blocksOfAccess = ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"];

/** Guarantees of buckets. */
export const bucketGuarantees: readonly Guarantee[] = [
  {
    id: "bucket-policy",
    promise: "Every bucket exists, and has exactly the statements of its synthesized policy.",
    fix: applyAgain,
    types: ["aws_s3_bucket_policy"],
    reads: ["s3:GetBucketPolicy"],
    async find({ bucket: Bucket, policy }, deployed) {
      const answer = s3(deployed).send(new GetBucketPolicyCommand({ Bucket }));
      const found = await unlessAbsent(answer, "NoSuchBucketPolicy");
      return policyFacts(`bucket ${Bucket}`, policy, found?.Policy);
    },
  },
  {
    id: "bucket-not-public",
    promise: "Every bucket has all four settings that block public access.",
    fix: applyAgain,
    types: ["aws_s3_bucket_public_access_block"],
    reads: ["s3:GetBucketPublicAccessBlock"],
    async find(expected, deployed) {
      const Bucket: string = expected.bucket;
      const answer = s3(deployed).send(new GetPublicAccessBlockCommand({ Bucket }));
      const found = await unlessAbsent(answer, "NoSuchPublicAccessBlockConfiguration", noBucket);
      const actual = asTerraform(found?.PublicAccessBlockConfiguration ?? {});
      const fields = blocksOfAccess.map((name) => [name, [expected[name], actual[name] ?? false]] as const);
      return differences(`public access block of bucket ${Bucket}`, Object.fromEntries(fields));
    },
  },
  {
    id: "bucket-encryption",
    promise: "Every bucket encrypts new objects with the archive key, or with SSE-S3 where AWS supports only SSE-S3.",
    fix: applyAgain,
    types: ["aws_s3_bucket_server_side_encryption_configuration"],
    reads: ["s3:GetEncryptionConfiguration"],
    async find({ bucket: Bucket, rule }, deployed) {
      const answer = s3(deployed).send(new GetBucketEncryptionCommand({ Bucket }));
      const found = await unlessAbsent(answer, "ServerSideEncryptionConfigurationNotFoundError", noBucket);
      const [actual] = asTerraform(found?.ServerSideEncryptionConfiguration?.Rules ?? [{}]);
      const expected = block(rule);
      const [wanted, got] = [expected, actual].map((one) => block(one?.apply_server_side_encryption_by_default));
      return differences(`encryption of bucket ${Bucket}`, {
        algorithm: [wanted.sse_algorithm, got.sse_algorithm],
        key: [wanted.kms_master_key_id, got.kms_master_key_id],
        "bucket key": [expected.bucket_key_enabled ?? false, actual?.bucket_key_enabled ?? false],
      });
    },
  },
  {
    id: "bucket-versioning",
    promise: "Every bucket has versioning enabled.",
    fix: applyAgain,
    types: ["aws_s3_bucket_versioning"],
    reads: ["s3:GetBucketVersioning"],
    async find({ bucket: Bucket, versioning_configuration: versioning }, deployed) {
      const answer = s3(deployed).send(new GetBucketVersioningCommand({ Bucket }));
      const found = await unlessAbsent(answer, noBucket);
      return differences(`bucket ${Bucket}`, { versioning: [block(versioning).status, found?.Status] });
    },
  },
  {
    id: "mfa-delete",
    promise:
      "No bucket with a lifecycle in Terraform has MFA delete, because S3 then refuses every change of the lifecycle.",
    fix: "disable MFA delete as the root user with an MFA device before the next change of the lifecycle",
    types: ["aws_s3_bucket_lifecycle_configuration"],
    reads: ["s3:GetBucketVersioning"],
    async find({ bucket: Bucket }, deployed) {
      const found = await unlessAbsent(s3(deployed).send(new GetBucketVersioningCommand({ Bucket })), noBucket);
      return found?.MFADelete === "Enabled" ? [`bucket ${Bucket} has MFA delete`] : [];
    },
  },
  {
    id: "bucket-lock",
    promise: "The default retention of every locked bucket is as synthesized.",
    fix: applyAgain,
    types: ["aws_s3_bucket_object_lock_configuration"],
    reads: ["s3:GetBucketObjectLockConfiguration"],
    async find({ bucket: Bucket, rule }, deployed) {
      const answer = s3(deployed).send(new GetObjectLockConfigurationCommand({ Bucket }));
      const found = await unlessAbsent(answer, "ObjectLockConfigurationNotFoundError", noBucket);
      const expected = block(block(rule).default_retention);
      const { ObjectLockEnabled, Rule } = found?.ObjectLockConfiguration ?? {};
      return differences(`object lock of bucket ${Bucket}`, {
        status: ["Enabled", ObjectLockEnabled],
        mode: [expected.mode, Rule?.DefaultRetention?.Mode],
        days: [expected.days, Rule?.DefaultRetention?.Days],
        years: [expected.years, Rule?.DefaultRetention?.Years],
      });
    },
  },
  {
    id: "bucket-lifecycle",
    promise: "The lifecycle of every bucket is as synthesized: no rule deletes or moves a log earlier.",
    fix: "apply the root again before the rule runs at midnight UTC, then find who changed it with the saved query compliance-changes-outside-deployment",
    types: ["aws_s3_bucket_lifecycle_configuration"],
    reads: ["s3:GetLifecycleConfiguration"],
    async find({ bucket: Bucket, rule }, deployed) {
      const answer = s3(deployed).send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
      const found = await unlessAbsent(answer, "NoSuchLifecycleConfiguration", noBucket);
      const actual = blocks(asTerraform(found?.Rules ?? [], { transitions: "transition" }));
      const expected = blocks(rule);
      return [
        ...expected.flatMap((one) => {
          const same = actual.find(({ id }) => id === one.id);
          if (same === undefined) return [`lifecycle of bucket ${Bucket} has no rule ${one.id}`];
          const names = [...new Set([...Object.keys(one), ...Object.keys(same)])];
          const fields = names.map((name) => [name, [one[name], same[name]]] as const);
          return differences(`lifecycle rule ${one.id} of bucket ${Bucket}`, Object.fromEntries(fields));
        }),
        ...actual
          .filter(({ id }) => !expected.some((one) => one.id === id))
          .map(({ id }) => `lifecycle of bucket ${Bucket} has an unexpected rule: ${id}`),
      ];
    },
  },
  {
    id: "bucket-ownership",
    promise: "Every object belongs to the owner of its bucket, and access control lists have no effect.",
    fix: applyAgain,
    types: ["aws_s3_bucket_ownership_controls"],
    reads: ["s3:GetBucketOwnershipControls"],
    async find({ bucket: Bucket, rule }, deployed) {
      const answer = s3(deployed).send(new GetBucketOwnershipControlsCommand({ Bucket }));
      const found = await unlessAbsent(answer, "OwnershipControlsNotFoundError", noBucket);
      const actual = found?.OwnershipControls?.Rules?.[0]?.ObjectOwnership;
      return differences(`bucket ${Bucket}`, { ownership: [block(rule).object_ownership, actual] });
    },
  },
  {
    id: "bucket-access-logs",
    promise: "Every logged bucket delivers its access logs to the archive.",
    fix: applyAgain,
    types: ["aws_s3_bucket_logging"],
    reads: ["s3:GetBucketLogging"],
    async find({ bucket: Bucket, target_bucket: target, target_prefix: prefix }, deployed) {
      const answer = s3(deployed).send(new GetBucketLoggingCommand({ Bucket }));
      const logging = (await unlessAbsent(answer, noBucket))?.LoggingEnabled;
      return differences(`access logs of bucket ${Bucket}`, {
        target: [target, logging?.TargetBucket],
        prefix: [prefix, logging?.TargetPrefix],
      });
    },
  },
  {
    id: "bucket-replication",
    promise: "Every replicated bucket has its synthesized replication rules, and all of them are enabled.",
    fix: applyAgain,
    types: [replication],
    reads: ["s3:GetReplicationConfiguration"],
    async find({ bucket: Bucket, role, rule }, deployed) {
      const answer = s3(deployed).send(new GetBucketReplicationCommand({ Bucket }));
      const found = await unlessAbsent(answer, "ReplicationConfigurationNotFoundError", noBucket);
      const { Role, Rules = [] } = found?.ReplicationConfiguration ?? {};
      const actual = blocks(asTerraform(Rules));
      return [
        ...differences(`replication of bucket ${Bucket}`, { role: [role, Role] }),
        ...blocks(rule).flatMap((one) => {
          const same = actual.find(({ id }) => id === one.id);
          if (same === undefined) return [`replication of bucket ${Bucket} has no rule ${one.id}`];
          const [wanted, got] = [block(one.destination), block(same.destination)];
          return differences(`replication rule ${one.id} of bucket ${Bucket}`, {
            status: [one.status, same.status],
            destination: [wanted.bucket, got.bucket],
            "destination account": [wanted.account, got.account],
            "destination key": [
              block(wanted.encryption_configuration).replica_kms_key_id,
              block(got.encryption_configuration).replica_kms_key_id,
            ],
            metrics: [block(wanted.metrics).status ?? "Disabled", block(got.metrics).status ?? "Disabled"],
            "delete markers": [
              block(one.delete_marker_replication).status ?? "Disabled",
              block(same.delete_marker_replication).status ?? "Disabled",
            ],
            prefix: [block(one.filter).prefix, block(same.filter).prefix],
          });
        }),
      ];
    },
  },
  {
    id: "replica-written",
    promise: "S3 replicated the objects of every replicated bucket: no replication failed since yesterday.",
    fix: "correct the role, bucket or key that refused the replication, and replicate the failed objects: docs/runbooks/replica-behind.md",
    types: [replication],
    reads: ["cloudwatch:GetMetricData"],
    async find(expected, deployed) {
      const failures = { OperationsFailedReplication: `objects of bucket ${expected.bucket} were not replicated` };
      return failuresOf({
        expected,
        type: replication,
        failures,
        of: ({ bucket, rule }) => ({
          namespace: "AWS/S3",
          dimensions: {
            SourceBucket: bucket,
            DestinationBucket:
              String(block(block(rule).destination).bucket)
                .split(":")
                .at(-1) ?? "",
            RuleId: block(rule).id,
          },
        }),
        deployed,
      });
    },
  },
  {
    id: "bucket-notification",
    promise: "Every bucket sends notifications of new objects to its synthesized queues and topics.",
    fix: applyAgain,
    types: ["aws_s3_bucket_notification"],
    reads: ["s3:GetBucketNotification"],
    async find({ bucket: Bucket, queue, topic }, deployed) {
      const answer = s3(deployed).send(new GetBucketNotificationConfigurationCommand({ Bucket }));
      const { QueueConfigurations = [], TopicConfigurations = [] } = (await unlessAbsent(answer, noBucket)) ?? {};
      const queues = blocks(queue).flatMap((expected) => {
        const found = QueueConfigurations.find(({ Id }) => Id === expected["id"]);
        return ofNotification(Bucket, expected, found, { queue: [expected["queue_arn"], found?.QueueArn] });
      });
      const topics = blocks(topic).flatMap((expected) => {
        const found = TopicConfigurations.find(({ Id }) => Id === expected["id"]);
        return ofNotification(Bucket, expected, found, { topic: [expected["topic_arn"], found?.TopicArn] });
      });
      return [...queues, ...topics];
    },
  },
  {
    id: "bucket-version-list",
    promise: "S3 writes the daily inventory of versions, which shows overwritten logs.",
    fix: applyAgain,
    types: ["aws_s3_bucket_inventory"],
    reads: ["s3:GetInventoryConfiguration"],
    async find({ bucket: Bucket, name: Id, destination, schedule }, deployed) {
      const answer = s3(deployed).send(new GetBucketInventoryConfigurationCommand({ Bucket, Id }));
      const found = (await unlessAbsent(answer, "NoSuchConfiguration", noBucket))?.InventoryConfiguration;
      const target = block(block(destination).bucket);
      const actual = found?.Destination?.S3BucketDestination;
      return differences(`list of versions ${Id} of bucket ${Bucket}`, {
        status: [true, found?.IsEnabled ?? false],
        destination: [target.bucket_arn, actual?.Bucket],
        prefix: [target.prefix, actual?.Prefix],
        format: [target.format, actual?.Format],
        frequency: [block(schedule).frequency, found?.Schedule?.Frequency],
      });
    },
  },
  {
    id: "bucket-request-metrics",
    promise: "S3 publishes the request metrics that the alarms of the archives need.",
    fix: applyAgain,
    types: ["aws_s3_bucket_metric"],
    reads: ["s3:GetMetricsConfiguration"],
    async find({ bucket: Bucket, name: Id, filter }, deployed) {
      const answer = s3(deployed).send(new GetBucketMetricsConfigurationCommand({ Bucket, Id }));
      const found = (await unlessAbsent(answer, "NoSuchConfiguration", noBucket))?.MetricsConfiguration;
      if (found === undefined) return [`request metrics ${Id} of bucket ${Bucket} do not exist`];
      const actual = asTerraform(found.Filter ?? {});
      return matches(block(filter).prefix, actual.prefix)
        ? []
        : differences(`request metrics ${Id} of bucket ${Bucket}`, { prefix: [block(filter).prefix, actual.prefix] });
    },
  },
];

/** Differences of a notification of a bucket: destination, events, and prefix of the keys. */
function ofNotification(
  bucket: string,
  { id, events, filter_prefix: prefix }: ReturnType<typeof block>,
  found: QueueConfiguration | TopicConfiguration | undefined,
  destination: Parameters<typeof differences>[1],
): string[] {
  const rules = found?.Filter?.Key?.FilterRules ?? [];
  return differences(`notification ${id} of bucket ${bucket}`, {
    ...destination,
    events: [events, found?.Events],
    prefix: [prefix ?? "", rules.find(({ Name }) => Name?.toLowerCase() === "prefix")?.Value ?? ""],
  });
}
