import type { PolicyStatement } from "../policy-document";

/**
 * Allows CloudWatch Logs to encrypt the log groups with the given ARNs or ARN patterns.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
 */
export function logGroupEncryption(service: string, logGroupArn: string | readonly string[]): PolicyStatement {
  return {
    Sid: "AllowLogGroupEncrypt",
    Effect: "Allow",
    Principal: { Service: service },
    Action: ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
    // In a key policy, "*" means the key to which the policy belongs.
    Resource: "*",
    Condition: { ArnLike: { "kms:EncryptionContext:aws:logs:arn": logGroupArn } },
  };
}
