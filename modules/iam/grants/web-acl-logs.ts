import type { PolicyStatement } from "../policy-document";
import { ownerAcl } from "./owner-acl";
import { sourceAccount } from "./source-account";

/** What both policies have to know of the organization. */
export interface WebAclLogSource {
  readonly partition: string;
  readonly organizationId: string;
}

const Principal = { Service: "delivery.logs.amazonaws.com" };

/** On behalf of an account of the organization: the delivery of AWS WAF's logs is a resource of CloudWatch Logs. */
const source = ({ partition, organizationId }: WebAclLogSource) => ({
  StringEquals: { "aws:SourceOrgID": organizationId },
  ArnLike: { "aws:SourceArn": `arn:${partition}:logs:*:*:*` },
});

/**
 * Lets the logs of AWS WAF of any account of the organization be delivered, each below its own account's folder only.
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
 * Lets those logs be encrypted.
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
      // In a key policy, "*" is the key the policy belongs to
      Resource: "*",
      Condition: source(organization),
    },
  ];
}
