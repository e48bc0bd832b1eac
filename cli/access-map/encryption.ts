import type { References } from "../../terraform-types/synthesized/references";
import type { Attributes } from "../../terraform-types/columns/attributes";
import { ofType } from "../../terraform-types/synthesized/stack";

/** Default encryption of a bucket's objects. */
export interface Encryption {
  /** ARN of the key. Undefined for SSE-S3. */
  readonly keyArn: string | undefined;

  /** Whether S3 uses a bucket key. With a bucket key, the encryption context is the ARN of the bucket. */
  readonly hasBucketKey: boolean;
}

/** The default encryption of a bucket. If the output does not set it, it is SSE-S3, the default of S3 since January 2023. */
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
