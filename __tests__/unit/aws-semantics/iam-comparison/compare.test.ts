import { compare } from "../../../../aws-semantics/iam-comparison/compare";
import { type ComparedKind, readCompared } from "../../../../aws-semantics/iam-comparison/document";
import { gainLines } from "../../../../aws-semantics/iam-comparison/gain-text";
import { account } from "../../../../sample-data/values";
import { arn } from "../../../support/plans";

type Statement = Record<string, unknown>;

const bucket = arn("s3", "archive");
const owner = account(2);
const auditor = arn("iam", "role/auditor", account(5)).replace("eu-central-1", "");
const document = (...statements: readonly Statement[]) =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });

function gained(
  before: string,
  after: string,
  kind: ComparedKind = "resource",
  resources = [bucket, `${bucket}/*`],
): string {
  const surroundings = { service: kind === "identity" ? undefined : "s3", resources, account: owner };
  const result = compare(readCompared(before, kind), readCompared(after, kind), surroundings);
  expect(result.isComplete).toBe(true);
  return gainLines(result.gains).join("\n");
}

const read = { Effect: "Allow", Principal: { AWS: auditor }, Action: "s3:GetObject", Resource: `${bucket}/*` };
const deny = {
  Effect: "Deny",
  Principal: "*",
  Action: ["s3:DeleteObject", "s3:DeleteObjectVersion"],
  Resource: `${bucket}/*`,
  Condition: { ArnNotEquals: { "aws:PrincipalArn": auditor } },
};
const tls = {
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: [bucket, `${bucket}/*`],
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};
const organization = {
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: [bucket, `${bucket}/*`],
  Condition: {
    StringNotEquals: { "aws:PrincipalOrgID": "o-abc" },
    BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
  },
};
const delivery = {
  Effect: "Allow",
  Principal: { Service: "cloudtrail.amazonaws.com" },
  Action: "s3:PutObject",
  Resource: `${bucket}/AWSLogs/*`,
  Condition: {
    StringEquals: { "aws:SourceAccount": [account(1), account(3)], "s3:x-amz-acl": "bucket-owner-full-control" },
  },
};
const all = [read, deny, tls, organization, delivery];

describe.each<[string, readonly Statement[], readonly Statement[]]>([
  ["another order of statements", all, all.toReversed()],
  ["other ids of statements", all, all.map((one, i) => ({ ...one, Sid: `S${i}` }))],
  [
    "lists with one element",
    [read],
    [{ ...read, Action: ["s3:GetObject"], Principal: { AWS: [auditor] }, Resource: [`${bucket}/*`] }],
  ],
  ["another case of an action", [read], [{ ...read, Action: "S3:getobject" }]],
  [
    "a statement that is split in two",
    [deny],
    [
      { ...deny, Action: deny.Action[0] },
      { ...deny, Action: deny.Action[1] },
    ],
  ],
  [
    "an action that a wildcard already contains",
    [{ ...read, Action: "s3:Get*" }],
    [{ ...read, Action: ["s3:Get*", "s3:GetObject"] }],
  ],
  ["a resource that another resource already contains", [read], [read, { ...read, Resource: `${bucket}/AWSLogs/*` }]],
  ["booleans as strings", [tls], [{ ...tls, Condition: { Bool: { "aws:SecureTransport": false } } }]],
  ["everybody in another notation", [tls], [{ ...tls, Principal: { AWS: "*" } }]],
  ["a removed action", all, [deny, tls, organization, delivery]],
  ["an additional denial", [read], all.filter(({ Effect }) => Effect === "Deny").concat(read)],
  [
    "a removed account",
    [delivery],
    [
      {
        ...delivery,
        Condition: { StringEquals: { ...delivery.Condition.StringEquals, "aws:SourceAccount": account(1) } },
      },
    ],
  ],
  [
    "an additional permission that a denial covers",
    [deny],
    [deny, { ...read, Principal: { AWS: arn("iam", "role/x", account(6)) }, Action: "s3:DeleteObject" }],
  ],
])("a policy with %s", (_, before, after) => {
  test("grants no additional permission", () => {
    expect(gained(document(...before), document(...after))).toBe("");
  });
});

describe.each<[string, readonly Statement[], readonly Statement[], RegExp]>([
  [
    "an additional action",
    [read],
    [{ ...read, Action: ["s3:GetObject", "s3:DeleteObject"] }],
    /role\/auditor.* gains s3:DeleteObject on \S+archive\/\*$/m,
  ],
  ["an additional wildcard action", [read], [{ ...read, Action: "s3:*" }], /role\/auditor.* gains s3:\* /],
  [
    "everything except one action",
    [read],
    [{ Effect: "Allow", Principal: { AWS: auditor }, NotAction: "s3:GetObject", Resource: "*" }],
    /role\/auditor.* gains .*s3:\*/,
  ],
  ["everybody", [read], [{ ...read, Principal: "*" }], /^anyone, without credentials gains s3:GetObject/m],
  [
    "everybody in the other notation",
    [read],
    [{ ...read, Principal: { AWS: ["*"] } }],
    /^anyone, without credentials gains/m,
  ],
  [
    "everybody except one principal",
    [read],
    [{ Effect: "Allow", NotPrincipal: { AWS: auditor }, Action: "s3:GetObject", Resource: `${bucket}/*` }],
    /^anyone of another account gains/m,
  ],
  [
    "an additional account",
    [read],
    [read, { ...read, Principal: { AWS: account(7) } }],
    new RegExp(`^any principal of account ${account(7)} that IAM allows gains`, "m"),
  ],
  [
    "an additional organization",
    [read],
    [read, { ...read, Principal: "*", Condition: { StringEquals: { "aws:PrincipalOrgID": "o-abc" } } }],
    /^any principal of the organization o-abc gains/m,
  ],
  [
    "an additional federated principal",
    [read],
    [read, { ...read, Principal: { Federated: "accounts.example.com" } }],
    /^accounts\.example\.com gains/m,
  ],
  ["an additional service", [read], [read, delivery], /^cloudtrail\.amazonaws\.com gains s3:PutObject/m],
  [
    "an additional account of a service",
    [delivery],
    [
      {
        ...delivery,
        Condition: {
          StringEquals: {
            ...delivery.Condition.StringEquals,
            "aws:SourceAccount": [account(1), account(3), account(8)],
          },
        },
      },
    ],
    new RegExp(`aws:sourceaccount ${account(8)}`),
  ],
  [
    "a service without its condition",
    [delivery],
    [{ ...delivery, Condition: { StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control" } } }],
    /^cloudtrail\.amazonaws\.com gains s3:PutObject/m,
  ],
  [
    "a condition on a key that may be absent",
    [delivery],
    [{ ...delivery, Condition: { StringEqualsIfExists: delivery.Condition.StringEquals } }],
    /^cloudtrail\.amazonaws\.com gains/m,
  ],
  [
    "a ForAllValues condition, which is true without values",
    [delivery],
    [{ ...delivery, Condition: { "ForAllValues:StringEquals": delivery.Condition.StringEquals } }],
    /^cloudtrail\.amazonaws\.com gains/m,
  ],
  ["a larger folder", [delivery], [{ ...delivery, Resource: `${bucket}/*` }], /gains s3:PutObject on \S+archive\/\*/],
  [
    "all objects except one folder",
    [{ ...read, Resource: `${bucket}/public/*` }],
    [{ Effect: "Allow", Principal: { AWS: auditor }, Action: "s3:GetObject", NotResource: `${bucket}/public/*` }],
    /gains s3:GetObject on \S+archive/,
  ],
  [
    "no denial of deletion",
    [deny],
    [],
    /^any principal of account \d+ that IAM allows gains s3:DeleteObject, s3:DeleteObjectVersion/m,
  ],
  ["a denial of fewer actions", [deny], [{ ...deny, Action: "s3:DeleteObject" }], /gains s3:DeleteObjectVersion on/],
  [
    "an exemption from a denial",
    [deny],
    [
      {
        ...deny,
        Condition: {
          ArnNotEquals: { "aws:PrincipalArn": [auditor, arn("iam", "role/other", owner).replace("eu-central-1", "")] },
        },
      },
    ],
    /role\/other gains s3:DeleteObject/,
  ],
  [
    "an exemption by a pattern",
    [deny],
    [
      {
        ...deny,
        Condition: {
          ArnNotLike: { "aws:PrincipalArn": [auditor, arn("iam", "role/*", owner).replace("eu-central-1", "")] },
        },
      },
    ],
    /role\/\* gains s3:DeleteObject/,
  ],
  ["no TLS requirement", [tls], [], /gains s3:\* on \S+, with aws:securetransport false/],
  ["another organization", [organization, read], [read], /gains s3:GetObject/],
  [
    "a denial of a part",
    [{ ...tls, Resource: `${bucket}/*` }],
    [{ ...tls, Resource: `${bucket}/AWSLogs/*` }],
    /gains s3:\*/,
  ],
])("a policy with %s", (_, before, after, expected) => {
  test("grants an additional permission, with an example request", () => {
    expect(gained(document(...before), document(...after))).toMatch(expected);
  });
});

test("a denial of exactly one object between two folders is found", () => {
  const anywhere = {
    Effect: "Allow",
    Principal: { AWS: auditor },
    Action: "s3:GetObject",
    Resource: `${bucket}/AWSLogs/*`,
  };
  const denyOthers = { Effect: "Deny", Principal: "*", Action: "s3:*", NotResource: [`${bucket}/*/secret.gz`] };

  expect(gained(document(denyOthers), document(denyOthers, anywhere))).toMatch(
    /gains s3:GetObject on \S+AWSLogs\/secret\.gz/,
  );
});

test("variables are literal strings in the old version of the policy language", () => {
  const folder = { ...delivery, Resource: `${bucket}/\${aws:SourceAccount}/*` };
  const old = document(folder).replace("2012-10-17", "2008-10-17");

  expect(gained(old, document(folder))).toContain("cloudtrail.amazonaws.com gains s3:PutObject");
  expect(gained(old, old)).toBe("");
});

test("an empty policy is compared with a policy that denies", () => {
  expect(gained("", document(deny))).toBe("");
  expect(gained(document(deny), "")).toContain("s3:DeleteObject");
});

describe("a change of an identity policy", () => {
  const grant = (Action: unknown, Resource: unknown = "*") => document({ Effect: "Allow", Action, Resource });

  test.each<[unknown, unknown, string]>([
    ["s3:GetObject", ["s3:GetObject", "kms:Decrypt"], "the holder gains kms:Decrypt on *"],
    ["s3:GetObject", "*", "the holder gains * on *"],
  ])("a change of an identity policy from %j to %j is compared", (before, after, line) => {
    expect(gained(grant(before), grant(after), "identity", [])).toBe(line);
  });

  test("a change of an identity policy to fewer resources grants nothing", () => {
    expect(gained(grant("s3:*"), grant("s3:*", `${bucket}/*`), "identity", [])).toBe("");
  });
});

test("the finding about a trust policy contains the principals that may assume the role", () => {
  const trust = (Principal: object) => document({ Effect: "Allow", Principal, Action: "sts:AssumeRole" });

  expect(gained(trust({ Service: "config.amazonaws.com" }), trust({ AWS: auditor }), "trust", [])).toBe(
    `${auditor} gains sts:AssumeRole on *`,
  );
});

test("an organization policy that denies less allows more to the accounts", () => {
  const scp = (...actions: string[]) => document({ Effect: "Deny", Action: actions, Resource: "*" });

  expect(gained(scp("cloudtrail:StopLogging", "s3:x"), scp("s3:x"), "organization", [])).toBe(
    "the holder gains cloudtrail:StopLogging on *",
  );
});
