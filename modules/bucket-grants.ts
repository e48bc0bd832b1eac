import type { PolicyStatement } from "./policy-document";
import { literal } from "./terraform-template";

/** The ACL every AWS log producer sends; a bucket with ACLs off accepts this one and no other. */
const ownerAcl = { "s3:x-amz-acl": "bucket-owner-full-control" };

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

/** What the Config archive has to know of the organization's recorders. */
export interface ConfigDelivery {
  readonly partition: string;
  readonly bucketArn: string;

  /** Key prefix of the delivery channels, without slashes at its ends. */
  readonly prefix: string;
  readonly organizationId: string;

  /** Name of the recorder's role, the same in every account. */
  readonly roleName: string;
}

/**
 * Lets AWS Config deliver for the accounts of one organization.
 *
 * Config tries the recorder's role first and its service principal second. Both are allowed: without the first,
 * every delivery would leave an AccessDenied event behind. A role writes below its own account's path only.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html
 */
export function configDelivery(config: ConfigDelivery): PolicyStatement[] {
  const service = {
    principal: { Service: "config.amazonaws.com" },
    write: "s3:PutObject",
    equals: { "aws:SourceOrgID": config.organizationId },
    like: {},
  };
  const role = {
    principal: { AWS: "*" },
    // A role that sends an ACL needs the right to, even where ACLs are off
    write: ["s3:PutObject", "s3:PutObjectAcl"],
    equals: { "aws:PrincipalOrgID": config.organizationId },
    like: { ArnLike: { "aws:PrincipalArn": `arn:${config.partition}:iam::*:role/${config.roleName}` } },
  };
  const grant = (who: string, { principal, write, equals, like }: typeof service | typeof role, account: string) =>
    [
      {
        Sid: `AWSConfig${who}BucketCheck`,
        Effect: "Allow",
        Principal: principal,
        Action: ["s3:GetBucketAcl", "s3:GetBucketLocation", "s3:ListBucket"],
        Resource: config.bucketArn,
        Condition: { StringEquals: equals, ...like },
      },
      {
        Sid: `AWSConfig${who}Delivery`,
        Effect: "Allow",
        Principal: principal,
        Action: write,
        Resource: `${config.bucketArn}/${config.prefix}/AWSLogs/${account}/Config/*`,
        Condition: { StringEquals: { ...ownerAcl, ...equals }, ...like },
      },
    ] satisfies PolicyStatement[];

  return [...grant("Service", service, "*"), ...grant("Role", role, literal("${aws:PrincipalAccount}"))];
}

/** What an archive of vended logs has to know of the organization. */
export interface VendedLogDelivery {
  readonly partition: string;
  readonly bucketArn: string;

  /** Key prefixes logs may be delivered under, without slashes at their ends. */
  readonly prefixes: readonly string[];
  readonly organizationId: string;
}

/**
 * Lets flow logs and Resolver query logs of any account of the organization be delivered.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-permissions.html
 */
export function vendedLogDelivery(vended: VendedLogDelivery): PolicyStatement[] {
  const Principal = { Service: "delivery.logs.amazonaws.com" };
  const source = { "aws:SourceOrgID": vended.organizationId };
  const ArnLike = { "aws:SourceArn": `arn:${vended.partition}:logs:*:*:*` };
  return [
    {
      Sid: "AWSLogDeliveryAclCheck",
      Effect: "Allow",
      Principal,
      Action: ["s3:GetBucketAcl", "s3:ListBucket"],
      Resource: vended.bucketArn,
      Condition: { StringEquals: source, ArnLike },
    },
    {
      Sid: "AWSLogDeliveryWrite",
      Effect: "Allow",
      Principal,
      Action: "s3:PutObject",
      Resource: vended.prefixes.map((prefix) => `${vended.bucketArn}/${prefix}/AWSLogs/*`),
      Condition: { StringEquals: { ...ownerAcl, ...source }, ArnLike },
    },
  ];
}

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

/** Lets named roles, which may belong to other accounts, list and read a bucket. No statement without roles. */
export function archiveReaders(bucketArn: string, roleArns: readonly string[]): PolicyStatement[] {
  if (roleArns.length === 0) return [];
  const Principal = { AWS: roleArns };
  return [
    {
      Sid: "ReadersList",
      Effect: "Allow",
      Principal,
      Action: ["s3:GetBucketLocation", "s3:ListBucket"],
      Resource: bucketArn,
    },
    {
      Sid: "ReadersGet",
      Effect: "Allow",
      Principal,
      Action: ["s3:GetObject", "s3:GetObjectVersion"],
      Resource: `${bucketArn}/*`,
    },
  ];
}
