import { Route53ResolverQueryLogConfig } from "@cdktf/provider-aws/lib/route53-resolver-query-log-config";
import { Route53ResolverQueryLogConfigAssociation } from "@cdktf/provider-aws/lib/route53-resolver-query-log-config-association";
import { DnsQueryLogs, type DnsQueryLogsProps } from "../../../../modules/log-delivery/dns-query-logs";
import { synth } from "../../../support/synth";
import { account, arn } from "../../../../sample-data/values";

const destinationArn = arn("s3", "", "", "acme-service-logs/dns-logs/");

const queryLogs = (props: Partial<DnsQueryLogsProps> = {}) =>
  synth((scope) => {
    new DnsQueryLogs(scope, "DnsQueryLogs", {
      accountId: account(3),
      homeRegion: "eu-west-1",
      vpcs: new Map<string, "all" | string[]>([
        ["eu-west-1", "all"],
        ["us-east-1", ["vpc-0a1b2c3d", "vpc-1a2b3c4d"]],
      ]),
      configName: "acme-dns-queries",
      destinationArn,
      ...props,
    });
  });

describe("DnsQueryLogs", () => {
  test("create one query logging configuration in each region, which delivers to the archive", () => {
    const settings = { name: "acme-dns-queries", destination_arn: destinationArn };

    const configs = queryLogs().all(Route53ResolverQueryLogConfig);

    expect(configs).toEqual([expect.objectContaining(settings), expect.objectContaining(settings)]);
    expect(configs.map(({ region }) => region)).toEqual([undefined, "us-east-1"]);
  });

  test("DnsQueryLogs are associated with every found VPC and every listed VPC, in its region", () => {
    const associations = queryLogs().all(Route53ResolverQueryLogConfigAssociation);

    expect(associations.map(({ resource_id, region }) => [resource_id, region])).toEqual([
      ["${each.value}", undefined],
      ["vpc-0a1b2c3d", "us-east-1"],
      ["vpc-1a2b3c4d", "us-east-1"],
    ]);
    expect(associations.map(({ for_each }) => for_each)).toEqual([
      expect.stringMatching(/^\$\{toset\(data\.aws_vpcs\.DnsQueryLogs_eu-west-1_Found_[A-Z0-9]+\.ids\)\}$/),
      undefined,
      undefined,
    ]);
  });

  test("use the configuration of the VPC's region", () => {
    const ids = queryLogs()
      .all(Route53ResolverQueryLogConfigAssociation)
      .map((association) => association.resolver_query_log_config_id);

    expect(ids).toEqual(
      ["eu-west-1", "us-east-1", "us-east-1"].map((region) =>
        expect.stringMatching(
          new RegExp(`^\\$\\{aws_route53_resolver_query_log_config\\.DnsQueryLogs_${region}_Config_[A-Z0-9]+\\.id\\}$`),
        ),
      ),
    );
  });

  test("depend on the policy of the archive in the log-archive account, because Resolver writes a test object", () => {
    const waiting = queryLogs({ dependsOn: [{ fqn: "aws_s3_bucket_policy.Archive" }] });

    for (const config of waiting.all(Route53ResolverQueryLogConfig)) {
      expect(config.depends_on).toEqual(["aws_s3_bucket_policy.Archive"]);
    }
    for (const config of queryLogs().all(Route53ResolverQueryLogConfig)) {
      expect(config).not.toHaveProperty("depends_on");
    }
  });
});
