import type { PolicyStatement } from "../policy-document";
import { literal } from "../../terraform/terraform-template";

/** Values of a delivery through Firehose that the policies of the archive contain. */
export interface FirehoseDelivery {
  readonly partition: string;

  /** Kind of the logs, as part of the Sids of the statements: `AppLogs`. */
  readonly sidInfix: string;
  readonly bucketArn: string;

  /** Key prefixes, without a slash at their beginning or end. Each account has its own folder below each prefix. */
  readonly prefixes: readonly string[];
  readonly organizationId: string;

  /** Name of the delivering role, the same in every account. */
  readonly roleName: string;
}

/**
 * Allows the delivering roles of one organization to write, each only below the folders of its own account.
 *
 * The statement has no condition on the ACL, because Firehose sends an ACL to a bucket of another account, and no ACL to a bucket
 * of its own account. Firehose needs `s3:PutObjectAcl` even if ACLs are disabled.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#cross-account-delivery-s3
 */
export function firehoseDelivery(delivery: FirehoseDelivery): PolicyStatement[] {
  const { sidInfix, bucketArn } = delivery;
  const role = { Effect: "Allow", Principal: { AWS: "*" }, Condition: organizationRole(delivery) } as const;
  const account = literal("${aws:PrincipalAccount}");
  return [
    {
      Sid: `Firehose${sidInfix}BucketCheck`,
      ...role,
      Action: ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"],
      Resource: bucketArn,
    },
    {
      Sid: `Firehose${sidInfix}Delivery`,
      ...role,
      Action: ["s3:AbortMultipartUpload", "s3:PutObject", "s3:PutObjectAcl"],
      Resource: delivery.prefixes.map((prefix) => `${bucketArn}/${prefix}/${account}/*`),
    },
  ];
}

/**
 * Allows the delivering roles of one organization to encrypt only the objects that they write to the archive.
 *
 * @param s3ViaService `kms:ViaService` value of S3 in the key's region
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html
 */
export function firehoseEncryption(delivery: FirehoseDelivery, s3ViaService: string): PolicyStatement {
  const { StringEquals, ArnLike } = organizationRole(delivery);
  return {
    Sid: `AllowFirehose${delivery.sidInfix}Encrypt`,
    Effect: "Allow",
    Principal: { AWS: "*" },
    Action: ["kms:Decrypt", "kms:GenerateDataKey"],
    // In a key policy, "*" means the key to which the policy belongs
    Resource: "*",
    Condition: {
      // With an S3 bucket key, the encryption context is the bucket's ARN
      StringEquals: {
        ...StringEquals,
        "kms:ViaService": s3ViaService,
        "kms:EncryptionContext:aws:s3:arn": delivery.bucketArn,
      },
      ArnLike,
    },
  };
}

function organizationRole({ partition, organizationId, roleName }: FirehoseDelivery) {
  return {
    StringEquals: { "aws:PrincipalOrgID": organizationId },
    ArnLike: { "aws:PrincipalArn": `arn:${partition}:iam::*:role/${roleName}` },
  };
}
