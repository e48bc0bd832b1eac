import { accountAdministration } from "../../modules/iam/grants/key-administration";
import { topicEncryption } from "../../modules/iam/grants/topics";
import type { PolicyStatement } from "../../modules/iam/policy-document";

export interface FeedKeyGrantsProps {
  readonly partition: string;

  /** Account of the key, the topics and the queues. */
  readonly accountId: string;

  /** ARNs of the topics to which buckets publish. */
  readonly topicArns: readonly string[];
}

/**
 * The complete policy of the key of the feeds. The IAM policies of the readers' roles allow the use of the key.
 */
export function feedKeyGrants({ partition, accountId, topicArns }: FeedKeyGrantsProps): PolicyStatement[] {
  return [accountAdministration(partition, accountId), bucketEncryption(topicArns), topicEncryption];
}

/**
 * Allows S3 to encrypt its messages to the topics. AWS evaluates the request of a bucket as a request of S3, with the topic as
 * the encryption context.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/grant-destinations-permissions-to-s3.html
 */
function bucketEncryption(topicArns: readonly string[]): PolicyStatement {
  return {
    Sid: "AllowS3NotificationsEncrypt",
    Effect: "Allow",
    Principal: { Service: "s3.amazonaws.com" },
    Action: ["kms:Decrypt", "kms:GenerateDataKey"],
    Resource,
    Condition: { StringEquals: { "kms:EncryptionContext:aws:sns:topicArn": topicArns } },
  };
}

// In a key policy, "*" means the key to which the policy belongs
const Resource = "*";
