import type { PolicyStatement } from "../policy-document";

// In a key policy, "*" is the key the policy belongs to.
const Resource = "*";

/**
 * Lets named roles, which may belong to other accounts, list and read a bucket. One statement, because each names all
 * the roles and a bucket policy has little room. No statement without roles.
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

/** Who reads what with the archive key. */
export interface ArchiveReading {
  readonly roleArns: readonly string[];
  readonly s3ViaService: string;
  readonly archiveBucketArns: readonly string[];
}

/**
 * Lets named roles decrypt logs through S3. No statement without roles.
 *
 * Trail files carry CloudTrail's encryption context. The other archives use S3 Bucket Keys, where the context is
 * the bucket's ARN; a writer may switch that off for an object, whose own ARN is the context then.
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
