import type { PolicyStatement } from "../policy-document";

/** A role of another account that replicates to one bucket. */
export interface Replicator {
  readonly partition: string;

  /** Account of the role, and the ARN of the role. */
  readonly accountId: string;
  readonly roleArn: string;

  /** Bucket of the replicas. */
  readonly bucketArn: string;
}

/**
 * The role is in the condition and not in the principal. S3 and KMS refuse a policy whose principal does not exist, and the role is
 * created after the bucket.
 */
const principalOf = ({ partition, accountId, roleArn }: Replicator) => ({
  Principal: { AWS: `arn:${partition}:iam::${accountId}:root` },
  isRole: { ArnEquals: { "aws:PrincipalArn": roleArn } },
});

/**
 * Allows a role of another account to write replicas, and to read whether the bucket has versioning. The role may not delete
 * objects, and does not replicate deletions or tags. ACLs are disabled, so the replicas belong to the owner of the bucket.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-walkthrough-2.html
 */
export function replicaDelivery(replicator: Replicator): PolicyStatement[] {
  const { Principal, isRole } = principalOf(replicator);
  const grant = (Sid: string, Action: string, Resource: string): PolicyStatement => ({
    Sid,
    Effect: "Allow",
    Principal,
    Action,
    Resource,
    Condition: isRole,
  });
  return [
    grant("ReplicationCheck", "s3:GetBucketVersioning", replicator.bucketArn),
    grant("Replication", "s3:ReplicateObject", `${replicator.bucketArn}/*`),
  ];
}

/**
 * Allows the replicating roles to encrypt replicas, only through S3 and only for their bucket.
 *
 * @param s3ViaService `kms:ViaService` value of S3 in the region of the replicas
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html
 */
export function replicaEncryption(replicators: readonly Replicator[], s3ViaService: string): PolicyStatement[] {
  return replicators.map((replicator, i) => {
    const { Principal, isRole } = principalOf(replicator);
    return {
      Sid: `AllowReplication${i + 1}`,
      Effect: "Allow",
      Principal,
      // S3 calls kms:Decrypt to verify the bucket key
      Action: ["kms:Decrypt", "kms:Encrypt"],
      // In a key policy, "*" means the key to which the policy belongs
      Resource: "*",
      Condition: {
        ...isRole,
        StringEquals: { "kms:ViaService": s3ViaService },
        // The context is the bucket with a bucket key, and the object without. A replica has a bucket key if the source object has one
        StringLike: { "kms:EncryptionContext:aws:s3:arn": [replicator.bucketArn, `${replicator.bucketArn}/*`] },
      },
    };
  });
}
