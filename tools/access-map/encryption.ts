import type { References } from "../terraform-output/references";
import { type Attributes, ofType } from "../terraform-output/stack";

/** Default encryption of a bucket's objects. */
export interface Encryption {
  /** ARN of the key. Undefined for SSE-S3. */
  readonly keyArn: string | undefined;

  /** Whether S3 uses a bucket key. The encryption context is then the bucket's ARN. */
  readonly hasBucketKey: boolean;
}

/** The default encryption of a bucket. Without a setting in the output it is SSE-S3, as in S3 since 2023. */
export function encryptionOf(references: References, bucket: string): Encryption {
  const rules = references.stacks.flatMap((stack) =>
    ofType(stack, "aws_s3_bucket_server_side_encryption_configuration")
      .filter(({ attributes }) => references.text(stack, attributes.bucket) === bucket)
      .flatMap(({ attributes }) => blocks(attributes.rule))
      .flatMap(({ bucket_key_enabled: hasBucketKey, apply_server_side_encryption_by_default: by }) =>
        blocks(by).map((one) => ({
          keyArn: one.kms_master_key_id && references.text(stack, one.kms_master_key_id),
          hasBucketKey: hasBucketKey === true,
        })),
      ),
  );
  return rules[0] ?? { keyArn: undefined, hasBucketKey: false };
}

const blocks = (block: Attributes): readonly Attributes[] => [block ?? []].flat();
