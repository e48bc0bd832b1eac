import type { PolicyStatement } from "../policy-document";

/**
 * Lets CloudTrail encrypt and read event data stores.
 *
 * Without a condition: CloudTrail Lake supports neither `aws:SourceArn` nor `aws:SourceAccount`. So a key with these
 * statements encrypts nothing else. Who asks the store needs the key too; policies of its own account give that.
 *
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
