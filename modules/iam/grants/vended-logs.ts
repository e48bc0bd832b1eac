import type { PolicyStatement } from "../policy-document";
import { ownerAcl } from "./owner-acl";
import { sourceAccount } from "./source-account";

// In a key policy, "*" means the key to which the policy belongs.
const Resource = "*";

/** Values of the organization that the policies of an archive of vended logs contain. */
export interface VendedLogDelivery {
  readonly partition: string;
  readonly bucketArn: string;

  /** Key prefixes below which logs may be delivered, without a slash at their beginning or end. */
  readonly prefixes: readonly string[];
  readonly organizationId: string;
}

/**
 * Allows the delivery of flow logs and Resolver query logs of every account of the organization, each only below the
 * folders of its own account.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-permissions.html
 */
export function vendedLogDelivery(vended: VendedLogDelivery): PolicyStatement[] {
  const Principal = { Service: "delivery.logs.amazonaws.com" };
  const source = { "aws:SourceOrgID": vended.organizationId };
  const ArnLike = { "aws:SourceArn": `arn:${vended.partition}:logs:*:*:*` };
  return [
    {
      Sid: "AWSLogDeliveryAclCheck",
      Effect: "Allow",
      Principal,
      Action: ["s3:GetBucketAcl", "s3:ListBucket"],
      Resource: vended.bucketArn,
      Condition: { StringEquals: source, ArnLike },
    },
    {
      Sid: "AWSLogDeliveryWrite",
      Effect: "Allow",
      Principal,
      Action: "s3:PutObject",
      Resource: accountFolders(vended).map((folder) => `${vended.bucketArn}/${folder}/*`),
      Condition: { StringEquals: { ...ownerAcl, ...source }, ArnLike },
    },
  ];
}

/** Names of the folders of an account. The second name is for Hive-compatible partitions. */
const accountFolders = ({ prefixes }: VendedLogDelivery) =>
  prefixes.flatMap((prefix) =>
    [sourceAccount, `aws-account-id=${sourceAccount}`].map((id) => `${prefix}/AWSLogs/${id}`),
  );

/**
 * Allows the encryption of flow logs and Resolver query logs of the organization.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-V2-S3.html
 */
export function vendedLogEncryption(partition: string, organizationId: string): PolicyStatement {
  return {
    Sid: "AllowLogDeliveryEncrypt",
    Effect: "Allow",
    Principal: { Service: "delivery.logs.amazonaws.com" },
    Action: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
    Resource,
    Condition: {
      StringEquals: { "aws:SourceOrgID": organizationId },
      ArnLike: { "aws:SourceArn": `arn:${partition}:logs:*:*:*` },
    },
  };
}
