import type { PolicyStatement } from "../policy-document";
import { literal } from "../../terraform/terraform-template";
import { ownerAcl } from "./owner-acl";
import { sourceAccount } from "./source-account";

// In a key policy, "*" means the key to which the policy belongs.
const Resource = "*";

/** Values of the organization's recorders that the policy of the archive contains. */
export interface ConfigDelivery {
  readonly partition: string;
  readonly bucketArn: string;

  /** Key prefix of the delivery channels, without a slash at its beginning or end. */
  readonly prefix: string;
  readonly organizationId: string;

  /**
   * Name of the recorders' role, the same in every account.
   *
   * @default none: recorders have the service-linked role, and the service principal delivers
   */
  readonly roleName?: string | undefined;
}

/**
 * Allows AWS Config to deliver for the accounts of one organization.
 *
 * AWS Config first tries to deliver with the recorder's role, and then with its service principal. The role of this project is
 * allowed too, because otherwise CloudTrail would record an AccessDenied event for every delivery. The role may write only below
 * the path of its own account, and the service only below the path of the account for which it delivers.
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
    // A role that sends an ACL needs this permission, even if ACLs are disabled
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

  return [
    ...grant("Service", service, sourceAccount),
    ...(config.roleName === undefined ? [] : grant("Role", role, literal("${aws:PrincipalAccount}"))),
  ];
}

/** Values of the organization's recorders that the key policy contains. */
export interface ConfigEncryption {
  readonly partition: string;
  readonly organizationId: string;

  /**
   * Name of the recorders' role, the same in every account.
   *
   * @default none: recorders have the service-linked role, and the service principal uses the key
   */
  readonly roleName?: string | undefined;

  /** `kms:ViaService` value of S3 in the key's region. */
  readonly s3ViaService: string;
}

/**
 * Allows AWS Config, and the recorder's role of this project, to encrypt their deliveries.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/s3-kms-key-policy.html
 */
export function configEncryption(config: ConfigEncryption): PolicyStatement[] {
  const Action = ["kms:Decrypt", "kms:GenerateDataKey"];
  const service: PolicyStatement = {
    Sid: "AllowConfigServiceEncrypt",
    Effect: "Allow",
    Principal: { Service: "config.amazonaws.com" },
    Action,
    Resource,
    Condition: { StringEquals: { "aws:SourceOrgID": config.organizationId } },
  };
  if (config.roleName === undefined) return [service];
  const role: PolicyStatement = {
    Sid: "AllowConfigRoleEncrypt",
    Effect: "Allow",
    Principal: { AWS: "*" },
    Action,
    Resource,
    Condition: {
      StringEquals: { "aws:PrincipalOrgID": config.organizationId, "kms:ViaService": config.s3ViaService },
      ArnLike: { "aws:PrincipalArn": `arn:${config.partition}:iam::*:role/${config.roleName}` },
    },
  };
  return [service, role];
}
