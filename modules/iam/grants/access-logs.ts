import type { PolicyStatement } from "../policy-document";

/** What an access-log bucket has to know of the buckets it serves. */
export interface AccessLogDelivery {
  readonly bucketArn: string;
  readonly prefix: string;
  readonly sourceAccountId: string;

  /** Buckets whose access is logged: of the same account and region, as S3 demands. */
  readonly sourceBucketArns: readonly string[];
}

/**
 * Lets S3 deliver the access logs of named buckets of one account.
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
