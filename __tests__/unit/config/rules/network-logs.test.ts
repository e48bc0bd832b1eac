import { account, arn } from "../../../../sample-data/values";
import { type Changes, arnOf, problemsOf } from "../configuration";

const members = { "accounts.members": [{ name: "shop", id: account(3) }] };

/** Returns the problems of settings below `logSources`, in a configuration with one member. */
const problems = (changes: Changes) =>
  problemsOf({
    ...members,
    ...Object.fromEntries(Object.entries(changes).map(([path, value]) => [`logSources.${path}`, value])),
  });

const place = (changes: object = {}) => ({
  account: account(3),
  region: "eu-west-1",
  ids: ["vpc-0a1b2c3d"],
  ...changes,
});
const gateway = (changes: object = {}) => place({ ids: ["tgw-0a1b2c3d"], ...changes });

describe.each(["flowLogs", "dnsQueryLogs"])("%s", (kind) => {
  const listed = (...listedVpcs: object[]) => ({ [`${kind}.vpcs`]: "listed", [`${kind}.listedVpcs`]: listedVpcs });

  test(`${kind} may list VPCs of several accounts, and of one account and region twice`, () => {
    const other = place({ ids: ["vpc-1a2b3c4d"] });

    expect(problems(listed(place(), other, place({ account: account(1), ids: ["vpc-2a2b3c4d"] })))).toEqual([]);
  });

  test("fails when vendedLogs is disabled, unless no VPC is logged", () => {
    const off = { "vendedLogs.enabled": false };

    expect(problems(off)).toEqual([]);
    for (const changes of [{ [`${kind}.vpcs`]: "all" }, listed(place())]) {
      expect(problems({ ...changes, ...off })).toEqual([
        `logSources.vendedLogs.enabled: logSources.${kind} requires logSources.vendedLogs.enabled; set it to true, or remove the VPCs and transit gateways of logSources.${kind}; got false`,
      ]);
    }
  });

  test("fails when vpcs is `listed` and listedVpcs is empty", () => {
    expect(problems({ [`${kind}.vpcs`]: "listed" })).toEqual([
      `logSources.${kind}.listedVpcs: vpcs is listed, but no VPC is listed; add VPCs, or set vpcs to none`,
    ]);
  });

  test.each(["none", "all"])("fails when VPCs are listed and vpcs is %s", (choice) => {
    expect(problems({ ...listed(place()), [`${kind}.vpcs`]: choice })).toEqual([
      `logSources.${kind}.vpcs: listedVpcs has an effect only with vpcs: listed; set vpcs to listed, or remove listedVpcs; got "${choice}"`,
    ]);
  });

  test.each(["none", "listed"])("fails when exceptAccounts is set and vpcs is %s", (choice) => {
    const changes = choice === "listed" ? listed(place()) : { [`${kind}.vpcs`]: choice };

    expect(problems({ ...changes, [`${kind}.exceptAccounts`]: [account(3)] })).toEqual([
      `logSources.${kind}.vpcs: exceptAccounts has an effect only with vpcs: all; set vpcs to all, or remove exceptAccounts; got "${choice}"`,
    ]);
  });

  test("fails with a VPC of an unknown account or region", () => {
    expect(problems(listed(place(), place({ account: account(7), ids: ["vpc-1a2b3c4d"] })))).toEqual([
      `logSources.${kind}.listedVpcs[1].account: account ${account(7)} is not in accounts; add it to accounts.members, or remove it; got "${account(7)}"`,
    ]);
    expect(problems(listed(place({ region: "us-east-1" })))).toEqual([
      `logSources.${kind}.listedVpcs[0].region: us-east-1 is not a region in use; add it to regions, or use one of eu-west-1; got "us-east-1"`,
    ]);
  });

  test("accepts a VPC of any region in use", () => {
    const changes = { regions: ["eu-west-1", "us-east-1"], providerVersion: "~> 6.25" };

    expect(
      problemsOf({
        ...members,
        ...changes,
        [`logSources.${kind}.vpcs`]: "listed",
        [`logSources.${kind}.listedVpcs`]: [place({ region: "us-east-1" })],
      }),
    ).toEqual([]);
  });

  test("fails with a VPC that is listed twice, also in two entries", () => {
    expect(problems(listed(place(), place({ ids: ["vpc-1a2b3c4d", "vpc-0a1b2c3d"] })))).toEqual([
      `logSources.${kind}.listedVpcs[1].ids[1]: duplicate of logSources.${kind}.listedVpcs[0].ids[0]; remove one; got "vpc-0a1b2c3d"`,
    ]);
  });

  test("fails when an excluded account is unknown, or listed twice", () => {
    const except = (...digits: number[]) => ({
      [`${kind}.vpcs`]: "all",
      [`${kind}.exceptAccounts`]: digits.map(account),
    });

    expect(problems(except(1, 2, 3))).toEqual([]);
    expect(problems(except(7))).toEqual([
      `logSources.${kind}.exceptAccounts[0]: account ${account(7)} is not in accounts; add it to accounts.members, or remove it; got "${account(7)}"`,
    ]);
    expect(problems(except(3, 3))).toEqual([
      `logSources.${kind}.exceptAccounts[1]: duplicate of logSources.${kind}.exceptAccounts[0]; remove one; got "${account(3)}"`,
    ]);
  });
});

describe("logged transit gateways", () => {
  const transitGateways = (...entries: object[]) => ({ "flowLogs.transitGateways": entries });

  test("logged transit gateways are accepted without any VPC", () => {
    expect(problems(transitGateways(gateway()))).toEqual([]);
  });

  test("fail when vendedLogs is disabled", () => {
    expect(problems({ ...transitGateways(gateway()), "vendedLogs.enabled": false })).toEqual([
      "logSources.vendedLogs.enabled: logSources.flowLogs requires logSources.vendedLogs.enabled; set it to true, or remove the VPCs and transit gateways of logSources.flowLogs; got false",
    ]);
  });

  test("fail with an unknown account, with a region that is not in use, and with a duplicate", () => {
    expect(problems(transitGateways(gateway({ account: account(7) })))[0]).toContain(
      `transitGateways[0].account: account ${account(7)} is not in accounts`,
    );
    expect(problems(transitGateways(gateway({ region: "us-east-1" })))[0]).toContain(
      "transitGateways[0].region: us-east-1 is not a region in use",
    );
    expect(problems(transitGateways(gateway(), gateway()))[0]).toContain(
      "transitGateways[1].ids[0]: duplicate of logSources",
    );
  });
});

describe("logged web ACLs", () => {
  const regional = arn("wafv2", "eu-west-1", account(3), "regional/webacl/shop/1a2b");
  const webAcls = (...arns: string[]) => ({ "webAclLogs.enabled": true, "webAclLogs.webAcls": arns });

  test("logged web ACLs may be in any region of the partition, even if it is not recorded", () => {
    const regionArguments = arn("wafv2", "ap-south-1", account(1), "regional/webacl/shop/1a2b");
    const cloudFront = arn("wafv2", "us-east-1", account(2), "global/webacl/shop/1a2b");

    expect(problems(webAcls(regional, regionArguments, cloudFront))).toEqual([]);
  });

  test("fail when AWS WAF logs are disabled, but the bucket may exist without a web ACL", () => {
    expect(problems({ "webAclLogs.enabled": true })).toEqual([]);
    expect(problems({ "webAclLogs.webAcls": [regional], "webAclLogs.enabled": false })).toEqual([
      "logSources.webAclLogs.enabled: the web ACLs in webAcls deliver their logs to the bucket that this setting creates; set it to true, or remove the web ACLs; got false",
    ]);
  });

  test.each([
    [
      arn("wafv2", "eu-west-1", account(7), "regional/webacl/shop/1a2b"),
      "is not in accounts; add it to accounts.members, or remove it",
    ],
    [arnOf("aws-cn", "wafv2", "eu-west-1", account(3), "regional/webacl/shop/1a2b"), "not an ARN of partition aws;"],
    [arn("wafv2", "eu-nowhere-1", account(3), "regional/webacl/shop/1a2b"), "not a region of partition aws"],
    [
      arn("wafv2", "eu-west-1", account(3), "global/webacl/shop/1a2b"),
      "CloudFront (global) exist only in us-east-1 of partition aws",
    ],
  ])("fail with %s", (webAcl, words) => {
    const [problem, ...others] = problems(webAcls(regional, webAcl));

    expect(others).toEqual([]);
    expect(problem).toMatch(/^logSources\.webAclLogs\.webAcls\[1\]: /);
    expect(problem).toContain(words);
  });

  test("fail with a web ACL of CloudFront in a partition without CloudFront", () => {
    const webAcl = arnOf("aws-us-gov", "wafv2", "us-east-1", account(1), "global/webacl/shop/1a2b");
    const changes = { partition: "aws-us-gov", homeRegion: "us-gov-west-1", "logSources.webAclLogs.enabled": true };

    expect(problemsOf({ ...changes, "logSources.webAclLogs.webAcls": [webAcl] })[0]).toContain("CloudFront");
  });

  test.each([
    ["webAcls", [regional, regional]],
    ["redactedHeaders", ["cookie", "cookie"]],
    ["onlyActions", ["BLOCK", "BLOCK"]],
  ])("fail when %s is listed twice", (setting, values) => {
    expect(problems({ "webAclLogs.enabled": true, [`webAclLogs.${setting}`]: values })).toEqual([
      `logSources.webAclLogs.${setting}[1]: duplicate of logSources.webAclLogs.${setting}[0]; remove one; got "${values[1]}"`,
    ]);
  });
});

describe("the accounts of load balancers", () => {
  test("fail when an account is unknown or listed twice", () => {
    expect(problems({ "loadBalancerLogs.accounts": [account(1), account(2), account(3)] })).toEqual([]);
    expect(problems({ "loadBalancerLogs.accounts": [account(7)] })).toEqual([
      `logSources.loadBalancerLogs.accounts[0]: account ${account(7)} is not in accounts; add it to accounts.members, or remove it; got "${account(7)}"`,
    ]);
    expect(problems({ "loadBalancerLogs.accounts": [account(3), account(3)] })).toEqual([
      `logSources.loadBalancerLogs.accounts[1]: duplicate of logSources.loadBalancerLogs.accounts[0]; remove one; got "${account(3)}"`,
    ]);
  });
});
