import { accountAdministration } from "./grants/key-administration";
import { logGroupEncryption } from "./grants/log-groups";
import type { PolicyStatement } from "./policy-document";

export interface SearchKeyGrantsProps {
  readonly partition: string;

  /** Suffix of regional service principals, `amazonaws.com` outside China. */
  readonly dnsSuffix: string;

  /** Account and region of the key, the domain and the archive. */
  readonly accountId: string;
  readonly region: string;

  /** Log groups of the domain and of the pipeline, families of them by their ARN with `*`. */
  readonly logGroupArns: readonly string[];
}

/**
 * Who may use the key of the search: its whole policy. The domain and the pipeline use it by grants and by their role's
 * own policy, which the account administers.
 *
 * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/encryption-at-rest.html
 */
export function searchKeyGrants(props: SearchKeyGrantsProps): PolicyStatement[] {
  const { partition, dnsSuffix, accountId, region, logGroupArns } = props;
  return [
    accountAdministration(partition, accountId),
    logGroupEncryption(`logs.${region}.${dnsSuffix}`, logGroupArns),
    notificationEncryption,
  ];
}

/**
 * Lets S3 encrypt its messages to queues that have this key. Which bucket may send is in the policy of the queue: AWS
 * documents no condition that S3 meets here, and S3 tries the queue when the notification is created.
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
