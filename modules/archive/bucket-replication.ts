import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { S3BucketReplicationConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-replication-configuration";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { type PolicyStatement, allow, policyJson, serviceTrustJson } from "../iam/policy-document";

/** One end of a replication. */
export interface ReplicatedBucket {
  readonly bucketName: string;
  readonly bucketArn: string;

  /**
   * Key that encrypts the objects.
   *
   * @default S3's own keys (SSE-S3)
   */
  readonly kmsKeyArn?: string;

  /**
   * Whether S3 derives the objects' keys from one bucket key, which makes the bucket's ARN the encryption context.
   *
   * @default true
   */
  readonly bucketKey?: boolean;

  /**
   * Whether objects can have a retention. S3 then replicates the retention too.
   *
   * @default false
   */
  readonly isLocked?: boolean;
}

export interface BucketReplicationProps {
  readonly roleName: string;
  readonly source: ReplicatedBucket;

  /**
   * The destination. ACLs must be disabled there: the replicas then belong to the owner of the destination, which may be
   * another account, and S3 needs no permission to change their owner.
   */
  readonly destination: ReplicatedBucket;

  /** `kms:ViaService` value of S3 in the buckets' region. */
  readonly s3ViaService: string;

  /** Versioning of both buckets, if this stack creates it. S3 replicates only between versioned buckets. */
  readonly dependsOn: ITerraformDependable[];
}

/**
 * Replicates all new objects of a bucket to another bucket of the same region, under the same keys.
 *
 * S3 replicates neither deletions nor objects that existed before.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-change-owner.html
 */
export class BucketReplication extends Construct {
  /** Resource to depend on. Objects that are written after it exists are replicated. */
  public readonly ready: ITerraformDependable;

  /** Dimensions of the replication's metrics. */
  public readonly dimensions: Readonly<Record<"SourceBucket" | "DestinationBucket" | "RuleId", string>>;

  constructor(scope: Construct, id: string, props: BucketReplicationProps) {
    super(scope, id);

    const { roleName, source, destination } = props;
    if (source.kmsKeyArn !== undefined && destination.kmsKeyArn === undefined) {
      throw new Error(`replicas of ${source.bucketName} need a key, as its objects have one; give destination one`);
    }

    const role = new IamRole(this, "Role", {
      name: roleName,
      description: `Lets S3 replicate ${source.bucketName} to ${destination.bucketName}`,
      // AWS documents no condition key for this trust policy. Only buckets of this account can use the role.
      assumeRolePolicy: serviceTrustJson("s3.amazonaws.com"),
    });
    const rolePolicy = new IamRolePolicy(this, "RolePolicy", {
      name: "replicate",
      role: role.id,
      policy: policyJson("role policy", replicationStatements(props)),
    });

    const ruleId = "everything";
    this.ready = new S3BucketReplicationConfigurationA(this, "Resource", {
      bucket: source.bucketName,
      role: role.arn,
      rule: [
        {
          id: ruleId,
          status: "Enabled",
          priority: 0,
          // An empty prefix means the whole bucket
          filter: { prefix: "" },
          deleteMarkerReplication: { status: "Disabled" },
          ...(source.kmsKeyArn && { sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: "Enabled" } } }),
          destination: {
            bucket: destination.bucketArn,
            metrics: { status: "Enabled" },
            ...(destination.kmsKeyArn && { encryptionConfiguration: { replicaKmsKeyId: destination.kmsKeyArn } }),
          },
        },
      ],
      dependsOn: [rolePolicy, ...props.dependsOn],
    });

    this.dimensions = {
      SourceBucket: source.bucketName,
      DestinationBucket: destination.bucketName,
      RuleId: ruleId,
    };
  }
}

function replicationStatements({ source, destination, s3ViaService }: BucketReplicationProps): PolicyStatement[] {
  const read = ["s3:GetObjectVersionForReplication", "s3:GetObjectVersionAcl", "s3:GetObjectVersionTagging"];
  const readLock = ["s3:GetObjectRetention", "s3:GetObjectLegalHold"];
  const use = (Sid: string, actions: readonly string[], { kmsKeyArn, bucketArn, bucketKey }: ReplicatedBucket) =>
    kmsKeyArn === undefined
      ? []
      : [allow(Sid, actions, kmsKeyArn, contextOf(bucketArn, bucketKey ?? true, s3ViaService))];
  return [
    allow("ReadConfiguration", ["s3:GetReplicationConfiguration", "s3:ListBucket"], source.bucketArn),
    allow("ReadObjects", source.isLocked ? [...read, ...readLock] : read, `${source.bucketArn}/*`),
    allow("WriteReplicas", ["s3:ReplicateObject"], `${destination.bucketArn}/*`),
    ...use("DecryptObjects", ["kms:Decrypt"], source),
    // With a bucket key, S3 also calls kms:Decrypt to verify it
    ...use(
      "EncryptReplicas",
      destination.bucketKey === false ? ["kms:Encrypt"] : ["kms:Decrypt", "kms:Encrypt"],
      destination,
    ),
  ];
}

/** The encryption context is the bucket's ARN with a bucket key, and the object's ARN without one. */
function contextOf(bucketArn: string, bucketKey: boolean, s3ViaService: string): PolicyStatement["Condition"] {
  return {
    StringEquals: { "kms:ViaService": s3ViaService },
    StringLike: { "kms:EncryptionContext:aws:s3:arn": bucketKey ? bucketArn : `${bucketArn}/*` },
  };
}
