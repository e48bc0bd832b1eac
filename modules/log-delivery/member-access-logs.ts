import { S3BucketLoggingA } from "@cdktf/provider-aws/lib/s3-bucket-logging";
import { Construct } from "constructs";
import { ArchiveBucket } from "../archive/archive-bucket";
import { accessLogDelivery } from "../iam/grants/access-logs";
import { BucketReplication, type ReplicatedBucket } from "../archive/bucket-replication";

/** Days an access log stays where S3 delivers it, long enough to be replicated when S3 is late. */
const expireDays = 7;

export interface MemberAccessLogsProps {
  readonly partition: string;
  readonly accountId: string;
  readonly organizationId: string;

  /** Buckets of this account, in this region, whose access is logged; they exist already. */
  readonly loggedBucketNames: readonly string[];

  /** Bucket of this account that S3 delivers to. */
  readonly bucketName: string;

  /** Key prefix of the access logs, without slashes at its ends. */
  readonly prefix: string;

  /** Access-log bucket of the archive. */
  readonly destination: ReplicatedBucket;

  /** Name of the role its policy lets in. */
  readonly replicationRoleName: string;
  readonly s3ViaService: string;

  /** The role that may configure the bucket; anyone of the account whose policy allows it when there is none. */
  readonly configurationRoleArns: readonly string[] | undefined;
}

/**
 * Access logs of an account's own buckets, on their way to the archive. S3 delivers them within an account and a region
 * only, so they go to a bucket there, and are replicated from it.
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
      // What is here is a copy on its way; the archive has the one that is kept
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
        // What is delivered before there is a replication stays behind
        dependsOn: [bucket.policy, ready],
      });
    }
  }
}
