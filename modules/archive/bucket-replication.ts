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
   * Whether S3 encrypts objects with a bucket key. The encryption context is then the ARN of the bucket, and otherwise the ARN of
   * the object. `either`: some objects are encrypted with a bucket key, and some without.
   *
   * @default true
   */
  readonly bucketKey?: boolean | "either";

  /**
   * Whether CloudTrail encrypted the objects itself, with the trail as the encryption context.
   *
   * @default false
   */
  readonly hasTrailFiles?: boolean;

  /**
   * Whether objects can have a retention (S3 Object Lock). S3 then also replicates the retention.
   *
   * @default false
   */
  readonly isLocked?: boolean;
}

export interface BucketReplicationProps {
  readonly roleName: string;
  readonly source: ReplicatedBucket;

  /**
   * The destination. It must have disabled ACLs: the replicas then belong to the owner of the destination, which may be
   * another account, and S3 needs no permission to change the owner.
   */
  readonly destination: ReplicatedBucket;

  /** `kms:ViaService` value of S3 in the region of the source. */
  readonly s3ViaService: string;

  /**
   * `kms:ViaService` value of S3 in the region of the destination.
   *
   * @default the region of the source
   */
  readonly destinationS3ViaService?: string;

  /**
   * Whether S3 Replication Time Control replicates within 15 minutes.
   *
   * @default false
   */
  readonly timeControl?: boolean;

  /** Versioning of both buckets, if this stack creates it. S3 replicates only between versioned buckets. */
  readonly dependsOn: ITerraformDependable[];
}

/**
 * Replicates all new objects of a bucket to another bucket, which may be in another region and account. The keys of the objects
 * stay the same.
 *
 * S3 does not replicate deletions, and does not replicate objects that existed before. A change of a replica does not change the
 * source.
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

    const { roleName, source, destination, timeControl = false } = props;
    if (source.kmsKeyArn !== undefined && destination.kmsKeyArn === undefined) {
      throw new Error(
        `the objects of ${source.bucketName} are encrypted with a key, so their replicas need a key too; set the key of destination`,
      );
    }

    const role = new IamRole(this, "Role", {
      name: roleName,
      description: `Allows S3 to replicate ${source.bucketName} to ${destination.bucketName}`,
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
            metrics: { status: "Enabled", ...(timeControl && { eventThreshold: { minutes: controlledMinutes } }) },
            ...(timeControl && { replicationTime: { status: "Enabled", time: { minutes: controlledMinutes } } }),
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

/** The only number of minutes that S3 Replication Time Control accepts. */
const controlledMinutes = 15;

function replicationStatements(props: BucketReplicationProps): PolicyStatement[] {
  const { source, destination, s3ViaService, destinationS3ViaService = s3ViaService } = props;
  const read = ["s3:GetObjectVersionForReplication", "s3:GetObjectVersionAcl", "s3:GetObjectVersionTagging"];
  const readLock = ["s3:GetObjectRetention", "s3:GetObjectLegalHold"];
  const use = (Sid: string, actions: readonly string[], bucket: ReplicatedBucket, via: string) =>
    bucket.kmsKeyArn === undefined ? [] : [allow(Sid, actions, bucket.kmsKeyArn, contextOf(bucket, via))];
  return [
    allow("ReadConfiguration", ["s3:GetReplicationConfiguration", "s3:ListBucket"], source.bucketArn),
    allow("ReadObjects", source.isLocked ? [...read, ...readLock] : read, `${source.bucketArn}/*`),
    allow("WriteReplicas", ["s3:ReplicateObject"], `${destination.bucketArn}/*`),
    ...use("DecryptObjects", ["kms:Decrypt"], source, s3ViaService),
    ...(source.hasTrailFiles && source.kmsKeyArn !== undefined
      ? [
          allow("DecryptTrailFiles", ["kms:Decrypt"], source.kmsKeyArn, {
            StringEquals: { "kms:ViaService": s3ViaService },
            Null: { "kms:EncryptionContext:aws:cloudtrail:arn": "false" },
          }),
        ]
      : []),
    // With a bucket key, S3 also calls kms:Decrypt to verify the bucket key
    ...use(
      "EncryptReplicas",
      destination.bucketKey === false ? ["kms:Encrypt"] : ["kms:Decrypt", "kms:Encrypt"],
      destination,
      destinationS3ViaService,
    ),
  ];
}

/** The encryption context: with a bucket key the ARN of the bucket, and without a bucket key the ARN of the object. */
function contextOf({ bucketArn, bucketKey = true }: ReplicatedBucket, via: string): PolicyStatement["Condition"] {
  const ofObject = `${bucketArn}/*`;
  return {
    StringEquals: { "kms:ViaService": via },
    StringLike: {
      "kms:EncryptionContext:aws:s3:arn":
        bucketKey === "either" ? [bucketArn, ofObject] : bucketKey ? bucketArn : ofObject,
    },
  };
}
