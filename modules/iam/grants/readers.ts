import type { PolicyStatement } from "../policy-document";

// In a key policy, "*" means the key to which the policy belongs.
const Resource = "*";

/**
 * Allows the given roles, which may belong to other accounts, to list and read a bucket. It is one statement, because each
 * statement repeats all roles and the size of a bucket policy is limited. Without roles there is no statement.
 */
export function archiveReaders(bucketArn: string, roleArns: readonly string[]): PolicyStatement[] {
  if (roleArns.length === 0) return [];
  return [
    {
      Sid: "Readers",
      Effect: "Allow",
      Principal: { AWS: roleArns },
      Action: ["s3:GetBucketLocation", "s3:GetObject", "s3:GetObjectVersion", "s3:ListBucket"],
      Resource: [bucketArn, `${bucketArn}/*`],
    },
  ];
}

/** Roles that read archives with the archive key. */
export interface ArchiveReading {
  readonly roleArns: readonly string[];
  readonly s3ViaService: string;
  readonly archiveBucketArns: readonly string[];
}

/**
 * Allows the given roles to decrypt logs through S3. Without roles there is no statement.
 *
 * Files of the trail have CloudTrail's encryption context. The other archives use S3 bucket keys, so the context is the ARN of the
 * bucket. If a writer disables the bucket key for an object, the context is the ARN of the object.
 */
export function readerDecryption(reading: ArchiveReading): PolicyStatement[] {
  if (reading.roleArns.length === 0) return [];
  const Principal = { AWS: reading.roleArns };
  const via = { "kms:ViaService": reading.s3ViaService };
  return [
    {
      Sid: "AllowReadersDecryptTrail",
      Effect: "Allow",
      Principal,
      Action: "kms:Decrypt",
      Resource,
      Condition: { StringEquals: via, Null: { "kms:EncryptionContext:aws:cloudtrail:arn": "false" } },
    },
    {
      Sid: "AllowReadersDecryptArchives",
      Effect: "Allow",
      Principal,
      Action: "kms:Decrypt",
      Resource,
      Condition: {
        StringEquals: via,
        StringLike: {
          "kms:EncryptionContext:aws:s3:arn": reading.archiveBucketArns.flatMap((arn) => [arn, `${arn}/*`]),
        },
      },
    },
  ];
}
