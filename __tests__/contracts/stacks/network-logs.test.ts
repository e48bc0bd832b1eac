import { AthenaNamedQuery } from "@cdktf/provider-aws/lib/athena-named-query";
import { DataAwsVpcs } from "@cdktf/provider-aws/lib/data-aws-vpcs";
import { FlowLog } from "@cdktf/provider-aws/lib/flow-log";
import { GlueCatalogTable } from "@cdktf/provider-aws/lib/glue-catalog-table";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { Route53ResolverQueryLogConfig } from "@cdktf/provider-aws/lib/route53-resolver-query-log-config";
import { Route53ResolverQueryLogConfigAssociation } from "@cdktf/provider-aws/lib/route53-resolver-query-log-config-association";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketObjectLockConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { Wafv2WebAclLoggingConfiguration } from "@cdktf/provider-aws/lib/wafv2-web-acl-logging-configuration";
import { sourceAccount } from "../../../modules/iam/grants/source-account";
import type { PolicyStatement } from "../../../modules/iam/policy-document";
import { type Change, oneStack, organization, stackOf } from "../../support/organization";
import { account, arn } from "../../../sample-data/values";

const types = [FlowLog, Route53ResolverQueryLogConfig, Wafv2WebAclLoggingConfiguration];
const logArchive = (logSources: Change = {}, others: Change = {}) =>
  oneStack("log-archive", "config/example.yaml", { logSources, ...others });
const statementsOf = (policies: readonly { policy: string }[]): PolicyStatement[] =>
  policies.flatMap(({ policy }) => JSON.parse(policy).Statement);

describe("by default", () => {
  const { stacks } = organization();
  const archive = logArchive();

  test("no account logs a VPC, a DNS query or a web ACL", () => {
    for (const resources of stacks.values()) {
      expect(types.flatMap((type) => resources.all(type))).toEqual([]);
      expect(resources.data(DataAwsVpcs)).toEqual([]);
    }
  });

  test("no policy allows AWS WAF or load balancers, and AWS WAF has no bucket, table or saved query", () => {
    const granted = JSON.stringify([...archive.all(S3BucketPolicy), ...archive.all(KmsKey)]);

    expect(granted).not.toMatch(/aws-waf-logs|WebAclLog|LoadBalancer|elb-logs|nlb-logs|transit-gateway-logs/);
    expect(archive.all(S3Bucket).filter(({ bucket }) => bucket.startsWith("aws-waf-logs-"))).toEqual([]);
    expect(archive.all(GlueCatalogTable).filter(({ name }) => name === "waf_logs")).toEqual([]);
    expect(archive.all(AthenaNamedQuery).filter(({ query }) => query.includes("waf_logs"))).toEqual([]);
    expect(Object.keys(archive.json.output).filter((name) => /web_acl|load_balancer/.test(name))).toEqual([]);
  });
});

describe("with everything enabled", () => {
  const acme = organization("config/examples/everything.yaml");
  const archive = stackOf(acme, "log-archive");
  const countsOf = (type: (typeof types)[number]) =>
    Object.fromEntries([...acme.stacks].map(([name, resources]) => [name, resources.all(type).length]));

  test("each account has its own logs, and excluded accounts have none", () => {
    expect(countsOf(FlowLog)).toEqual({
      "config-aggregator": 0,
      "outside-acquired-shop": 0,
      "log-archive": 0,
      management: 1,
      "member-payments": 2,
      "member-website": 1,
      "member-security-tooling": 1,
    });
    expect(countsOf(Route53ResolverQueryLogConfig)).toMatchObject({ management: 0, "member-payments": 1 });
    expect(stackOf(acme, "member-payments").all(Route53ResolverQueryLogConfigAssociation)).toHaveLength(2);
    expect(countsOf(Wafv2WebAclLoggingConfiguration)).toMatchObject({
      management: 0,
      "member-payments": 1,
      "member-website": 1,
      "member-security-tooling": 0,
    });
  });

  test("every log is delivered to an existing bucket, below a path that log delivery may write", () => {
    const writable = statementsOf(archive.all(S3BucketPolicy))
      .filter(({ Principal }) => JSON.stringify(Principal) === '{"Service":"delivery.logs.amazonaws.com"}')
      .filter(({ Action }) => Action === "s3:PutObject")
      .flatMap(({ Resource }) => [Resource].flat());
    const places = [...acme.stacks.values()].flatMap((resources) => {
      const flows = resources
        .all(FlowLog)
        .map(({ log_destination }) => `${log_destination}AWSLogs/aws-account-id=${sourceAccount}/*`);
      const queries = resources
        .all(Route53ResolverQueryLogConfig)
        .map(({ destination_arn }) => `${destination_arn}AWSLogs/${sourceAccount}/*`);
      const requests = resources
        .all(Wafv2WebAclLoggingConfiguration)
        .map(({ log_destination_configs }) => `${log_destination_configs[0]}/AWSLogs/${sourceAccount}/*`);
      return flows.concat(queries, requests);
    });

    expect(places.length).toBeGreaterThan(8);
    expect(places.filter((place) => !writable.includes(place))).toEqual([]);
  });

  test("the web ACL of CloudFront uses a provider of us-east-1, with any provider version", () => {
    const website = stackOf(acme, "member-website");
    const aliases = website.json.provider.aws.map(({ alias, region }: { alias?: string; region: string }) => [
      alias,
      region,
    ]);

    expect(website.one(Wafv2WebAclLoggingConfiguration).provider).toBe(`aws.${aliases[1][0]}`);
    expect(aliases[1][1]).toBe("us-east-1");
    expect(stackOf(acme, "member-payments").json.provider.aws).toHaveLength(1);
  });

  test("AWS WAF logs have a table and saved queries, and outputs contain the settings for teams", () => {
    expect(archive.all(GlueCatalogTable).filter(({ name }) => name === "waf_logs")).toHaveLength(1);
    expect(archive.all(AthenaNamedQuery).filter(({ query }) => query.includes("FROM waf_logs")).length).toBeGreaterThan(
      2,
    );
    expect(archive.json.output).toMatchObject({
      web_acl_log_bucket: { value: `aws-waf-logs-acme-prod-${account(2)}` },
      load_balancer_log_prefix: { value: "elb-logs" },
      network_load_balancer_log_prefix: { value: "nlb-logs" },
    });
  });
});

describe("the bucket of AWS WAF logs", () => {
  const on = { webAclLogs: { enabled: true } };
  const bucket = `aws-waf-logs-acme-${account(2)}`;
  const lockOf = (others: Change) =>
    Object.keys(logArchive(on, others).json.resource[S3BucketObjectLockConfigurationA.tfResourceType] ?? {}).filter(
      (id) => id.includes("WebAclLogs"),
    );

  test("the bucket of AWS WAF logs can be read and decrypted by the readers", () => {
    const readerRoleArns = [arn("iam", "", account(1), "role/Reader")];
    const resources = logArchive(on, { archive: { readerRoleArns } });
    const granted = statementsOf(resources.all(S3BucketPolicy)).filter(({ Sid }) => Sid.startsWith("Readers"));
    const decrypting = statementsOf(resources.all(KmsKey)).find(({ Sid }) => Sid === "AllowReadersDecryptArchives");

    expect(granted.flatMap(({ Resource }) => Resource)).toEqual(
      expect.arrayContaining([arn("s3", "", "", bucket), arn("s3", "", "", `${bucket}/*`)]),
    );
    expect(decrypting?.Condition?.["StringLike"]?.["kms:EncryptionContext:aws:s3:arn"]).toContain(
      arn("s3", "", "", bucket),
    );
  });

  test("has the same lock as the service logs", () => {
    expect(lockOf({})).toEqual([]);
    expect(lockOf({ archive: { serviceLogs: { lock: true } } })).toHaveLength(1);
  });

  test("has access logging, and the table of access logs contains it", () => {
    const resources = logArchive(on);
    const logging = statementsOf(resources.all(S3BucketPolicy)).find(({ Sid }) => Sid === "S3ServerAccessLogsPolicy");
    const table = resources.all(GlueCatalogTable).find(({ name }) => name === "s3_access_logs");

    expect(logging?.Condition?.["ArnLike"]?.["aws:SourceArn"]).toContain(arn("s3", "", "", bucket));
    expect(table.parameters["projection.bucket.values"].split(",")).toContain(bucket);
  });
});

describe("in the log-archive account", () => {
  test("each log depends on the policy of its bucket", () => {
    const webAcl = arn("wafv2", "eu-west-1", account(2), "regional/webacl/office/1a2b");
    const resources = logArchive({
      flowLogs: {
        vpcs: "all",
        transitGateways: [{ account: account(2), region: "eu-west-1", ids: ["tgw-0a1b2c3d"] }],
      },
      dnsQueryLogs: { vpcs: "all" },
      webAclLogs: { enabled: true, webAcls: [webAcl] },
    });
    const policy = (bucket: string) => [
      expect.stringMatching(new RegExp(`^aws_s3_bucket_policy\\.Archives_${bucket}_`)),
    ];

    expect(resources.all(FlowLog)).toHaveLength(2);
    for (const log of resources.all(FlowLog)) expect(log.depends_on).toEqual(policy("ServiceLogs"));
    expect(resources.one(Route53ResolverQueryLogConfig).depends_on).toEqual(policy("ServiceLogs"));
    expect(resources.one(Wafv2WebAclLoggingConfiguration).depends_on).toEqual(policy("WebAclLogs"));
  });

  test("the lookup of VPCs depends on nothing, so that Terraform runs it in the plan", () => {
    for (const found of logArchive({ flowLogs: { vpcs: "all" } }).data(DataAwsVpcs)) {
      expect(found).not.toHaveProperty("depends_on");
    }
  });
});

test("transit gateways may deliver if at least one is logged", () => {
  const resources = logArchive({
    flowLogs: { transitGateways: [{ account: account(1), region: "eu-west-1", ids: ["tgw-0a1b2c3d"] }] },
  });

  expect(JSON.stringify(statementsOf(resources.all(S3BucketPolicy)))).toContain(
    `/transit-gateway-logs/AWSLogs/aws-account-id=${sourceAccount}/*`,
  );
});
