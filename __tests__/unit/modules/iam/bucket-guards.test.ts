import {
  denyDeletion,
  denyDeletionExceptHolds,
  denyForeignKeys,
  denyForgery,
  denyOutsideOrganization,
  denyWeakTransport,
  denyWeakening,
  denyWeakeningExceptInventories,
} from "../../../../modules/iam/bucket-guards";
import { account, arn } from "../../../../sample-data/values";

const bucketArn = arn("s3", "", "", "acme-trail-archive");
const bucketAndObjects = [bucketArn, `${bucketArn}/*`];
const bypassRole = arn("iam", "", account(2), "role/records-officer");

const deployRole = arn("iam", "", account(2), "role/deploy");

const destroying = [
  "s3:BypassGovernanceRetention",
  "s3:DeleteBucket",
  "s3:DeleteObject",
  "s3:DeleteObjectVersion",
  "s3:PutObjectLegalHold",
  "s3:PutObjectRetention",
  "s3:UpdateObjectEncryption",
];

describe("every guard", () => {
  test("contains only Deny statements, for everybody, on the bucket and its objects", () => {
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
    const others = [
      denyWeakening(bucketArn, [deployRole]),
      denyForgery(bucketArn, { accountId: account(2), roleArns: [], prefixes: [] }),
      ...denyForeignKeys(bucketArn, arn("kms", "eu-west-1", account(2), "key/1234")),
      ...denyForeignKeys(bucketArn, undefined),
    ];
    for (const guard of others) expect(guard).toMatchObject({ Effect: "Deny", Principal: "*" });
  });
});

describe("denyWeakTransport", () => {
  test("denies every request over plain HTTP or over TLS before 1.2", () => {
    const everything = { Effect: "Deny", Principal: "*", Action: "s3:*", Resource: bucketAndObjects };

    expect(denyWeakTransport(bucketArn)).toEqual([
      { Sid: "DenyPlainHttp", ...everything, Condition: { Bool: { "aws:SecureTransport": "false" } } },
      { Sid: "DenyTlsBefore12", ...everything, Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } } },
    ]);
  });
});

describe("denyOutsideOrganization", () => {
  test("denies every request from outside the organization, except from AWS services", () => {
    expect(denyOutsideOrganization(bucketArn, "o-a1b2c3d4e5")).toEqual({
      Sid: "DenyOutsideOrganization",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: bucketAndObjects,
      // The conditions are combined with AND. With the first condition alone, AWS services could not deliver.
      Condition: {
        StringNotEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" },
        BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
      },
    });
  });
});

describe("denyDeletion", () => {
  test("denies everybody the deletion of logs and any weakening of their lock", () => {
    expect(denyDeletion(bucketArn, [])).toEqual({
      Sid: "DenyDeletion",
      Effect: "Deny",
      Principal: "*",
      Action: destroying,
      Resource: bucketAndObjects,
    });
  });

  test("exempts only the named roles", () => {
    expect(denyDeletion(bucketArn, [bypassRole])).toEqual({
      ...denyDeletion(bucketArn, []),
      Condition: { ArnNotEquals: { "aws:PrincipalArn": [bypassRole] } },
    });
  });
});

describe("denyWeakening", () => {
  test("exempts only the named roles", () => {
    expect(denyWeakening(bucketArn, [deployRole, bypassRole])).toMatchObject({
      Resource: bucketArn,
      Condition: { ArnNotEquals: { "aws:PrincipalArn": [deployRole, bypassRole] } },
    });
  });

  test("contains no action that reads or writes a log", () => {
    const { Action } = denyWeakening(bucketArn, [deployRole]);
    const patterns = [Action].flat().map((action) => new RegExp(`^${action.replace("*", ".*")}$`));

    for (const action of [
      "s3:PutObject",
      "s3:PutObjectAcl",
      "s3:GetBucketPolicy",
      "s3:ListBucket",
      "s3:ReplicateObject",
    ]) {
      expect(patterns.filter((pattern) => pattern.test(action))).toEqual([]);
    }
  });
});

describe("denyForgery", () => {
  const writers = { accountId: account(2), roleArns: [deployRole], prefixes: [] };

  test("exempts only the roles that deliver logs", () => {
    expect(denyForgery(bucketArn, writers)).toMatchObject({
      Resource: `${bucketArn}/*`,
      Condition: {
        StringEquals: { "aws:PrincipalAccount": account(2) },
        ArnNotEquals: { "aws:PrincipalArn": [deployRole] },
      },
    });
  });

  test("exempts nobody when no role delivers logs", () => {
    expect(denyForgery(bucketArn, { ...writers, roleArns: [] }).Condition).toEqual({
      StringEquals: { "aws:PrincipalAccount": account(2) },
    });
  });

  test("allows every role to write only below the listed prefixes", () => {
    const statement = denyForgery(bucketArn, { ...writers, prefixes: ["ssm-logs/AWSLogs"] });

    expect(statement.NotResource).toEqual([`${bucketArn}/ssm-logs/AWSLogs/*`]);
    expect(statement).not.toHaveProperty("Resource");
  });
});

describe("denyForeignKeys", () => {
  const kmsKeyArn = arn("kms", "eu-west-1", account(2), "key/1234");

  test.each([
    ["a key", kmsKeyArn],
    ["S3's own keys", undefined],
  ])("denies only requests with a different encryption header, for a bucket with %s", (_, keyArn) => {
    for (const { Condition } of denyForeignKeys(bucketArn, keyArn)) {
      const { Null = {}, StringLike = {} } = Condition ?? {};
      const demanded = [
        ...Object.entries(Null).filter(([, value]) => value === "false"),
        ...Object.entries(StringLike),
      ];

      expect(demanded.map(([key]) => key)).toEqual([expect.stringMatching(/^s3:x-amz-server-side-encryption/)]);
    }
  });
});

describe("denyForeignKeys with earlier keys", () => {
  const [key, earlier] = ["present", "earlier"].map((name) => arn("kms", "eu-west-1", account(2), `key/${name}`));
  const trailArn = arn("cloudtrail", "eu-west-1", account(1), "trail/organization");
  const keyId = "s3:x-amz-server-side-encryption-aws-kms-key-id";
  const sids = (...kmsKeyArns: string[]) =>
    denyForeignKeys(bucketArn, key, { kmsKeyArns, trailArn }).map(({ Sid }) => Sid);

  test("denies encryption with the earlier keys to everybody except the trail", () => {
    const statements = denyForeignKeys(bucketArn, key, { kmsKeyArns: [earlier ?? ""], trailArn });

    expect(statements.find(({ Sid }) => Sid === "DenyEarlierKey")?.Condition).toEqual({
      StringEquals: { [keyId]: [earlier] },
      StringNotEquals: { "aws:SourceArn": trailArn },
    });
    expect(statements.find(({ Sid }) => Sid === "DenyForeignKey")?.Condition?.StringNotEquals?.[keyId]).toEqual([
      key,
      earlier,
    ]);
  });

  test("equals the guard without earlier keys if the list is empty", () => {
    expect(denyForeignKeys(bucketArn, key, { kmsKeyArns: [], trailArn })).toEqual(denyForeignKeys(bucketArn, key));
    expect(sids(earlier ?? "")).toEqual(expect.arrayContaining([...sids(), "DenyEarlierKey"]));
  });
});

test("denyWeakening fails when it exempts nobody, because nobody could configure the bucket any more", () => {
  expect(() => denyWeakening(bucketArn, [])).toThrow(
    "expected at least one role that may still configure the bucket, got none",
  );
});

describe("denyDeletionExceptHolds", () => {
  const holder = arn("iam", "", account(2), "role/legal-hold");

  test.each([[[]], [[bypassRole]]])(
    "allows the role to place legal holds, and denies it every deletion, with the exempt roles %j",
    (bypass: string[]) => {
      const [deletion, holds, ...others] = denyDeletionExceptHolds(bucketArn, bypass, [holder]);
      const everyone = { Effect: "Deny", Principal: "*", Resource: bucketAndObjects };

      expect(others).toEqual([]);
      expect(deletion).toMatchObject({
        ...everyone,
        Action: destroying.filter((action) => action !== "s3:PutObjectLegalHold"),
      });
      expect(JSON.stringify(deletion)).not.toContain(holder);
      expect(holds).toEqual({
        ...everyone,
        Sid: "DenyLegalHold",
        Action: "s3:PutObjectLegalHold",
        Condition: { ArnNotEquals: { "aws:PrincipalArn": [...bypass, holder] } },
      });
      const { Action: _all, ...plain } = denyDeletion(bucketArn, bypass);
      expect(deletion).toMatchObject(plain);
    },
  );
});

describe("denyWeakeningExceptInventories", () => {
  const deployer = arn("iam", "", account(2), "role/deployer");
  const lister = arn("iam", "", account(2), "role/lister");
  const [others, own] = denyWeakeningExceptInventories(bucketArn, [deployer], lister);

  test("denies every setting to everybody but these roles", () => {
    expect(others).toEqual({
      ...denyWeakening(bucketArn, [deployer]),
      Condition: { ArnNotEquals: { "aws:PrincipalArn": [deployer, lister] } },
    });
  });

  test("denies the role every setting of S3 except inventories", () => {
    const denied = [own?.Action ?? []].flat();
    const isDenied = (action: string) =>
      denied.some((one) => (one.endsWith("*") ? action.startsWith(one.slice(0, -1)) : action === one));

    expect(own?.Condition).toEqual({ ArnEquals: { "aws:PrincipalArn": lister } });
    expect(
      [
        "s3:DeleteBucketPolicy",
        "s3:PutBucketPolicy",
        "s3:PutBucketVersioning",
        "s3:PutBucketObjectLockConfiguration",
        "s3:PutBucketPublicAccessBlock",
        "s3:PutEncryptionConfiguration",
        "s3:PutLifecycleConfiguration",
        "s3:PutReplicationConfiguration",
        "s3:PutMetricsConfiguration",
      ].filter((action) => !isDenied(action)),
    ).toEqual([]);
    expect(isDenied("s3:PutInventoryConfiguration")).toBe(false);
  });

  test("fails without a role that may configure the bucket", () => {
    expect(() => denyWeakeningExceptInventories(bucketArn, [], lister)).toThrow(
      "expected at least one role that may still configure the bucket",
    );
  });
});
