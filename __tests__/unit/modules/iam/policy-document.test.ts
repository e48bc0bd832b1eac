import { type PolicyStatement, allow, policyJson, serviceTrustJson } from "../../../../modules/iam/policy-document";
import { account } from "../../../../sample-data/values";

type Kind = Parameters<typeof policyJson>[0];

const statement = (overrides: Partial<PolicyStatement> = {}): PolicyStatement => ({
  Sid: "ReadLogs",
  Effect: "Allow",
  Action: "s3:GetObject",
  Resource: "*",
  ...overrides,
});

/** Returns a policy of exactly this number of bytes. */
const policyOf = (kind: Kind, bytes: number) => {
  const envelope = Buffer.byteLength(policyJson(kind, [statement({ Resource: "" })]));
  return policyJson(kind, [statement({ Resource: "x".repeat(bytes - envelope) })]);
};

/** The size limits of AWS. */
const limits: [Kind, number][] = [
  ["bucket policy", 20_480],
  ["key policy", 32_768],
  ["topic policy", 30_720],
  ["role policy", 10_240],
];

describe("policyJson", () => {
  test("returns the policy version that supports variables, and the statements in order", () => {
    const statements = [statement({ Sid: "A" }), statement({ Sid: "B", Effect: "Deny", Principal: "*" })];

    expect(JSON.parse(policyJson("bucket policy", statements))).toEqual({
      Version: "2012-10-17",
      Statement: statements,
    });
  });

  test("contains no white space, because AWS counts it", () => {
    expect(policyJson("role policy", [statement()])).not.toMatch(/\s/);
  });

  test.each(limits)("accepts a %s with one byte less than, and exactly, its limit of %i bytes", (kind, limit) => {
    expect(policyOf(kind, limit - 1)).toHaveLength(limit - 1);
    expect(policyOf(kind, limit)).toHaveLength(limit);
  });

  test.each(limits)("fails when a %s has one byte more than its limit of %i bytes", (kind, limit) => {
    expect(() => policyOf(kind, limit + 1)).toThrow(
      `a ${kind} can have at most ${limit} bytes, got ${limit + 1}; use fewer roles`,
    );
  });

  test("counts bytes, not characters", () => {
    expect(() => policyJson("role policy", [statement({ Resource: "é".repeat(5_200) })])).toThrow(
      /a role policy can have at most 10240 bytes, got 10\d{3}/,
    );
  });

  test("fails when two statements have the same Sid", () => {
    const statements = ["A", "B", "C", "B"].map((Sid) => statement({ Sid }));

    expect(() => policyJson("topic policy", statements)).toThrow(
      "expected a topic policy in which each statement has its own Sid, got two statements with Sid B",
    );
  });
});

describe("allow", () => {
  test("has no condition by default", () => {
    expect(allow("ReadLogs", ["s3:GetObject"], "*")).toEqual({
      Sid: "ReadLogs",
      Effect: "Allow",
      Action: ["s3:GetObject"],
      Resource: "*",
    });
  });

  test("keeps the given condition", () => {
    const condition = { StringEquals: { "aws:SourceAccount": account(1) } };

    expect(allow("ReadLogs", ["s3:GetObject"], ["a", "b"], condition)).toEqual({
      Sid: "ReadLogs",
      Effect: "Allow",
      Action: ["s3:GetObject"],
      Resource: ["a", "b"],
      Condition: condition,
    });
  });
});

describe("serviceTrustJson", () => {
  test("allows only one service to assume the role, with the given condition", () => {
    const condition = { StringEquals: { "aws:SourceAccount": account(1) } };

    expect(JSON.parse(serviceTrustJson("config.amazonaws.com", condition))).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "config.amazonaws.com" },
          Action: "sts:AssumeRole",
          Condition: condition,
        },
      ],
    });
  });
});
