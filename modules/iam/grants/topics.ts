import type { PolicyStatement } from "../policy-document";

/**
 * Allows SNS to encrypt messages to queues with this key. The statement has no condition, because it is not known which condition
 * keys SNS sends here. The policies of the queues contain the topics that may send.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html
 */
export const topicEncryption: PolicyStatement = {
  Sid: "AllowTopicsEncrypt",
  Effect: "Allow",
  Principal: { Service: "sns.amazonaws.com" },
  Action: ["kms:Decrypt", "kms:GenerateDataKey"],
  // In a key policy, "*" means the key to which the policy belongs
  Resource: "*",
};
