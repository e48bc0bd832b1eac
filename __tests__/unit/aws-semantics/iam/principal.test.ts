import type { Statement } from "../../../../aws-semantics/iam/document";
import { namedBy } from "../../../../aws-semantics/iam/principal";
import type { Caller } from "../../../../aws-semantics/iam/request";
import { account, arn } from "../../../../sample-data/values";

const root = (digit: number) => arn("iam", "", account(digit), "root");
const roleArn = arn("iam", "", account(1), "role/auditor");
const role: Caller = { kind: "role", arn: roleArn, account: account(1) };
const user: Caller = { kind: "user", arn: arn("iam", "", account(1), "user/ann"), account: account(1) };
const owner: Caller = { kind: "root", arn: root(1), account: account(1) };
const service: Caller = { kind: "service", service: "config.amazonaws.com" };
const anonymous: Caller = { kind: "anonymous" };

const named = (element: Partial<Statement>, caller: Caller) => namedBy({ Effect: "Allow", ...element }, caller);

describe("Principal", () => {
  test.each([
    ["*", role, "directly"],
    ["*", service, "directly"],
    ["*", anonymous, "directly"],
    [{ AWS: "*" }, anonymous, "directly"],
    [{ AWS: roleArn }, role, "directly"],
    [{ AWS: roleArn }, user, undefined],
    [{ AWS: [roleArn, root(1)] }, role, "directly"],
    [{ AWS: [root(1), roleArn] }, role, "directly"],
    [{ AWS: root(1) }, role, "by account"],
    [{ AWS: account(1) }, role, "by account"],
    [{ AWS: root(1) }, owner, "directly"],
    [{ AWS: account(1) }, owner, "directly"],
    [{ AWS: root(2) }, role, undefined],
    [{ AWS: account(2) }, role, undefined],
    [{ AWS: root(1) }, service, undefined],
    [{ AWS: root(1) }, anonymous, undefined],
    [{ Service: "config.amazonaws.com" }, service, "directly"],
    [{ Service: ["x.amazonaws.com", "config.amazonaws.com"] }, service, "directly"],
    [{ Service: "config.eu-west-1.amazonaws.com" }, service, undefined],
    [{ Service: "config.amazonaws.com" }, role, undefined],
    [{ Service: "config.amazonaws.com", AWS: roleArn }, role, "directly"],
  ] as const)("%j matches the caller %j: %s", (Principal, caller, expected) => {
    expect(named({ Principal }, caller)).toBe(expected);
  });

  test.each([[arn("iam", "", account(1), "role/*")], [arn("iam", "", "*", "root")], ["1*"]])(
    "%s is refused, because AWS does not match parts of a principal",
    (AWS) => {
      expect(() => named({ Principal: { AWS } }, role)).toThrow("a principal must be * or a name without wildcards");
    },
  );

  test.each(["Federated", "CanonicalUser"])("Principal of the kind %s is refused", (kind) => {
    expect(() => named({ Principal: { [kind]: "x" } }, role)).toThrow(`does not support principals of type ${kind}`);
  });
});

describe("NotPrincipal", () => {
  const deny = (NotPrincipal: Statement["NotPrincipal"], caller: Caller) =>
    namedBy({ Effect: "Deny", ...(NotPrincipal && { NotPrincipal }) }, caller);

  test.each([
    [{ AWS: [roleArn, root(1)] }, role, undefined],
    [{ AWS: roleArn }, role, "directly"],
    [{ AWS: root(1) }, role, "directly"],
    [{ AWS: [roleArn, root(1)] }, user, "directly"],
    [{ AWS: root(1) }, owner, undefined],
    [{ AWS: root(2) }, owner, "directly"],
    [{ AWS: roleArn }, service, "directly"],
    [{ Service: "config.amazonaws.com" }, service, undefined],
    [{ Service: "config.amazonaws.com" }, anonymous, "directly"],
  ] as const)("%j with Deny applies to %j: %s", (excepted, caller, expected) => {
    expect(deny(excepted, caller)).toBe(expected);
  });

  test("NotPrincipal with Allow applies to everybody except the listed principals", () => {
    expect(named({ NotPrincipal: { AWS: roleArn } }, role)).toBeUndefined();
    expect(named({ NotPrincipal: { AWS: root(1) } }, role)).toBeUndefined();
    expect(named({ NotPrincipal: { AWS: roleArn } }, user)).toBe("directly");
    expect(named({ NotPrincipal: { AWS: roleArn } }, anonymous)).toBe("directly");
  });
});
