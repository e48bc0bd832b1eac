import { readPolicy } from "../../../../aws-semantics/iam/read-policy";
import { arn } from "../../../../sample-data/values";

const statement = { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: arn("s3", "", "", "logs/*") };
const read = (change: object, kind: "resource" | "identity" = "resource") =>
  readPolicy("the policy", kind, JSON.stringify({ Version: "2012-10-17", Statement: { ...statement, ...change } }));

describe("a policy", () => {
  test("a policy may have one statement or several", () => {
    expect(read({}).statements).toEqual([{ ...statement, Action: [statement.Action], Resource: [statement.Resource] }]);
    const several = readPolicy(
      "the policy",
      "resource",
      JSON.stringify({ Version: "2012-10-17", Id: "x", Statement: [statement, statement] }),
    );
    expect(several.statements).toHaveLength(2);
  });

  test.each([
    ["{", "the policy is not valid JSON"],
    [[], "expected a policy to be a JSON object"],
    [{ Version: "2012-10-17", Statements: [] }, "the policy: unknown element Statements of a policy; remove it"],
  ])("%j is refused", (document, message) => {
    const text = typeof document === "string" ? document : JSON.stringify(document);

    expect(() => readPolicy("the policy", "resource", text)).toThrow(message);
  });

  test.each(["2008-10-17", undefined])("a policy with the version %s has no variables", (Version) => {
    const Resource = "${aws:username}";
    const { statements } = readPolicy(
      "the policy",
      "resource",
      JSON.stringify({ Version, Statement: { ...statement, Resource } }),
    );

    expect(statements).toEqual([expect.objectContaining({ Resource: ["${$}{aws:username}"] })]);
    expect(read({ Resource }).statements).toEqual([expect.objectContaining({ Resource: [Resource] })]);
  });

  test("a policy of a role need not name the role, and any other resource policy names its resource", () => {
    const text = JSON.stringify({ Version: "2012-10-17", Statement: { ...statement, Resource: undefined } });

    expect(readPolicy("the policy", "trust", text)).toMatchObject({
      kind: "resource",
      statements: [{ Resource: ["*"] }],
    });
    expect(() => readPolicy("the policy", "resource", text)).toThrow("must have either Resource or NotResource");
  });
});

describe("a statement", () => {
  test.each([
    [{ Conditions: {} }, "the policy, statement 1: unknown element Conditions of a statement; remove it"],
    [{ Sid: "S", Effect: "allow" }, "the policy, S: Effect must be Allow or Deny, got allow"],
    [{ NotAction: "s3:*" }, "a statement must have either Action or NotAction"],
    [{ Action: undefined }, "a statement must have either Action or NotAction"],
    [{ Resource: undefined }, "a statement must have either Resource or NotResource"],
    [{ Condition: { StringEqual: { "aws:a": "b" } } }, "the condition operator StringEqual cannot be evaluated"],
    [{ Condition: { StringMatches: { "aws:a": "b" } } }, "the condition operator StringMatches cannot be evaluated"],
    [{ NotPrincipal: "*" }, "a statement must have either Principal or NotPrincipal"],
    [{ Principal: undefined }, "a statement must have either Principal or NotPrincipal"],
  ])("a statement with %j is refused", (change, message) => {
    expect(() => read(change)).toThrow(message);
  });

  test("a statement of an identity policy has no principal", () => {
    expect(() => read({}, "identity")).toThrow("an identity policy cannot have a Principal");
    expect(() => read({ Principal: undefined, NotPrincipal: "*" }, "identity")).toThrow("cannot have a Principal");
    expect(read({ Principal: undefined }, "identity").statements).toHaveLength(1);
  });
});
