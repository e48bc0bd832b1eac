import { accountAdministration } from "../../modules/iam/grants/key-administration";
import { logGroupEncryption } from "../../modules/iam/grants/log-groups";
import { topicEncryption } from "../../modules/iam/grants/topics";
import type { PolicyStatement } from "../../modules/iam/policy-document";

export interface SearchKeyGrantsProps {
  readonly partition: string;

  /** Suffix of regional service principals, `amazonaws.com` outside China. */
  readonly dnsSuffix: string;

  /** Account and region of the key, the domain and the archive. */
  readonly accountId: string;
  readonly region: string;

  /** ARNs of the log groups of the domain and of the pipeline. `*` is allowed. */
  readonly logGroupArns: readonly string[];

  /**
   * Whether an SNS topic sends to the queues.
   *
   * @default false
   */
  readonly fromTopic?: boolean;
}

/**
 * The complete policy of the search key. KMS grants and the IAM policies of their roles allow the domain and the pipeline to use
 * the key.
 *
 * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/encryption-at-rest.html
 */
export function searchKeyGrants(props: SearchKeyGrantsProps): PolicyStatement[] {
  const { partition, dnsSuffix, accountId, region, logGroupArns } = props;
  return [
    accountAdministration(partition, accountId),
    logGroupEncryption(`logs.${region}.${dnsSuffix}`, logGroupArns),
    notificationEncryption,
    ...(props.fromTopic === true ? [topicEncryption] : []),
  ];
}

/**
 * Allows S3 to encrypt its messages to queues with this key. The statement has no condition, because AWS documents none for S3
 * here. The queue policy contains the bucket that may send. S3 sends a test message when the notification is created.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/grant-destinations-permissions-to-s3.html
 */
const notificationEncryption: PolicyStatement = {
  Sid: "AllowS3NotificationsEncrypt",
  Effect: "Allow",
  Principal: { Service: "s3.amazonaws.com" },
  Action: ["kms:Decrypt", "kms:GenerateDataKey"],
  // In a key policy, "*" means the key to which the policy belongs
  Resource: "*",
};
