import type { PolicyStatement } from "../policy-document";

/**
 * Allows CloudTrail to encrypt and read event data stores.
 *
 * The statements have no condition, because CloudTrail Lake supports neither `aws:SourceArn` nor `aws:SourceAccount`. So a key with
 * these statements must not encrypt other data. A principal that queries the store needs permission for the key too, from an IAM
 * policy of its own account.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
 */
export function eventDataStoreEncryption(): PolicyStatement[] {
  const allow = (Sid: string, Action: PolicyStatement["Action"]): PolicyStatement => ({
    Sid,
    Effect: "Allow",
    Principal: { Service: "cloudtrail.amazonaws.com" },
    Action,
    // In a key policy, "*" means the key to which the policy belongs
    Resource: "*",
  });
  return [
    allow("AllowCloudTrailEncryptEds", ["kms:GenerateDataKey", "kms:Decrypt"]),
    allow("AllowCloudTrailDescribeKey", "kms:DescribeKey"),
  ];
}
