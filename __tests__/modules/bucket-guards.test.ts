import { denyDeletion, denyOutsideOrganization, denyWeakTransport } from "../../modules/bucket-guards";
import { account, arn } from "../support/values";

const bucketArn = arn("s3", "", "", "acme-trail-archive");
const bucketAndObjects = [bucketArn, `${bucketArn}/*`];
const bypassRole = arn("iam", "", account(2), "role/records-officer");

const destroying = [
  "s3:BypassGovernanceRetention",
  "s3:DeleteBucket",
  "s3:DeleteObject",
  "s3:DeleteObjectVersion",
  "s3:PutObjectRetention",
];

describe("every guard", () => {
  test("only refuses, and refuses everybody on the bucket and its objects", () => {
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
