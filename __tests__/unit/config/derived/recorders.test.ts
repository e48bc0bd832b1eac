import { awsConfigNames } from "../../../../config/names/aws-config";
import { aggregatorRoot } from "../../../../config/derived/single-roots";
import { isRecorded, recorderOf } from "../../../../config/derived/recorders";
import { account } from "../../../../sample-data/values";
import { type Changes, parse } from "../configuration";

const setting = (changes: Record<string, unknown>): Changes =>
  Object.fromEntries(Object.entries(changes).map(([name, value]) => [`logSources.awsConfig.${name}`, value]));
const members = { "accounts.members": [{ name: "website", id: account(3) }] };

describe("awsConfigNames", () => {
  test("begin with the prefix", () => {
    const { aggregatorName, aggregatorRoleName, ruleName } = awsConfigNames({ prefix: "acme" });

    expect([aggregatorName, aggregatorRoleName, ruleName("x")]).toEqual([
      "acme-organization",
      "acme-config-aggregator",
      "acme-x",
    ]);
  });

  test("fit into the name of an IAM role with the longest prefix", () => {
    expect(awsConfigNames({ prefix: "p".repeat(21) }).aggregatorRoleName.length).toBeLessThanOrEqual(64);
  });
});

describe("recorderOf", () => {
  test.each(["create", "adopt", "none"])("returns %s for every account without an exception", (recorder) => {
    const config = parse({ ...members, ...setting({ recorder, recorderByAccount: { [account(3)]: "adopt" } }) });

    expect([1, 2, 3].map((digit) => recorderOf(config, account(digit)))).toEqual([recorder, recorder, "adopt"]);
  });
});

describe("isRecorded", () => {
  test.each([
    ["create", {}, true],
    ["adopt", {}, true],
    ["none", {}, false],
    ["none", { [account(1)]: "create" }, true],
    ["none", { [account(2)]: "adopt" }, true],
    ["create", { [account(1)]: "none", [account(2)]: "none" }, false],
    ["create", { [account(1)]: "none" }, true],
  ])("isRecorded with %s and the exceptions %j is %j", (recorder, recorderByAccount, expected) => {
    expect(isRecorded(parse(setting({ recorder, recorderByAccount })))).toBe(expected);
  });
});

describe("aggregatorRoot", () => {
  const root = (changes: Record<string, unknown>) => aggregatorRoot(parse({ ...members, ...setting(changes) }));

  test("returns undefined by default, and if only an account is set", () => {
    expect(root({})).toBeUndefined();
    expect(root({ "aggregator.account": account(3) })).toBeUndefined();
  });

  test("returns a root in the log-archive account by default", () => {
    expect(root({ "aggregator.enabled": true })).toMatchObject({
      id: account(2),
      role: "log-archive",
      stackName: "config-aggregator",
    });
  });

  test("returns a root in the configured member, deployed with the member's role", () => {
    const chosen = root({ "aggregator.enabled": true, "aggregator.account": account(3) });

    expect(chosen).toMatchObject({ id: account(3), role: "member", stackName: "config-aggregator" });
    expect(chosen?.deployRoleArn).toContain(`${account(3)}:role/`);
  });
});
