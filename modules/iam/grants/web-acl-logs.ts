import type { PolicyStatement } from "../policy-document";
import { ownerAcl } from "./owner-acl";
import { sourceAccount } from "./source-account";

/** Values of the organization that the bucket policy and the key policy contain. */
export interface WebAclLogSource {
  readonly partition: string;
  readonly organizationId: string;
}

const Principal = { Service: "delivery.logs.amazonaws.com" };

/** Condition: the source is an account of the organization. The log delivery of CloudWatch Logs delivers the logs of AWS WAF. */
const source = ({ partition, organizationId }: WebAclLogSource) => ({
  StringEquals: { "aws:SourceOrgID": organizationId },
  ArnLike: { "aws:SourceArn": `arn:${partition}:logs:*:*:*` },
});

/**
 * Allows the delivery of AWS WAF logs of every account of the organization, each only below the folder of its own account.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/logging-s3.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-S3.html
 */
export function webAclLogDelivery(bucketArn: string, organization: WebAclLogSource): PolicyStatement[] {
  const { StringEquals, ArnLike } = source(organization);
  return [
    {
      Sid: "WebAclLogDeliveryCheck",
      Effect: "Allow",
      Principal,
      Action: ["s3:GetBucketAcl", "s3:ListBucket"],
      Resource: bucketArn,
      Condition: { StringEquals, ArnLike },
    },
    {
      Sid: "WebAclLogDeliveryWrite",
      Effect: "Allow",
      Principal,
      Action: "s3:PutObject",
      Resource: `${bucketArn}/AWSLogs/${sourceAccount}/*`,
      Condition: { StringEquals: { ...ownerAcl, ...StringEquals }, ArnLike },
    },
  ];
}

/**
 * Allows the encryption of AWS WAF logs of the organization.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-S3.html
 */
export function webAclLogEncryption(organization: WebAclLogSource): PolicyStatement[] {
  return [
    {
      Sid: "AllowWebAclLogEncrypt",
      Effect: "Allow",
      Principal,
      Action: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
      // In a key policy, "*" means the key to which the policy belongs
      Resource: "*",
      Condition: source(organization),
    },
  ];
}
