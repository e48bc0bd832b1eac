import { S3BucketLoggingA } from "@cdktf/provider-aws/lib/s3-bucket-logging";
import { Construct } from "constructs";
import { ArchiveBucket } from "../archive/archive-bucket";
import { accessLogDelivery } from "../iam/grants/access-logs";
import { BucketReplication, type ReplicatedBucket } from "../archive/bucket-replication";

/** Days that an access log is kept in the bucket to which S3 delivers it. This is enough time for a late replication. */
const expireDays = 7;

export interface MemberAccessLogsProps {
  readonly partition: string;
  readonly accountId: string;
  readonly organizationId: string;

  /** Existing buckets of this account and region to which requests are logged. */
  readonly loggedBucketNames: readonly string[];

  /** Bucket of this account to which S3 delivers. */
  readonly bucketName: string;

  /** Key prefix of the access logs, without a slash at its beginning or end. */
  readonly prefix: string;

  /** Access-log bucket of the archive. */
  readonly destination: ReplicatedBucket;

  /** Name of the replication role, as the policy of the destination refers to it. */
  readonly replicationRoleName: string;
  readonly s3ViaService: string;

  /**
   * Roles that may configure the bucket. If undefined, every principal of the account whose IAM policy allows it may configure the
   * bucket.
   */
  readonly configurationRoleArns: readonly string[] | undefined;
}

/**
 * Access logs of an account's own buckets. S3 delivers access logs only within an account and region. So S3 delivers these logs to
 * a bucket of the same account and region, and replicates them to the archive.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
 */
export class MemberAccessLogs extends Construct {
  constructor(scope: Construct, id: string, props: MemberAccessLogsProps) {
    super(scope, id);

    const { partition, accountId, bucketName, loggedBucketNames, prefix } = props;
    const arnOf = (name: string) => `arn:${partition}:s3:::${name}`;
    const bucketArn = arnOf(bucketName);

    const bucket = new ArchiveBucket(this, "Bucket", {
      bucketName,
      bucketArn,
      organizationId: props.organizationId,
      lifecycle: { expireDays, noncurrentDays: 1, abortIncompleteUploadDays: 1 },
      configurationRoleArns: props.configurationRoleArns,
      // The bucket has only temporary copies. The replicas in the archive are kept
      preventDestroy: false,
      grants: accessLogDelivery({
        bucketArn,
        prefix,
        sourceAccountId: accountId,
        sourceBucketArns: loggedBucketNames.map(arnOf),
      }),
    });

    const { ready } = new BucketReplication(this, "Replication", {
      roleName: props.replicationRoleName,
      source: { bucketName: bucket.bucketName, bucketArn },
      destination: props.destination,
      s3ViaService: props.s3ViaService,
      dependsOn: [bucket.versioning],
    });

    for (const name of loggedBucketNames) {
      new S3BucketLoggingA(this, `Logging-${name}`, {
        bucket: name,
        targetBucket: bucket.bucketName,
        targetPrefix: `${prefix}/`,
        targetObjectKeyFormat: { partitionedPrefix: { partitionDateSource: "EventTime" } },
        // S3 replicates only objects that are delivered after the replication exists
        dependsOn: [bucket.policy, ready],
      });
    }
  }
}
