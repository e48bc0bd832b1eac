import type { PolicyStatement } from "./policy-document";

// In a key policy, "*" is the key the policy belongs to.
const Resource = "*";

/** Lets the key's own account administer it. Without this a key can become unmanageable. */
export function accountAdministration(partition: string, accountId: string): PolicyStatement {
  return {
    Sid: "AccountAdministration",
    Effect: "Allow",
    Principal: { AWS: `arn:${partition}:iam::${accountId}:root` },
    Action: "kms:*",
    Resource,
  };
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

/** What the key has to know of the organization's Config recorders. */
export interface ConfigEncryption {
  readonly partition: string;
  readonly organizationId: string;

  /** Name of the recorder's role, the same in every account. */
  readonly roleName: string;

  /** `kms:ViaService` value of S3 in the key's region. */
  readonly viaS3: string;
}

/**
 * Lets AWS Config encrypt what it delivers, as the service and as the recorder's role.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/s3-kms-key-policy.html
 */
export function configEncryption(config: ConfigEncryption): PolicyStatement[] {
  const Action = ["kms:Decrypt", "kms:GenerateDataKey"];
  return [
    {
      Sid: "AllowConfigServiceEncrypt",
      Effect: "Allow",
      Principal: { Service: "config.amazonaws.com" },
      Action,
      Resource,
      Condition: { StringEquals: { "aws:SourceOrgID": config.organizationId } },
    },
    {
      Sid: "AllowConfigRoleEncrypt",
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action,
      Resource,
      Condition: {
        StringEquals: { "aws:PrincipalOrgID": config.organizationId, "kms:ViaService": config.viaS3 },
        ArnLike: { "aws:PrincipalArn": `arn:${config.partition}:iam::*:role/${config.roleName}` },
      },
    },
  ];
}

/**
 * Lets flow logs and Resolver query logs of the organization be encrypted.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-V2-S3.html
 */
export function vendedLogEncryption(partition: string, organizationId: string): PolicyStatement {
  return {
    Sid: "AllowLogDeliveryEncrypt",
    Effect: "Allow",
    Principal: { Service: "delivery.logs.amazonaws.com" },
    Action: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
    Resource,
    Condition: {
      StringEquals: { "aws:SourceOrgID": organizationId },
      ArnLike: { "aws:SourceArn": `arn:${partition}:logs:*:*:*` },
    },
  };
}

/** Who reads what with the archive key. */
export interface ArchiveReading {
  readonly roleArns: readonly string[];
  readonly viaS3: string;
  readonly archiveBucketArns: readonly string[];
}

/**
 * Lets named roles decrypt logs through S3. No statement without roles.
 *
 * Trail files carry CloudTrail's encryption context. The other archives use S3 Bucket Keys, where the context is
 * the bucket's ARN.
 */
export function readerDecryption(reading: ArchiveReading): PolicyStatement[] {
  if (reading.roleArns.length === 0) return [];
  const Principal = { AWS: reading.roleArns };
  const via = { "kms:ViaService": reading.viaS3 };
  return [
    {
      Sid: "AllowReadersDecryptTrail",
      Effect: "Allow",
      Principal,
      Action: "kms:Decrypt",
      Resource,
      Condition: { StringEquals: via, Null: { "kms:EncryptionContext:aws:cloudtrail:arn": "false" } },
    },
    {
      Sid: "AllowReadersDecryptArchives",
      Effect: "Allow",
      Principal,
      Action: "kms:Decrypt",
      Resource,
      Condition: { StringEquals: { ...via, "kms:EncryptionContext:aws:s3:arn": reading.archiveBucketArns } },
    },
  ];
}

/** Lets every account of the organization look the key up by its alias; it gives no access to data. */
export function organizationLookup(organizationId: string): PolicyStatement {
  return {
    Sid: "AllowOrganizationDescribeKey",
    Effect: "Allow",
    Principal: { AWS: "*" },
    Action: "kms:DescribeKey",
    Resource,
    Condition: { StringEquals: { "aws:PrincipalOrgID": organizationId } },
  };
}

/**
 * Lets CloudWatch Logs encrypt log groups, or families of them.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
 */
export function logGroupEncryption(service: string, logGroupArn: string | readonly string[]): PolicyStatement {
  return {
    Sid: "AllowLogGroupEncrypt",
    Effect: "Allow",
    Principal: { Service: service },
    Action: ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
    Resource,
    Condition: { ArnLike: { "kms:EncryptionContext:aws:logs:arn": logGroupArn } },
  };
}
