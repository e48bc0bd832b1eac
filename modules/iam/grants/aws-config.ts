import type { PolicyStatement } from "../policy-document";
import { literal } from "../../terraform/terraform-template";
import { ownerAcl } from "./owner-acl";
import { sourceAccount } from "./source-account";

// In a key policy, "*" is the key the policy belongs to.
const Resource = "*";

/** What the Config archive has to know of the organization's recorders. */
export interface ConfigDelivery {
  readonly partition: string;
  readonly bucketArn: string;

  /** Key prefix of the delivery channels, without slashes at its ends. */
  readonly prefix: string;
  readonly organizationId: string;

  /**
   * Name of the recorders' role, the same in every account.
   *
   * @default recorders have the service-linked role, which delivers nothing: the service does
   */
  readonly roleName?: string | undefined;
}

/**
 * Lets AWS Config deliver for the accounts of one organization.
 *
 * Config tries the recorder's role first and its service principal second. A role of our own is allowed too: without it,
 * every delivery would leave an AccessDenied event behind. Each writes below the path of the account it is of, or asks for.
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

  return [
    ...grant("Service", service, sourceAccount),
    ...(config.roleName === undefined ? [] : grant("Role", role, literal("${aws:PrincipalAccount}"))),
  ];
}

/** What the key has to know of the organization's Config recorders. */
export interface ConfigEncryption {
  readonly partition: string;
  readonly organizationId: string;

  /**
   * Name of the recorders' role, the same in every account.
   *
   * @default recorders have the service-linked role, which uses no key: the service does
   */
  readonly roleName?: string | undefined;

  /** `kms:ViaService` value of S3 in the key's region. */
  readonly s3ViaService: string;
}

/**
 * Lets AWS Config encrypt what it delivers, as the service and as a recorder's role of our own.
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
