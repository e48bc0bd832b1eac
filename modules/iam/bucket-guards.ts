import type { PolicyStatement } from "./policy-document";

const everybody = { Effect: "Deny", Principal: "*" } as const;

/** Denies plain HTTP and TLS before 1.2. */
export function denyWeakTransport(bucketArn: string): PolicyStatement[] {
  const everything = { ...everybody, Action: "s3:*", Resource: [bucketArn, `${bucketArn}/*`] };
  return [
    { Sid: "DenyPlainHttp", ...everything, Condition: { Bool: { "aws:SecureTransport": "false" } } },
    { Sid: "DenyTlsBefore12", ...everything, Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } } },
  ];
}

/**
 * Denies all principals outside the organization, even if another statement allows them by mistake.
 *
 * AWS services have no organization id when they deliver. Separate statements limit the services.
 */
export function denyOutsideOrganization(bucketArn: string, organizationId: string): PolicyStatement {
  return {
    Sid: "DenyOutsideOrganization",
    ...everybody,
    Action: "s3:*",
    Resource: [bucketArn, `${bucketArn}/*`],
    Condition: {
      StringNotEquals: { "aws:PrincipalOrgID": organizationId },
      BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
    },
  };
}

/** Principals of the archive's own account that may write logs. */
export interface OwnWriters {
  readonly accountId: string;

  /** Roles of that account that deliver logs. */
  readonly roleArns: readonly string[];

  /** Key prefixes, without a slash at their beginning or end, below which any role of that account may write. */
  readonly prefixes: readonly string[];
}

const writing = ["s3:PutObject", "s3:ReplicateDelete", "s3:ReplicateObject", "s3:ReplicateTags"];

/**
 * Denies writes to every principal of the archive's own account that does not deliver logs, including the deploying role.
 * Without this statement, an IAM policy of that account would be enough to write. Principals of other accounts also need a grant
 * in the bucket policy.
 */
export function denyForgery(bucketArn: string, writers: OwnWriters): PolicyStatement {
  const { accountId, roleArns, prefixes } = writers;
  return {
    Sid: "DenyForgery",
    ...everybody,
    Action: writing,
    ...(prefixes.length === 0
      ? { Resource: `${bucketArn}/*` }
      : { NotResource: prefixes.map((prefix) => `${bucketArn}/${prefix}/*`) }),
    Condition: {
      StringEquals: { "aws:PrincipalAccount": accountId },
      ...(roleArns.length > 0 && { ArnNotEquals: { "aws:PrincipalArn": roleArns } }),
    },
  };
}

const algorithm = "s3:x-amz-server-side-encryption";
const keyId = `${algorithm}-aws-kms-key-id`;
const customerAlgorithm = `${algorithm}-customer-algorithm`;

/** Keys with which a trail encrypted before it had the key of the bucket. */
export interface EarlierKeys {
  readonly kmsKeyArns: readonly string[];

  /** The only writer that may still use these keys. */
  readonly trailArn: string;
}

/**
 * Denies objects that readers cannot decrypt: objects that are encrypted with a customer-provided key (SSE-C), or with another
 * KMS key than the bucket's. With one such object, every query over the table would fail. Requests without an encryption header
 * are allowed, because S3 then encrypts with the bucket's key.
 *
 * If a request has a KMS algorithm without a key id, S3 uses the key `aws/s3` of the caller's account. If it has an alias, S3 uses
 * a key of the caller's account. `DenyUnnamedKey` denies a missing key id only to principals of accounts, not to AWS services.
 *
 * @param kmsKeyArn key of the bucket; undefined if S3's own keys encrypt the objects (SSE-S3)
 * @param earlier keys with which one trail may encrypt until it has the key of the bucket
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
 */
export function denyForeignKeys(
  bucketArn: string,
  kmsKeyArn: string | undefined,
  earlier?: EarlierKeys,
): PolicyStatement[] {
  const deny = (Sid: string, Condition: PolicyStatement["Condition"]): PolicyStatement => ({
    Sid,
    ...everybody,
    Action: ["s3:PutObject", "s3:ReplicateObject"],
    Resource: `${bucketArn}/*`,
    ...(Condition && { Condition }),
  });
  const { kmsKeyArns: earlierKmsKeyArns = [], trailArn } = earlier ?? {};
  const isEarlierUsed = trailArn !== undefined && earlierKmsKeyArns.length > 0;
  const customerKey = deny("DenyCustomerProvidedKey", { Null: { [customerAlgorithm]: "false" } });
  if (kmsKeyArn === undefined) {
    return [customerKey, deny("DenyKmsKey", { StringLike: { [algorithm]: "aws:kms*" } })];
  }
  return [
    customerKey,
    // Without `Null`, `StringNotEquals` would also match a request without this header
    deny("DenyForeignKey", {
      Null: { [keyId]: "false" },
      StringNotEquals: { [keyId]: isEarlierUsed ? [kmsKeyArn, ...earlierKmsKeyArns] : kmsKeyArn },
    }),
    // A request of a user or role has no `aws:SourceArn`, so `StringNotEquals` matches
    ...(isEarlierUsed
      ? [
          deny("DenyEarlierKey", {
            StringEquals: { [keyId]: earlierKmsKeyArns },
            StringNotEquals: { "aws:SourceArn": trailArn },
          }),
        ]
      : []),
    deny("DenyUnnamedKey", {
      Null: { [keyId]: "true" },
      StringLike: { [algorithm]: "aws:kms*" },
      BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
    }),
  ];
}

/**
 * Denies everybody, including administrators, to delete logs, to encrypt them with another key, to bypass their lock and to change
 * a legal hold. Lifecycle rules still apply.
 */
export function denyDeletion(bucketArn: string, exceptRoleArns: readonly string[]): PolicyStatement {
  return {
    Sid: "DenyDeletion",
    ...everybody,
    Action: deleting,
    Resource: [bucketArn, `${bucketArn}/*`],
    ...(exceptRoleArns.length > 0 && { Condition: { ArnNotEquals: { "aws:PrincipalArn": exceptRoleArns } } }),
  };
}

const hold = "s3:PutObjectLegalHold";
const deleting = [
  "s3:BypassGovernanceRetention",
  "s3:DeleteBucket",
  "s3:DeleteObject",
  "s3:DeleteObjectVersion",
  hold,
  "s3:PutObjectRetention",
  // A log that is encrypted with another key is lost if that key is deleted. Without this denial, only a lock would prevent it
  "s3:UpdateObjectEncryption",
];

/**
 * The same denials, but some roles may place and lift legal holds. All other denials of `denyDeletion` also apply to these roles.
 *
 * @param holdRoleArns at least one role
 */
export function denyDeletionExceptHolds(
  bucketArn: string,
  exceptRoleArns: readonly string[],
  holdRoleArns: readonly string[],
): PolicyStatement[] {
  return [
    { ...denyDeletion(bucketArn, exceptRoleArns), Action: deleting.filter((action) => action !== hold) },
    { ...denyDeletion(bucketArn, [...exceptRoleArns, ...holdRoleArns]), Sid: "DenyLegalHold", Action: hold },
  ];
}

/**
 * Actions that change a bucket's settings or its policy. The wildcards shorten the bucket policy, and also deny settings that S3
 * adds later. Access points are not included, because an access point alone grants no access.
 */
const settings = ["s3:DeleteBucketPolicy", "s3:DeleteBucketWebsite", "s3:Put*Configuration", "s3:PutBucket*"];

/**
 * Denies every change of the bucket's settings and of its policy to all principals except the given roles. The root user of the
 * account may still delete the policy. S3 always allows this, so that no account can lock itself out.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketPolicy.html
 * @throws when no role is exempt, because no one could then configure the bucket
 */
export function denyWeakening(bucketArn: string, exceptRoleArns: readonly string[]): PolicyStatement {
  if (exceptRoleArns.length === 0) {
    throw new Error(
      "expected at least one role that may still configure the bucket, got none; add the role that deploys",
    );
  }
  return {
    Sid: "DenyWeakening",
    ...everybody,
    Action: settings,
    Resource: bucketArn,
    Condition: { ArnNotEquals: { "aws:PrincipalArn": exceptRoleArns } },
  };
}

/** All settings except inventories. There is no wildcard for `Put*Configuration`, because it would include inventories. */
const settingsWithoutInventories = [
  "s3:DeleteBucketPolicy",
  "s3:DeleteBucketWebsite",
  "s3:PutAccelerateConfiguration",
  "s3:PutAnalyticsConfiguration",
  "s3:PutBucket*",
  "s3:PutEncryptionConfiguration",
  "s3:PutIntelligentTieringConfiguration",
  "s3:PutLifecycleConfiguration",
  "s3:PutMetricsConfiguration",
  "s3:PutReplicationConfiguration",
];

/**
 * The same denials, but one role may configure an S3 inventory of the bucket, and no other setting. S3 Batch Replication needs such
 * an inventory to list the objects of a bucket.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-batch-replication-policies.html
 */
export function denyWeakeningExceptInventories(
  bucketArn: string,
  exceptRoleArns: readonly string[],
  inventoryRoleArn: string,
): PolicyStatement[] {
  const deny = denyWeakening(bucketArn, exceptRoleArns);
  return [
    { ...deny, Condition: { ArnNotEquals: { "aws:PrincipalArn": [...exceptRoleArns, inventoryRoleArn] } } },
    {
      Sid: "DenyOtherSettings",
      ...everybody,
      Action: settingsWithoutInventories,
      Resource: bucketArn,
      Condition: { ArnEquals: { "aws:PrincipalArn": inventoryRoleArn } },
    },
  ];
}
