import type { PolicyStatement } from "../policy-document";
import { ownerAcl } from "./owner-acl";
import { sourceAccount } from "./source-account";

/** What the archive has to know of the trails of accounts outside the organization. */
export interface OutsideTrails {
  /** The accounts. Nobody else is let in. */
  readonly accountIds: readonly string[];

  /** Pattern of the trails' ARNs: one name, any account. */
  readonly trailArns: string;
}

const Principal = { Service: "cloudtrail.amazonaws.com" };

/** An account of the list, by a trail of this name. AWS would have each trail named; hundreds find no room. */
function source({ accountIds, trailArns }: OutsideTrails) {
  return {
    equals: { "aws:SourceAccount": accountIds },
    like: { ArnLike: { "aws:SourceArn": trailArns } },
  };
}

/**
 * Lets the trails of accounts outside the organization write, each below its own account's path only. No statement
 * without accounts.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-set-bucket-policy-for-multiple-accounts.html
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cross-service-confused-deputy-prevention.html
 */
export function outsideTrailDelivery(
  trails: OutsideTrails & { readonly bucketArn: string; readonly prefix: string },
): PolicyStatement[] {
  if (trails.accountIds.length === 0) return [];
  const { equals, like } = source(trails);
  return [
    {
      Sid: "OutsideTrailsAclCheck",
      Effect: "Allow",
      Principal,
      Action: "s3:GetBucketAcl",
      Resource: trails.bucketArn,
      Condition: { StringEquals: equals, ...like },
    },
    {
      Sid: "OutsideTrailsWrite",
      Effect: "Allow",
      Principal,
      Action: "s3:PutObject",
      Resource: `${trails.bucketArn}/${trails.prefix}/AWSLogs/${sourceAccount}/*`,
      Condition: { StringEquals: { ...ownerAcl, ...equals }, ...like },
    },
  ];
}

/**
 * Lets those trails encrypt, and those accounts look the key up by its alias. No statement without accounts.
 *
 * The organization's statement does not reach them. What a key is called, and that it exists, is all that
 * `kms:DescribeKey` tells: it gives no access to data.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html
 */
export function outsideTrailEncryption(trails: OutsideTrails & { readonly partition: string }): PolicyStatement[] {
  const { accountIds, partition } = trails;
  if (accountIds.length === 0) return [];
  const { equals, like } = source(trails);
  // In a key policy, "*" is the key the policy belongs to
  const Resource = "*";
  const context = `arn:${partition}:cloudtrail:*:${sourceAccount}:trail/*`;
  return [
    {
      Sid: "AllowOutsideTrailsEncrypt",
      Effect: "Allow",
      Principal,
      Action: "kms:GenerateDataKey*",
      Resource,
      Condition: {
        StringEquals: equals,
        ...like,
        StringLike: { "kms:EncryptionContext:aws:cloudtrail:arn": context },
      },
    },
    {
      Sid: "AllowOutsideTrailsDescribeAndDecrypt",
      Effect: "Allow",
      Principal,
      Action: ["kms:Decrypt", "kms:DescribeKey"],
      Resource,
      Condition: { StringEquals: equals, ...like },
    },
    {
      Sid: "AllowOutsideAccountsDescribeKey",
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: "kms:DescribeKey",
      Resource,
      Condition: { StringEquals: { "aws:PrincipalAccount": accountIds } },
    },
  ];
}
