import { type StateBucket, encryptionOf, policyOf } from "./safeguards";

/** Terraform in JSON syntax that creates the bucket of the state, for users who create every bucket with Terraform. */
export function stateBucketTerraform(bucket: Omit<StateBucket, "ExpectedBucketOwner">, region: string) {
  const { SSEAlgorithm, KMSMasterKeyID } = encryptionOf(bucket);
  const ofBucket = { bucket: "${aws_s3_bucket.state.id}" };
  return {
    provider: { aws: { region } },
    resource: {
      aws_s3_bucket: { state: { bucket: bucket.Bucket, lifecycle: { prevent_destroy: true } } },
      aws_s3_bucket_ownership_controls: {
        state: { ...ofBucket, rule: { object_ownership: "BucketOwnerEnforced" } },
      },
      aws_s3_bucket_public_access_block: {
        state: {
          ...ofBucket,
          block_public_acls: true,
          block_public_policy: true,
          ignore_public_acls: true,
          restrict_public_buckets: true,
        },
      },
      aws_s3_bucket_versioning: { state: { ...ofBucket, versioning_configuration: { status: "Enabled" } } },
      aws_s3_bucket_server_side_encryption_configuration: {
        state: {
          ...ofBucket,
          rule: {
            apply_server_side_encryption_by_default: {
              sse_algorithm: SSEAlgorithm,
              ...(KMSMasterKeyID !== undefined && { kms_master_key_id: KMSMasterKeyID }),
            },
            bucket_key_enabled: true,
          },
        },
      },
      aws_s3_bucket_policy: { state: { ...ofBucket, policy: JSON.stringify(policyOf(bucket)) } },
    },
  };
}
