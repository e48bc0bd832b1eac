import type { PolicyStatement } from "../policy-document";

/** Values of the logged buckets that the policy of an access-log bucket contains. */
export interface AccessLogDelivery {
  readonly bucketArn: string;
  readonly prefix: string;
  readonly sourceAccountId: string;

  /** Buckets with server access logging. S3 requires that they are in the same account and region. */
  readonly sourceBucketArns: readonly string[];
}

/**
 * Allows S3 to deliver the access logs of the given buckets of one account.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
 */
export function accessLogDelivery(log: AccessLogDelivery): PolicyStatement[] {
  return [
    {
      Sid: "S3ServerAccessLogsPolicy",
      Effect: "Allow",
      Principal: { Service: "logging.s3.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: `${log.bucketArn}/${log.prefix}/*`,
      Condition: {
        ArnLike: { "aws:SourceArn": log.sourceBucketArns },
        StringEquals: { "aws:SourceAccount": log.sourceAccountId },
      },
    },
  ];
}
