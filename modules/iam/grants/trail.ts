import type { PolicyStatement } from "../policy-document";
import { ownerAcl } from "./owner-acl";

// In a key policy, "*" is the key the policy belongs to.
const Resource = "*";

/** What the trail's bucket policy has to know of the trail. */
export interface TrailDelivery {
  readonly bucketArn: string;

  /** Key prefix of the trail, without slashes at its ends. */
  readonly prefix: string;

  /** ARN of the trail in the management account; it need not exist yet. */
  readonly trailArn: string;
  readonly managementAccountId: string;
  readonly organizationId: string;
}

/**
 * Lets one organization trail write below the organization's path, and no other trail of anybody.
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
    Resource: `${trail.bucketArn}/${trail.prefix}/AWSLogs/${folder}/*`,
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
    // CloudTrail refuses the bucket without this one; it is used should the trail become a single account's.
    write("AWSCloudTrailWrite20150319", trail.managementAccountId),
    write("AWSCloudTrailOrganizationWrite20150319", trail.organizationId),
  ];
}

/**
 * Lets one trail encrypt its log files, and nothing that is not a log file of that trail.
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
