import type { PolicyStatement } from "./policy-document";

const everybody = { Effect: "Deny", Principal: "*" } as const;

/** Refuses plain HTTP and TLS before 1.2. */
export function denyWeakTransport(bucketArn: string): PolicyStatement[] {
  const everything = { ...everybody, Action: "s3:*", Resource: [bucketArn, `${bucketArn}/*`] };
  return [
    { Sid: "DenyPlainHttp", ...everything, Condition: { Bool: { "aws:SecureTransport": "false" } } },
    { Sid: "DenyTlsBefore12", ...everything, Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } } },
  ];
}

/**
 * Refuses everybody outside the organization, whatever another statement grants by mistake.
 *
 * AWS services carry no organization id when they deliver; they are held to their own statements instead.
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

/** Refuses to delete logs and to bypass their lock, administrators included. Lifecycle rules are not bound by it. */
export function denyDeletion(bucketArn: string, exceptRoleArns: readonly string[]): PolicyStatement {
  return {
    Sid: "DenyDeletion",
    ...everybody,
    Action: [
      "s3:BypassGovernanceRetention",
      "s3:DeleteBucket",
      "s3:DeleteObject",
      "s3:DeleteObjectVersion",
      "s3:PutObjectRetention",
    ],
    Resource: [bucketArn, `${bucketArn}/*`],
    ...(exceptRoleArns.length > 0 && { Condition: { ArnNotEquals: { "aws:PrincipalArn": exceptRoleArns } } }),
  };
}

/**
 * Refuses to change how long logs are kept, how they are locked and encrypted, and what is logged of them.
 *
 * @throws when no role is excepted: nobody could configure the bucket any more
 */
export function denyWeakening(bucketArn: string, exceptRoleArns: readonly string[]): PolicyStatement {
  if (exceptRoleArns.length === 0) {
    throw new Error("a bucket needs a role that may still configure it, got none; name the role that deploys");
  }
  return {
    Sid: "DenyWeakening",
    ...everybody,
    Action: [
      "s3:PutBucketLogging",
      "s3:PutBucketObjectLockConfiguration",
      "s3:PutBucketOwnershipControls",
      "s3:PutBucketPublicAccessBlock",
      "s3:PutBucketVersioning",
      "s3:PutEncryptionConfiguration",
      "s3:PutLifecycleConfiguration",
      "s3:PutReplicationConfiguration",
    ],
    Resource: bucketArn,
    Condition: { ArnNotEquals: { "aws:PrincipalArn": exceptRoleArns } },
  };
}
