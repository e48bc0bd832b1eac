import { awsLogsFolder } from "../../../aws-semantics/values/aws-logs";
import type { PolicyStatement } from "../policy-document";
import { ownerAcl } from "./owner-acl";
import { sourceAccount } from "./source-account";

/** Values of the trails of external accounts that the policies of the archive contain. */
export interface ExternalTrails {
  /** The external accounts. All other accounts outside the organization are denied. */
  readonly accountIds: readonly string[];

  /** Pattern of the trails' ARNs: one trail name, in any account. */
  readonly trailArns: string;
}

const Principal = { Service: "cloudtrail.amazonaws.com" };

/** Condition: a listed account, and a trail with this name. The ARNs of hundreds of trails would exceed the size of a policy. */
function source({ accountIds, trailArns }: ExternalTrails) {
  return {
    equals: { "aws:SourceAccount": accountIds },
    like: { ArnLike: { "aws:SourceArn": trailArns } },
  };
}

/**
 * Allows the trails of external accounts to write, each only below the path of its own account. Without accounts there is no
 * statement.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-set-bucket-policy-for-multiple-accounts.html
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cross-service-confused-deputy-prevention.html
 */
export function externalTrailDelivery(
  trails: ExternalTrails & { readonly bucketArn: string; readonly prefix: string },
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
      Resource: `${trails.bucketArn}/${awsLogsFolder(trails.prefix)}/${sourceAccount}/*`,
      Condition: { StringEquals: { ...ownerAcl, ...equals }, ...like },
    },
  ];
}

/**
 * Allows the trails of external accounts to encrypt, and these accounts to look up the key by its alias. Without accounts there
 * is no statement.
 *
 * The statement for the organization does not apply to external accounts. `kms:DescribeKey` returns only metadata of the key, and
 * grants no access to data.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html
 */
export function externalTrailEncryption(trails: ExternalTrails & { readonly partition: string }): PolicyStatement[] {
  const { accountIds, partition } = trails;
  if (accountIds.length === 0) return [];
  const { equals, like } = source(trails);
  // In a key policy, "*" means the key to which the policy belongs
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
