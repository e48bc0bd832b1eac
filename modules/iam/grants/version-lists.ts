import type { PolicyStatement } from "../policy-document";
import { ownerAcl } from "./owner-acl";

/** Values for the bucket policy that allows S3 Inventory to write its lists. */
export interface VersionListDelivery {
  readonly bucketArn: string;

  /** Key prefix of the lists, without a slash at its beginning or end. */
  readonly prefix: string;
  readonly sourceAccountId: string;
  readonly sourceBucketArns: readonly string[];
}

/**
 * Allows S3 Inventory to write the lists of the given buckets of one account.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/configure-inventory.html
 */
export function versionListDelivery(list: VersionListDelivery): PolicyStatement[] {
  return [
    {
      Sid: "VersionListDelivery",
      Effect: "Allow",
      Principal: { Service: "s3.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: `${list.bucketArn}/${list.prefix}/*`,
      Condition: {
        ArnLike: { "aws:SourceArn": list.sourceBucketArns },
        StringEquals: { "aws:SourceAccount": list.sourceAccountId, ...ownerAcl },
      },
    },
  ];
}
