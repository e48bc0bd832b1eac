import type { Policy, Statement } from "../../../../aws-semantics/iam/document";
import { readPolicy } from "../../../../aws-semantics/iam/read-policy";
import { type Policies, evaluate } from "../../../../aws-semantics/iam/evaluate";
import type { Caller, PolicyRequest } from "../../../../aws-semantics/iam/request";
import { account, arn } from "../../../../sample-data/values";

const bucket = arn("s3", "", "", "logs");
const key = arn("kms", "eu-west-1", account(1), "key/1");
const roleOf = (digit: number): Caller => ({
  kind: "role",
  arn: arn("iam", "", account(digit), "role/auditor"),
  account: account(digit),
  organization: "o-a1b2c3d4e5",
});
const service: Caller = { kind: "service", service: "config.amazonaws.com" };

const complete = (one: Partial<Statement>) => ({ Effect: "Allow", Action: "*", Resource: "*", ...one });

const policy = (kind: Policy["kind"], name: string, ...statements: readonly Partial<Statement>[]): Policy =>
  readPolicy(
    name,
    kind,
    JSON.stringify({
      Version: "2012-10-17",
      Statement: statements.map(complete),
    }),
  );

const resource = (...statements: readonly Partial<Statement>[]) => policy("resource", "the resource", ...statements);
const identity = (...statements: readonly Partial<Statement>[]) => policy("identity", "the role", ...statements);

const ask = (policies: Policies, request: Partial<PolicyRequest> = {}) =>
  evaluate(policies, {
    caller: roleOf(1),
    action: "s3:GetObject",
    resource: `${bucket}/file`,
    resourceAccount: account(1),
    context: {},
    ...request,
  });

const root = (digit: number) => ({ AWS: arn("iam", "", account(digit), "root") });
const self = (digit: number) => ({ AWS: arn("iam", "", account(digit), "role/auditor") });
const effect = (policies: Policies, request: Partial<PolicyRequest> = {}) => ask(policies, request).effect;

describe("the decision within one account, when", () => {
  test.each([
    ["the resource policy names the role", resource({ Principal: self(1) }), [], "allow"],
    ["the resource policy names everybody", resource({ Principal: "*" }), [], "allow"],
    [
      "the resource policy names the account, and the role has no policy",
      resource({ Principal: root(1) }),
      [],
      "implicit deny",
    ],
    [
      "the resource policy names the account, and the role's policy allows",
      resource({ Principal: root(1) }),
      [identity({})],
      "allow",
    ],
    ["the resource policy has no statement, and the role's policy allows", undefined, [identity({})], "allow"],
    [
      "the resource policy names another principal, and the role's policy allows",
      resource({ Principal: self(2) }),
      [identity({})],
      "allow",
    ],
    ["neither policy has a statement", undefined, [], "implicit deny"],
    ["the role's policy allows another action", undefined, [identity({ Action: "s3:PutObject" })], "implicit deny"],
  ] as const)("%s", (_, ofBucket, ofRole, expected) => {
    expect(effect({ ...(ofBucket && { resource: ofBucket }), identity: ofRole })).toBe(expected);
  });
});

describe("the decision across accounts, when", () => {
  test.each([
    ["both policies allow", resource({ Principal: self(2) }), [identity({})], "allow"],
    [
      "both policies allow, and the resource policy names the account",
      resource({ Principal: root(2) }),
      [identity({})],
      "allow",
    ],
    ["only the resource policy allows", resource({ Principal: self(2) }), [], "implicit deny"],
    [
      "the resource policy allows everybody, and the role has no policy",
      resource({ Principal: "*" }),
      [],
      "implicit deny",
    ],
    ["only the role's policy allows", resource({ Principal: self(1) }), [identity({})], "implicit deny"],
    ["the resource has no policy", undefined, [identity({})], "implicit deny"],
  ] as const)("%s", (_, ofBucket, ofRole, expected) => {
    const policies = { ...(ofBucket && { resource: ofBucket }), identity: ofRole };

    expect(effect(policies, { caller: roleOf(2) })).toBe(expected);
  });
});

describe("the decision about a KMS key whose policy", () => {
  const use = { action: "kms:Decrypt", resource: key };

  test.each([
    ["names the role", 1, resource({ Principal: self(1) }), [], "allow"],
    ["names the account, and the role's policy allows", 1, resource({ Principal: root(1) }), [identity({})], "allow"],
    ["names the account, and the role has no policy", 1, resource({ Principal: root(1) }), [], "implicit deny"],
    [
      "does not name the account, and the role's policy is not sufficient",
      1,
      resource({ Principal: self(2) }),
      [identity({})],
      "implicit deny",
    ],
    [
      "belongs to another account and names the role, which has no policy",
      2,
      resource({ Principal: self(2) }),
      [],
      "implicit deny",
    ],
    [
      "belongs to another account and names the role, whose policy allows",
      2,
      resource({ Principal: self(2) }),
      [identity({})],
      "allow",
    ],
  ] as const)("%s", (_, digit, ofKey, ofRole, expected) => {
    expect(effect({ resource: ofKey, identity: ofRole }, { ...use, caller: roleOf(digit) })).toBe(expected);
  });
});

describe("a service or an anonymous caller", () => {
  test("a service or an anonymous caller is allowed by the resource policy alone", () => {
    const open = { resource: resource({ Principal: { Service: "config.amazonaws.com" } }), identity: [] };

    expect(effect(open, { caller: service })).toBe("allow");
    expect(effect(open, { caller: { kind: "service", service: "ec2.amazonaws.com" } })).toBe("implicit deny");
    expect(effect(open, { caller: { kind: "anonymous" } })).toBe("implicit deny");
    expect(effect({ resource: resource({ Principal: "*" }), identity: [] }, { caller: { kind: "anonymous" } })).toBe(
      "allow",
    );
  });
});

describe("an explicit Deny", () => {
  const everything = { Principal: "*" } as const;

  test("overrides every Allow, in any policy", () => {
    const deny = { Sid: "No", Effect: "Deny" } as const;

    expect(effect({ resource: resource(everything, { ...deny, ...everything }), identity: [identity({})] })).toBe(
      "explicit deny",
    );
    expect(effect({ resource: resource({ ...deny, ...everything }, everything), identity: [] })).toBe("explicit deny");
    expect(effect({ resource: resource(everything), identity: [identity(deny, {})] })).toBe("explicit deny");
  });

  test("an explicit Deny of the account also applies to its roles", () => {
    const deny = { Effect: "Deny", Principal: root(1) } as const;

    expect(effect({ resource: resource(everything, deny), identity: [] })).toBe("explicit deny");
    expect(effect({ resource: resource(everything, deny), identity: [identity({})] }, { caller: roleOf(2) })).toBe(
      "allow",
    );
  });

  test("does not deny a request that it does not match", () => {
    const others: Partial<Statement>[] = [
      { Action: "s3:PutObject" },
      { Action: [], NotAction: undefined },
      { Resource: `${bucket}/other` },
      { Condition: { StringEquals: { "aws:PrincipalOrgID": "o-other" } } },
    ];
    for (const other of others) {
      const deny = { ...everything, Effect: "Deny", ...other } as const;

      expect(effect({ resource: resource(everything, deny), identity: [] })).toBe("allow");
    }
  });
});

test("NotAction and NotResource match all other actions and resources", () => {
  const bySelf = { Principal: self(1) };
  const notAction = resource({ ...bySelf, Action: undefined, NotAction: ["s3:Put*", "s3:Delete*"] });
  const notResource = resource({ ...bySelf, Resource: undefined, NotResource: `${bucket}/secret/*` });

  expect(effect({ resource: notAction, identity: [] })).toBe("allow");
  expect(effect({ resource: notAction, identity: [] }, { action: "s3:PutObject" })).toBe("implicit deny");
  expect(effect({ resource: notResource, identity: [] })).toBe("allow");
  expect(effect({ resource: notResource, identity: [] }, { resource: `${bucket}/secret/x` })).toBe("implicit deny");
});

test.each([
  ["s3:GetObject", true],
  ["S3:getobject", true],
  ["s3:Get*", true],
  ["s3:Get?bject", true],
  ["s3:*", true],
  ["*", true],
  ["s3:GetObjec", false],
  ["s3:GetObjectVersion", false],
  ["s3:get?object", false],
])("the action %s matches s3:GetObject: %s", (Action, expected) => {
  expect(effect({ resource: resource({ Principal: self(1), Action }), identity: [] })).toBe(
    expected ? "allow" : "implicit deny",
  );
});

describe("the condition keys of the caller", () => {
  const under = (Condition: Statement["Condition"], caller: Caller = roleOf(1)) =>
    effect({ resource: resource({ Principal: "*", Condition }), identity: [] }, { caller });
  const inOrganization = { StringEquals: { "aws:principalorgid": "o-a1b2c3d4e5" } };
  const asService = { Bool: { "aws:PrincipalIsAWSService": "true" } };
  const noService = { Bool: { "aws:PrincipalIsAWSService": "false" } };

  test("the condition keys of the caller are derived from the caller", () => {
    expect(under(inOrganization)).toBe("allow");
    expect(under(inOrganization, service)).toBe("implicit deny");
    expect(under(noService)).toBe("allow");
    expect(under(asService)).toBe("implicit deny");
    expect(under(asService, service)).toBe("allow");
    expect(under(noService, { kind: "anonymous" })).toBe("implicit deny");
    expect(under({ StringEquals: { "aws:PrincipalServiceName": "config.amazonaws.com" } }, service)).toBe("allow");
    expect(under({ ArnEquals: { "aws:PrincipalArn": arn("iam", "", "*", "role/auditor") } })).toBe("allow");
    expect(under({ StringEquals: { "aws:PrincipalAccount": account(2) } })).toBe("implicit deny");
  });

  test("the condition keys of the caller cannot be overridden by a request", () => {
    expect(() => ask({ identity: [identity({})] }, { context: { "AWS:PrincipalArn": "x" } })).toThrow(
      "the request has the condition key AWS:PrincipalArn twice",
    );
  });
});

describe("the deciding statement", () => {
  test("the deciding statement is identified by its Sid or its position", () => {
    expect(
      ask(
        { resource: resource({ Sid: "Readers", Principal: self(2) }), identity: [identity({})] },
        { caller: roleOf(2) },
      ),
    ).toEqual({
      effect: "allow",
      by: [
        { policy: "the resource", statement: "Readers" },
        { policy: "the role", statement: "statement 1" },
      ],
    });
    expect(
      ask({ resource: resource({ Principal: "*" }, { Sid: "No", Effect: "Deny", Principal: "*" }), identity: [] }),
    ).toEqual({
      effect: "explicit deny",
      by: [{ policy: "the resource", statement: "No" }],
    });
  });

  test("the deciding statement is missing if no statement decides; instead the result names the policy that contains no matching statement", () => {
    const lacks = (policies: Policies, caller: Caller) => {
      const decision = ask(policies, { caller });
      return decision.effect === "implicit deny" && decision.lacks;
    };

    expect(lacks({ identity: [] }, roleOf(1))).toBe("either policy");
    expect(lacks({ identity: [identity({})] }, roleOf(2))).toBe("the resource's policy");
    expect(lacks({ resource: resource({ Principal: self(2) }), identity: [] }, roleOf(2))).toBe("the caller's policy");
    expect(lacks({ identity: [] }, service)).toBe("the resource's policy");
  });
});
