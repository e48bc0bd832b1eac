import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { forms } from "../../aws-semantics/values/forms";
import type { LogPrefixes } from "../../log-sources/archive-prefixes";
import { type InputProblem, checkInput, eachFormed, checkForm } from "../input/input";
import { type AccessLog, ArchiveBucket } from "./archive-bucket";
import { accessLogWriters } from "./access-log-writers";
import { ownWritersOf, writerStatements } from "./archive-writers";
import { type BucketProtection, bucketProtection } from "./bucket-protection";
import type { BucketLifecycle } from "./bucket-lifecycle";
import type { AccessLogWriters } from "./log-writer";
import { writtenArchive } from "./written-archive";

/** Days that access logs are kept by default. */
const expireDays = 90;

export interface AccessLogBucketProps extends BucketProtection {
  /** Prefix of the names of the roles that deliver. The constructs of the accounts must have the same prefix. */
  readonly namePrefix: string;

  /** Globally unique name of the bucket. */
  readonly bucketName: string;

  /** Account of the archive. */
  readonly accountId: string;

  /** Region of the provider, and of the bucket. */
  readonly region: string;

  /** Organization whose accounts write. All principals outside it are denied. */
  readonly organizationId: string;

  /** Writers of the bucket. */
  readonly writers: AccessLogWriters;

  /**
   * Key prefixes of the kinds of logs, without a slash at their beginning or end.
   *
   * @default the prefixes of `trailkeeper synth`, such as `s3-access-logs`
   */
  readonly prefixes?: Partial<LogPrefixes>;

  /**
   * Days after which access logs change their storage class and expire.
   *
   * @default expired after 90 days
   */
  readonly lifecycle?: BucketLifecycle;

  /**
   * Lifecycles of objects by key prefix.
   *
   * @default none: `lifecycle` applies to every object
   */
  readonly lifecycleByPrefix?: ReadonlyMap<string, BucketLifecycle> | undefined;

  /**
   * Resources that must exist before the bucket policy denies access.
   *
   * @default none
   */
  readonly dependsOn?: ITerraformDependable[];

  /**
   * Resources that Terraform destroys only after the bucket.
   *
   * @default nothing
   */
  readonly destroyedBefore?: ITerraformDependable[];
}

/**
 * The bucket of the access logs of archives, other buckets and load balancers. It has no customer-managed key and no lock, because
 * S3 and load balancers cannot deliver to a bucket with such a key, and S3 cannot deliver access logs to a bucket with a lock.
 */
export class AccessLogBucket extends Construct {
  public readonly bucket: ArchiveBucket;

  /** Destination of the access logs of a bucket. */
  public readonly accessLog: AccessLog;

  constructor(scope: Construct, id: string, props: AccessLogBucketProps) {
    super(scope, id);
    checkInput(this, inputProblems(props));

    const archive = writtenArchive(props);
    this.bucket = new ArchiveBucket(this, "Resource", {
      ...bucketProtection(props, ownWritersOf(archive, accessLogWriters)),
      organizationId: archive.organizationId,
      bucketName: props.bucketName,
      bucketArn: archive.bucketArn,
      lifecycle: props.lifecycle ?? { expireDays, noncurrentDays: expireDays, abortIncompleteUploadDays: 7 },
      lifecycleByPrefix: props.lifecycleByPrefix,
      grants: writerStatements(archive, accessLogWriters),
      ...(props.dependsOn && { dependsOn: props.dependsOn }),
      ...(props.destroyedBefore && { destroyedBefore: props.destroyedBefore }),
    });
    this.accessLog = {
      bucketName: this.bucket.bucketName,
      prefix: archive.prefixes.accessLogs,
      policy: this.bucket.policy,
    };
  }
}

/** Values that S3 would refuse. */
function inputProblems(props: AccessLogBucketProps): InputProblem[] {
  const { accessLogAccountIds, loadBalancerAccountIds, loggedBucketArns, listedBucketArns } = props.writers;
  return [
    checkForm("namePrefix", props.namePrefix, forms.namePrefix),
    checkForm("bucketName", props.bucketName, forms.bucketName),
    checkForm("accountId", props.accountId, forms.accountId),
    checkForm("region", props.region, forms.publicRegion),
    checkForm("organizationId", props.organizationId, forms.organizationId),
    ...eachFormed("writers.accessLogAccountIds", accessLogAccountIds, forms.accountId),
    ...eachFormed("writers.loadBalancerAccountIds", loadBalancerAccountIds, forms.accountId),
    ...eachFormed("writers.loggedBucketArns", loggedBucketArns, forms.bucketArn),
    ...eachFormed("writers.listedBucketArns", listedBucketArns, forms.bucketArn),
    ...eachFormed("administratorRoleArns", props.administratorRoleArns, forms.roleArn),
  ];
}
