import { networkLogNames } from "../../../../config/names/network-logs";
import {
  loggedTransitGateways,
  loggedVpcs,
  loggedWebAcls,
  webAclOf,
} from "../../../../config/derived/logged-resources";
import { account, arn } from "../../../../sample-data/values";
import { parse } from "../configuration";

const regions = { regions: ["eu-west-1", "us-east-1"], providerVersion: "~> 6.25" };
const place = (digit: number, region: string, ...ids: string[]) => ({ account: account(digit), region, ids });

describe.each(["flowLogs", "dnsQueryLogs"] as const)("loggedVpcs of %s", (kind) => {
  const of = (digit: number, settings: object) =>
    Object.fromEntries(loggedVpcs(parse({ ...regions, [`logSources.${kind}`]: settings }), kind, account(digit)));

  test(`loggedVpcs of ${kind} is empty by default`, () => {
    expect(of(1, {})).toEqual({});
  });

  test("returns `all` for each region in use, except in excluded accounts", () => {
    const settings = { vpcs: "all", exceptAccounts: [account(2)] };

    expect(of(1, settings)).toEqual({ "eu-west-1": "all", "us-east-1": "all" });
    expect(of(2, settings)).toEqual({});
  });

  test("returns the listed VPCs of an account by region, from all entries", () => {
    const listedVpcs = [
      place(1, "eu-west-1", "vpc-0a1b2c3d"),
      place(2, "eu-west-1", "vpc-1a2b3c4d"),
      place(1, "us-east-1", "vpc-2a2b3c4d"),
      place(1, "eu-west-1", "vpc-3a2b3c4d", "vpc-4a2b3c4d"),
    ];

    expect(of(1, { vpcs: "listed", listedVpcs })).toEqual({
      "eu-west-1": ["vpc-0a1b2c3d", "vpc-3a2b3c4d", "vpc-4a2b3c4d"],
      "us-east-1": ["vpc-2a2b3c4d"],
    });
    expect(of(2, { vpcs: "listed", listedVpcs })).toEqual({ "eu-west-1": ["vpc-1a2b3c4d"] });
  });

  test("returns the VPCs of each log source separately", () => {
    const other = kind === "flowLogs" ? "dnsQueryLogs" : "flowLogs";
    const config = parse({ [`logSources.${other}.vpcs`]: "all" });

    expect(loggedVpcs(config, kind, account(1)).size).toBe(0);
  });
});

test("loggedTransitGateways returns the listed transit gateways of an account", () => {
  const transitGateways = [place(1, "eu-west-1", "tgw-0a1b2c3d"), place(2, "eu-west-1", "tgw-1a2b3c4d")];
  const config = parse({ "logSources.flowLogs.transitGateways": transitGateways });

  expect([...loggedTransitGateways(config, account(1))]).toEqual([["eu-west-1", ["tgw-0a1b2c3d"]]]);
  expect(loggedTransitGateways(config, account(3)).size).toBe(0);
});

test("loggedWebAcls returns the web ACLs whose ARN contains the account, with the parts of the ARN", () => {
  const own = arn("wafv2", "us-east-1", account(1), "global/webacl/shop/1a2b");
  const other = arn("wafv2", "eu-west-1", account(2), "regional/webacl/shop/1a2b");
  const config = parse({ "logSources.webAclLogs": { enabled: true, webAcls: [own, other] } });

  expect(loggedWebAcls(config, account(1))).toEqual([webAclOf(own)]);
  expect(webAclOf(own)).toEqual({
    arn: own,
    partition: "aws",
    region: "us-east-1",
    accountId: account(1),
    scope: "global",
    name: "shop",
  });
});

test("networkLogNames returns the location of each log source in the archive, each below its prefix", () => {
  const inServiceLogs = (prefix: string) => `${arn("s3", "", "", `acme-service-logs-${account(2)}`)}/${prefix}/`;

  expect(networkLogNames(parse())).toEqual({
    flowLogDestination: inServiceLogs("flow-logs"),
    transitGatewayLogDestination: inServiceLogs("transit-gateway-logs"),
    dnsLogDestination: inServiceLogs("dns-logs"),
    dnsQueryLogConfigName: "acme-dns-queries",
    webAclLogBucketArn: arn("s3", "", "", `aws-waf-logs-acme-${account(2)}`),
  });
});

test("the name of the query logging configuration is within the limit with the longest prefix", () => {
  expect(networkLogNames(parse({ prefix: "a".repeat(21) })).dnsQueryLogConfigName.length).toBeLessThanOrEqual(64);
});
