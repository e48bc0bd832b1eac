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
 * AWS services have no organization id when they deliver. Their own statements limit them instead.
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

  /** Key prefixes, without slashes at their ends, below which any role of that account may write. */
  readonly prefixes: readonly string[];
}

const writing = ["s3:PutObject", "s3:ReplicateDelete", "s3:ReplicateObject", "s3:ReplicateTags"];

/**
 * Denies writes to every principal of the archive's own account that delivers no logs, including the deploying role.
 * Without it, an IAM policy of that account would be enough to write. Every other account needs a grant of the bucket.
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

/** Keys that a trail used before it got the key of the bucket. */
export interface EarlierKeys {
  readonly kmsKeyArns: readonly string[];

  /** The only writer that may still use them. */
  readonly trailArn: string;
}

/**
 * Denies objects that readers cannot decrypt: encrypted with a customer-provided key (SSE-C), or with another KMS key than
 * the bucket's. One such object would fail every query over its table. Requests without an encryption header stay allowed:
 * S3 then encrypts with the bucket's key.
 *
 * A KMS algorithm without a key id means the key `aws/s3` of the caller's account, and an alias means a key of the caller's
 * account. AWS services send neither, so only principals of accounts are denied the former.
 *
 * @param kmsKeyArn key of the bucket; undefined if S3's own keys encrypt it (SSE-S3)
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
    // Without Null, a negated operator would also match a request without this header
    deny("DenyForeignKey", {
      Null: { [keyId]: "false" },
      StringNotEquals: { [keyId]: isEarlierUsed ? [kmsKeyArn, ...earlierKmsKeyArns] : kmsKeyArn },
    }),
    // Without the key aws:SourceArn, as in a request of a user or role, a negated operator matches
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
 * Denies deleting logs, encrypting them with another key, bypassing their lock and changing a legal hold, also to administrators.
 * Lifecycle rules still apply.
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
  // A log that is encrypted with another key is lost with that key. Only a lock on the object refuses it too
  "s3:UpdateObjectEncryption",
];

/**
 * The same denials where some roles may place and lift legal holds. They may do nothing else that `denyDeletion` denies.
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
 * Actions that change a bucket's settings or its policy. The wildcards save room in the bucket policy, and also deny
 * settings that S3 adds later. Access points are not covered: they grant nothing by themselves.
 */
const settings = ["s3:DeleteBucketPolicy", "s3:DeleteBucketWebsite", "s3:Put*Configuration", "s3:PutBucket*"];

/**
 * Denies every change of the bucket's settings and of its policy to all but the named roles. The root user of the account
 * may still delete the policy: S3 always allows it, so that no account locks itself out.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketPolicy.html
 * @throws when no role is exempt, because nobody could configure the bucket any more
 */
export function denyWeakening(bucketArn: string, exceptRoleArns: readonly string[]): PolicyStatement {
  if (exceptRoleArns.length === 0) {
    throw new Error("a bucket needs a role that may still configure it, got none; name the role that deploys");
  }
  return {
    Sid: "DenyWeakening",
    ...everybody,
    Action: settings,
    Resource: bucketArn,
    Condition: { ArnNotEquals: { "aws:PrincipalArn": exceptRoleArns } },
  };
}

/** The settings but for inventories, each by name, because a wildcard would include them. */
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
 * The same denials where a role may have S3 list the bucket, which is a setting too: an inventory. The role may change nothing
 * else. S3 Batch Replication lists a bucket so.
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
