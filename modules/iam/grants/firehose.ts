import type { PolicyStatement } from "../policy-document";
import { literal } from "../../terraform/terraform-template";

/** A delivery through Firehose, as the bucket and the key of the archive have to know it. */
export interface FirehoseDelivery {
  readonly partition: string;

  /** What is delivered, in the statements' names: `AppLogs`. */
  readonly what: string;
  readonly bucketArn: string;

  /** Key prefixes below which each account has a folder of its own, without slashes at their ends. */
  readonly prefixes: readonly string[];
  readonly organizationId: string;

  /** Name of the role that delivers, the same in every account. */
  readonly roleName: string;
}

/**
 * Lets the delivering roles of one organization write, each below its own account's folders only.
 *
 * Nothing is asked of the ACL: Firehose sends one to the bucket of another account and none to that of its own. The
 * right to send it has to be granted, though ACLs are off.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#cross-account-delivery-s3
 */
export function firehoseDelivery(delivery: FirehoseDelivery): PolicyStatement[] {
  const { what, bucketArn } = delivery;
  const role = { Effect: "Allow", Principal: { AWS: "*" }, Condition: organizationRole(delivery) } as const;
  const account = literal("${aws:PrincipalAccount}");
  return [
    {
      Sid: `Firehose${what}BucketCheck`,
      ...role,
      Action: ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"],
      Resource: bucketArn,
    },
    {
      Sid: `Firehose${what}Delivery`,
      ...role,
      Action: ["s3:AbortMultipartUpload", "s3:PutObject", "s3:PutObjectAcl"],
      Resource: delivery.prefixes.map((prefix) => `${bucketArn}/${prefix}/${account}/*`),
    },
  ];
}

/**
 * Lets the delivering roles of one organization encrypt what they write to the archive, and nothing else.
 *
 * @param s3ViaService `kms:ViaService` value of S3 in the key's region
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html
 */
export function firehoseEncryption(delivery: FirehoseDelivery, s3ViaService: string): PolicyStatement {
  const { StringEquals, ArnLike } = organizationRole(delivery);
  return {
    Sid: `AllowFirehose${delivery.what}Encrypt`,
    Effect: "Allow",
    Principal: { AWS: "*" },
    Action: ["kms:Decrypt", "kms:GenerateDataKey"],
    // In a key policy, the key the policy belongs to
    Resource: "*",
    Condition: {
      // With an S3 Bucket Key the context is the bucket's ARN
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
