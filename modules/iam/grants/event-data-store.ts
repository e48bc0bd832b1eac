import type { PolicyStatement } from "../policy-document";

/**
 * Allows CloudTrail to encrypt and read event data stores.
 *
 * It has no condition, because CloudTrail Lake supports neither `aws:SourceArn` nor `aws:SourceAccount`. So a key with these
 * statements must encrypt nothing else. A principal that queries the store needs the key too: IAM policies of its own
 * account grant that.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
 */
export function eventDataStoreEncryption(): PolicyStatement[] {
  const allow = (Sid: string, Action: PolicyStatement["Action"]): PolicyStatement => ({
    Sid,
    Effect: "Allow",
    Principal: { Service: "cloudtrail.amazonaws.com" },
    Action,
    // In a key policy, "*" is the key the policy belongs to
    Resource: "*",
  });
  return [
    allow("AllowCloudTrailEncryptEds", ["kms:GenerateDataKey", "kms:Decrypt"]),
    allow("AllowCloudTrailDescribeKey", "kms:DescribeKey"),
  ];
}
