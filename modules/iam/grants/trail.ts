import { awsLogsFolder } from "../../../aws-semantics/values/aws-logs";
import type { PolicyStatement } from "../policy-document";
import { ownerAcl } from "./owner-acl";

// In a key policy, "*" means the key to which the policy belongs.
const Resource = "*";

/** Values of the trail that the bucket policy contains. */
export interface TrailDelivery {
  readonly bucketArn: string;

  /** Key prefix of the trail, without a slash at its beginning or end. Empty for none. */
  readonly prefix: string;

  /** ARN of the trail in the management account. The trail need not exist yet. */
  readonly trailArn: string;
  readonly managementAccountId: string;
  readonly organizationId: string;
}

/**
 * Allows one organization trail to write below the organization's path. No other trail may write.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
 */
export function trailDelivery(trail: TrailDelivery): PolicyStatement[] {
  const Principal = { Service: "cloudtrail.amazonaws.com" };
  const source = { "aws:SourceArn": trail.trailArn };
  const write = (Sid: string, folder: string): PolicyStatement => ({
    Sid,
    Effect: "Allow",
    Principal,
    Action: "s3:PutObject",
    Resource: `${trail.bucketArn}/${awsLogsFolder(trail.prefix)}/${folder}/*`,
    Condition: { StringEquals: { ...ownerAcl, ...source } },
  });

  return [
    {
      Sid: "AWSCloudTrailAclCheck20150319",
      Effect: "Allow",
      Principal,
      Action: "s3:GetBucketAcl",
      Resource: trail.bucketArn,
      Condition: { StringEquals: source },
    },
    // CloudTrail rejects the bucket without this statement. It applies if the trail is changed to a trail of one account.
    write("AWSCloudTrailWrite20150319", trail.managementAccountId),
    write("AWSCloudTrailOrganizationWrite20150319", trail.organizationId),
  ];
}

/**
 * Allows one trail to encrypt only its log files.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
 */
export function trailEncryption(partition: string, trailArn: string, managementAccountId: string): PolicyStatement[] {
  const Principal = { Service: "cloudtrail.amazonaws.com" };
  const source = { StringEquals: { "aws:SourceArn": trailArn } };
  return [
    {
      Sid: "AllowCloudTrailEncryptLogs",
      Effect: "Allow",
      Principal,
      Action: "kms:GenerateDataKey*",
      Resource,
      Condition: {
        ...source,
        StringLike: {
          "kms:EncryptionContext:aws:cloudtrail:arn": `arn:${partition}:cloudtrail:*:${managementAccountId}:trail/*`,
        },
      },
    },
    {
      Sid: "AllowCloudTrailDescribeKey",
      Effect: "Allow",
      Principal,
      Action: "kms:DescribeKey",
      Resource,
      Condition: source,
    },
    {
      Sid: "AllowCloudTrailDecrypt",
      Effect: "Allow",
      Principal,
      Action: "kms:Decrypt",
      Resource,
      Condition: source,
    },
  ];
}

/**
 * Allows one trail to write to an adopted bucket with default encryption. Until the trail itself has the key, its requests contain
 * no key, and S3 encrypts the files with the key of the bucket.
 */
export function trailDefaultEncryption(trailArn: string, bucketArn: string): PolicyStatement {
  return {
    Sid: "AllowCloudTrailEncryptByDefault",
    Effect: "Allow",
    Principal: { Service: "cloudtrail.amazonaws.com" },
    Action: "kms:GenerateDataKey*",
    Resource,
    Condition: {
      StringEquals: { "aws:SourceArn": trailArn },
      StringLike: { "kms:EncryptionContext:aws:s3:arn": [bucketArn, `${bucketArn}/*`] },
    },
  };
}
