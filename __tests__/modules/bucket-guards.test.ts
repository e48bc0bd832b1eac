import { denyDeletion, denyOutsideOrganization, denyWeakTransport, denyWeakening } from "../../modules/bucket-guards";
import { account, arn } from "../support/values";

const bucketArn = arn("s3", "", "", "acme-trail-archive");
const bucketAndObjects = [bucketArn, `${bucketArn}/*`];
const bypassRole = arn("iam", "", account(2), "role/records-officer");

const deployRole = arn("iam", "", account(2), "role/deploy");

const destroying = [
  "s3:BypassGovernanceRetention",
  "s3:DeleteBucket",
  "s3:DeleteObject",
  "s3:DeleteObjectVersion",
  "s3:PutObjectRetention",
];

describe("every guard", () => {
  test("only refuses, and refuses everybody, on the bucket and on its objects where those can be meant", () => {
    const guards = [
      ...denyWeakTransport(bucketArn),
      denyOutsideOrganization(bucketArn, "o-a1b2c3d4e5"),
      denyDeletion(bucketArn, []),
      denyDeletion(bucketArn, [bypassRole]),
    ];

    expect(guards).toHaveLength(5);
    for (const guard of guards) {
      expect(guard).toMatchObject({ Effect: "Deny", Principal: "*", Resource: bucketAndObjects });
    }
    expect(denyWeakening(bucketArn, [deployRole])).toMatchObject({
      Effect: "Deny",
      Principal: "*",
      Resource: bucketArn,
    });
  });
});

describe("denyWeakTransport", () => {
  test("refuses every request over plain HTTP, and every one over TLS before 1.2", () => {
    const everything = { Effect: "Deny", Principal: "*", Action: "s3:*", Resource: bucketAndObjects };

    expect(denyWeakTransport(bucketArn)).toEqual([
      { Sid: "DenyPlainHttp", ...everything, Condition: { Bool: { "aws:SecureTransport": "false" } } },
      { Sid: "DenyTlsBefore12", ...everything, Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } } },
    ]);
  });
});

describe("denyOutsideOrganization", () => {
  test("refuses every request from outside the organization that is not an AWS service's", () => {
    expect(denyOutsideOrganization(bucketArn, "o-a1b2c3d4e5")).toEqual({
      Sid: "DenyOutsideOrganization",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: bucketAndObjects,
      // Both have to hold: with the first alone, no AWS service could deliver
      Condition: {
        StringNotEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" },
        BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
      },
    });
  });
});

describe("denyDeletion", () => {
  test("refuses everybody, without exception, to delete logs or to weaken their lock", () => {
    expect(denyDeletion(bucketArn, [])).toEqual({
      Sid: "DenyDeletion",
      Effect: "Deny",
      Principal: "*",
      Action: destroying,
      Resource: bucketAndObjects,
    });
  });

  test("excepts the named roles and nobody else", () => {
    expect(denyDeletion(bucketArn, [bypassRole])).toEqual({
      ...denyDeletion(bucketArn, []),
      Condition: { ArnNotEquals: { "aws:PrincipalArn": [bypassRole] } },
    });
  });
});

describe("denyWeakening", () => {
  test("refuses all but the named roles to change what keeps, locks, encrypts or logs the logs", () => {
    expect(denyWeakening(bucketArn, [deployRole, bypassRole])).toEqual({
      Sid: "DenyWeakening",
      Effect: "Deny",
      Principal: "*",
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
      Condition: { ArnNotEquals: { "aws:PrincipalArn": [deployRole, bypassRole] } },
    });
  });
});

test("fails when denyWeakening excepts nobody, because nobody could configure the bucket any more", () => {
  expect(() => denyWeakening(bucketArn, [])).toThrow("a bucket needs a role that may still configure it, got none");
});
