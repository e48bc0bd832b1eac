import type { References } from "../terraform-output/references";
import { type Attributes, ofType } from "../terraform-output/stack";

/** How the objects of a bucket are encrypted when nobody says otherwise. */
export interface Encryption {
  /** ARN of the key; undefined for SSE-S3. */
  readonly keyArn: string | undefined;

  /** Whether S3 uses one data key for many objects, whose context is the bucket. */
  readonly hasBucketKey: boolean;
}

/** The default encryption of a bucket: SSE-S3 unless the output says otherwise, as S3 does since 2023. */
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
