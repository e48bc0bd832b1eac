import { account, arn } from "../../../../../sample-data/values";
import { type Changes, parse, problemsOf, settingAt, withoutHint } from "../../configuration";

const vpcs = (...ids: unknown[]) => [{ account: account(1), region: "eu-west-1", ids }];

/** The log sources that select VPCs. Both have the same settings. */
const kinds = ["logSources.flowLogs", "logSources.dnsQueryLogs"] as const;

describe.each(kinds)("%s", (kind) => {
  test(`${kind} is disabled by default`, () => {
    expect(settingAt(parse(), `${kind}.vpcs`)).toBe("none");
  });

  test.each<[string, Changes]>([
    ["all", {}],
    ["all", { [`${kind}.exceptAccounts`]: [account(2)] }],
    ["listed", { [`${kind}.listedVpcs`]: vpcs("vpc-0a1b2c3d", "vpc-0a1b2c3d4e5f67890") }],
  ])("accepts %s as vpcs", (choice, changes) => {
    expect(problemsOf({ [`${kind}.vpcs`]: choice, ...changes })).toEqual([]);
  });

  test.each(["", "ALL", "some", true, null])("fails with %j as vpcs", (value) => {
    expect(problemsOf({ [`${kind}.vpcs`]: value }).map(withoutHint)).toEqual([
      `${kind}.vpcs: expected one of none, all, listed; got ${JSON.stringify(value)}`,
    ]);
  });

  test.each(["vpc-0a1b2c3", "vpc-0a1b2c3d4e5f678901", "vpc-0A1B2C3D", "subnet-0a1b2c3d", "vpc-0a1b2c3d ", ""])(
    "fails with the VPC id %j",
    (id) => {
      expect(problemsOf({ [`${kind}.vpcs`]: "listed", [`${kind}.listedVpcs`]: vpcs(id) })).toEqual([
        `${kind}.listedVpcs[0].ids[0]: expected the id of a VPC such as vpc-0a1b2c3d4e5f67890; got ${JSON.stringify(id)}`,
      ]);
    },
  );

  test("fails with an entry without VPC ids", () => {
    expect(problemsOf({ [`${kind}.vpcs`]: "listed", [`${kind}.listedVpcs`]: vpcs() })).toEqual([
      `${kind}.listedVpcs[0].ids: expected at least one VPC; got []`,
    ]);
  });
});

describe("logSources.flowLogs", () => {
  test.each(["default", "extended", "everything"])("logSources.flowLogs may have the fields %s", (fields) => {
    expect(parse({ "logSources.flowLogs.fields": fields }).logSources.flowLogs.fields).toBe(fields);
  });

  test.each(["", "all", "srcaddr", 5])("fails with the fields %j", (fields) => {
    expect(problemsOf({ "logSources.flowLogs.fields": fields })).toEqual([
      `logSources.flowLogs.fields: expected one of default, extended, everything; got ${JSON.stringify(fields)}`,
    ]);
  });

  test.each(["ALL", "ACCEPT", "REJECT"])("logSources.flowLogs may record %s traffic", (trafficType) => {
    expect(problemsOf({ "logSources.flowLogs.trafficType": trafficType })).toEqual([]);
  });

  test.each(["all", "DENY", "", null])("fails with the traffic %j", (trafficType) => {
    expect(problemsOf({ "logSources.flowLogs.trafficType": trafficType }).map(withoutHint)).toEqual([
      `logSources.flowLogs.trafficType: expected one of ALL, ACCEPT, REJECT; got ${JSON.stringify(trafficType)}`,
    ]);
  });

  test.each([60, 600])("accepts an aggregation interval of %d seconds", (seconds) => {
    expect(problemsOf({ "logSources.flowLogs.maxAggregationSeconds": seconds })).toEqual([]);
  });

  test.each([0, 59, 61, 599, 601, "60", 60.5])("fails with an aggregation interval of %j seconds", (seconds) => {
    expect(problemsOf({ "logSources.flowLogs.maxAggregationSeconds": seconds })).toEqual([
      `logSources.flowLogs.maxAggregationSeconds: expected 60 or 600 seconds; got ${JSON.stringify(seconds)}`,
    ]);
  });

  test.each(["tgw-0a1b2c3", "tgw-0a1b2c3d4e5f678901", "tgw-attach-0a1b2c3d", "vpc-0a1b2c3d"])(
    "fails with the transit gateway %j",
    (id) => {
      const transitGateways = [{ account: account(1), region: "eu-west-1", ids: [id] }];

      expect(problemsOf({ "logSources.flowLogs.transitGateways": transitGateways })).toEqual([
        `logSources.flowLogs.transitGateways[0].ids[0]: expected the id of a transit gateway such as tgw-0a1b2c3d4e5f67890; got "${id}"`,
      ]);
    },
  );
});

describe("logSources.webAclLogs", () => {
  const webAcls = (...arns: string[]): Changes => ({
    "logSources.webAclLogs.enabled": true,
    "logSources.webAclLogs.webAcls": arns,
  });

  test.each([
    arn("wafv2", "eu-west-1", account(1), "regional/webacl/shop/1a2b3c4d-5e6f-4a1b-8c2d-3e4f5a6b7c8d"),
    arn("wafv2", "us-east-1", account(2), "global/webacl/a_b-c/1"),
    arn("wafv2", "af-south-1", account(2), `regional/webacl/${"n".repeat(128)}/1`),
  ])("accepts the web ACL %s", (webAcl) => {
    expect(problemsOf(webAcls(webAcl))).toEqual([]);
  });

  test.each([
    "shop",
    arn("waf-regional", "eu-west-1", account(1), "webacl/1a2b"),
    arn("wafv2", "eu-west-1", account(1), "regional/rulegroup/shop/1a2b"),
    arn("wafv2", "eu-west-1", account(1), "regional/webacl/shop"),
    arn("wafv2", "eu-west-1", "1", "regional/webacl/shop/1a2b"),
    arn("wafv2", "eu-west-1", account(1), `regional/webacl/${"n".repeat(129)}/1`),
  ])("fails with the web ACL %j", (webAcl) => {
    const [problem, ...others] = problemsOf(webAcls(webAcl));

    expect(others).toEqual([]);
    expect(problem).toContain(
      "logSources.webAclLogs.webAcls[0]: expected the ARN of a web ACL, arn:<partition>:wafv2:<region>:<account id>:<regional or global>/webacl/<name>/<id>; got ",
    );
  });

  test.each(["x", "a".repeat(40), "x-api_key-1"])("logSources.webAclLogs may redact the header %j", (header) => {
    expect(problemsOf({ "logSources.webAclLogs.redactedHeaders": [header] })).toEqual([]);
  });

  test.each(["", "a".repeat(41), "Cookie", "a b"])("fails with the header %j", (header) => {
    expect(problemsOf({ "logSources.webAclLogs.redactedHeaders": [header] })).toEqual([
      `logSources.webAclLogs.redactedHeaders[0]: expected the name of a header in lower case, 1 to 40 characters; got ${JSON.stringify(header)}`,
    ]);
  });

  test("logSources.webAclLogs may redact 100 headers, and fails with 101", () => {
    const headers = Array.from({ length: 101 }, (_, i) => `x-${i}`);

    expect(problemsOf({ "logSources.webAclLogs.redactedHeaders": headers.slice(1) })).toEqual([]);
    expect(problemsOf({ "logSources.webAclLogs.redactedHeaders": headers })[0]).toContain("100 headers or fewer");
  });

  test.each(["ALLOW", "BLOCK", "COUNT", "CAPTCHA", "CHALLENGE", "EXCLUDED_AS_COUNT"])(
    "logSources.webAclLogs may keep only requests with the action %s",
    (action) => {
      expect(problemsOf({ "logSources.webAclLogs.onlyActions": [action] })).toEqual([]);
    },
  );

  test.each(["block", "DENY", ""])("fails with the action %j", (action) => {
    expect(problemsOf({ "logSources.webAclLogs.onlyActions": [action] })[0]).toContain(
      "logSources.webAclLogs.onlyActions[0]: expected one of ALLOW, BLOCK, COUNT",
    );
  });

  test.each(["enabled", "redactQueryString"])("fails when %s is not a boolean", (setting) => {
    expect(problemsOf({ [`logSources.webAclLogs.${setting}`]: "yes" })).toEqual([
      `logSources.webAclLogs.${setting}: expected true or false; got "yes"`,
    ]);
  });
});

describe("logSources.loadBalancerLogs", () => {
  const accounts = Array.from({ length: 101 }, (_, i) => ({ name: `m${i}`, id: String(5e11 + i) }));
  const of = (count: number): Changes => ({
    "accounts.members": accounts,
    "logSources.loadBalancerLogs.accounts": accounts.slice(0, count).map(({ id }) => id),
  });

  test.each([0, 1, 99, 100])("accepts %d accounts", (count) => {
    expect(problemsOf(of(count))).toEqual([]);
  });

  test("fails with 101 accounts, because the bucket policy names each", () => {
    const [problem, ...others] = problemsOf(of(101));

    expect(others).toEqual([]);
    expect(problem).toMatch(
      /^logSources\.loadBalancerLogs\.accounts: expected 100 accounts or fewer, because the bucket policy/,
    );
  });
});
