import { accountAdministration } from "./grants/key-administration";
import { logGroupEncryption } from "./grants/log-groups";
import { topicEncryption } from "./feed-key-grants";
import type { PolicyStatement } from "./policy-document";

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
   * Whether a topic sends to the queues.
   *
   * @default false
   */
  readonly fromTopic?: boolean;
}

/**
 * The complete policy of the search key. The domain and the pipeline use the key through KMS grants and through IAM policies
 * of their roles, which the account administers.
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
 * Allows S3 to encrypt its messages to queues that have this key. The policy of the queue names the bucket that may send:
 * AWS documents no condition that S3 meets here. S3 sends a test message when the notification is created.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/grant-destinations-permissions-to-s3.html
 */
const notificationEncryption: PolicyStatement = {
  Sid: "AllowS3NotificationsEncrypt",
  Effect: "Allow",
  Principal: { Service: "s3.amazonaws.com" },
  Action: ["kms:Decrypt", "kms:GenerateDataKey"],
  // In a key policy, "*" is the key the policy belongs to
  Resource: "*",
};
