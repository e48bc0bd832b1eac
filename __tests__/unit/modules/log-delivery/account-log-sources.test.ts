import { ConfigConfigurationRecorder } from "@cdktf/provider-aws/lib/config-configuration-recorder";
import { ConfigDeliveryChannel } from "@cdktf/provider-aws/lib/config-delivery-channel";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { FlowLog } from "@cdktf/provider-aws/lib/flow-log";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { KinesisFirehoseDeliveryStream } from "@cdktf/provider-aws/lib/kinesis-firehose-delivery-stream";
import { Route53ResolverQueryLogConfig } from "@cdktf/provider-aws/lib/route53-resolver-query-log-config";
import { S3BucketLoggingA } from "@cdktf/provider-aws/lib/s3-bucket-logging";
import { S3BucketReplicationConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-replication-configuration";
import { Wafv2WebAclLoggingConfiguration } from "@cdktf/provider-aws/lib/wafv2-web-acl-logging-configuration";
import { DataAwsVpcs } from "@cdktf/provider-aws/lib/data-aws-vpcs";
import { highChurnResourceTypes } from "../../../../modules/aws-config/high-churn-resource-types";
import type { AccountLogSourcesProps } from "../../../../modules/log-delivery/account-log-source-settings";
import { AccountLogSources } from "../../../../modules/log-delivery/account-log-sources";
import { flowLogFields } from "../../../../tables/flow-log-fields";
import { account, arn } from "../../../../sample-data/values";
import { synth } from "../../../support/synth";

const keyArn = arn("kms", "eu-central-1", account(2), "key/abcd");
const archive = { bucketName: "acme-logs", keyArn };
const other = { bucketName: "acme-other", keyArn: arn("kms", "eu-west-1", account(4), "key/efgh") };
const logs = arn("s3", "", "", "acme-logs");
const otherLogs = arn("s3", "", "", "acme-other");
const webAclArn = arn("wafv2", "us-east-1", account(3), "global/webacl/shop/a1-b2");
const policy = { fqn: "aws_s3_bucket_policy.Archive" };

const sources = (props: Partial<AccountLogSourcesProps>) =>
  synth((scope) => {
    new AccountLogSources(scope, "Sources", {
      namePrefix: "acme",
      accountId: account(3),
      region: "eu-west-1",
      archive,
      ...props,
    });
  });
const typesOf = (props: Partial<AccountLogSourcesProps>) => Object.keys(sources(props).json.resource).toSorted();

const everySource: Partial<AccountLogSourcesProps> = {
  flowLogs: {},
  transitGatewayFlowLogs: { transitGateways: { "eu-west-1": ["tgw-0a1b2c3d"] } },
  dnsQueryLogs: {},
  webAclLogs: { webAclArns: [webAclArn], bucketName: "aws-waf-logs-acme" },
  applicationLogs: { logGroups: [{ name: "/aws/lambda/payments", retentionDays: 30 }] },
  accessLogs: {
    loggedBucketNames: ["acme-invoices"],
    destinationBucketName: "acme-logs-access-logs",
    organizationId: "o-a1b2c3d4e5",
  },
  awsConfig: {},
};

describe("AccountLogSources", () => {
  test("creates only the enabled log sources", () => {
    expect(typesOf({ flowLogs: {} })).toEqual(["aws_flow_log"]);
    expect(typesOf({ dnsQueryLogs: {} })).toEqual([
      "aws_route53_resolver_query_log_config",
      "aws_route53_resolver_query_log_config_association",
    ]);
    expect(typesOf({ webAclLogs: everySource.webAclLogs as never })).toEqual([
      "aws_wafv2_web_acl_logging_configuration",
    ]);
    expect(typesOf({ awsConfig: {} })).toEqual([
      "aws_config_configuration_recorder",
      "aws_config_configuration_recorder_status",
      "aws_config_delivery_channel",
      "aws_iam_role",
      "aws_iam_role_policy",
      "aws_iam_role_policy_attachment",
    ]);
  });

  test("logs all traffic of every VPC of the account in the extended format", () => {
    const resources = sources({ flowLogs: {} });
    const { log_destination, traffic_type, max_aggregation_interval, log_format } = resources.one(FlowLog);

    expect({ log_destination, traffic_type, max_aggregation_interval }).toEqual({
      log_destination: `${logs}/flow-logs/`,
      traffic_type: "ALL",
      max_aggregation_interval: 600,
    });
    expect(log_format.split(" ")).toHaveLength(flowLogFields.extended.length);
    expect(resources.data(DataAwsVpcs).map(({ filter }) => filter)).toEqual([
      [{ name: "owner-id", values: [account(3)] }],
    ]);
  });

  test("logs the listed VPCs with their settings", () => {
    const chosen = sources({
      flowLogs: {
        vpcs: { "eu-north-1": ["vpc-0a1b2c3d"] },
        fields: ["srcaddr"],
        trafficType: "REJECT",
        maxAggregationSeconds: 60,
      },
    });

    expect(chosen.one(FlowLog)).toMatchObject({
      vpc_id: "vpc-0a1b2c3d",
      region: "eu-north-1",
      traffic_type: "REJECT",
      max_aggregation_interval: 60,
    });
    expect(chosen.data(DataAwsVpcs)).toEqual([]);
  });

  test("logs in every listed region", () => {
    const regions = ["eu-west-1", "eu-north-1"];
    const resources = sources({ regions, flowLogs: {}, dnsQueryLogs: {}, awsConfig: {} });

    for (const type of [FlowLog, Route53ResolverQueryLogConfig, ConfigConfigurationRecorder]) {
      expect(resources.all(type).map(({ region = "eu-west-1" }) => region)).toEqual(regions);
    }
  });

  test("delivers every log source to the archive of the account, or to its own archive", () => {
    const destinations = (props: Partial<AccountLogSourcesProps>) => {
      const resources = sources(props);
      return [
        ...resources.all(FlowLog).map(({ log_destination }) => log_destination),
        ...resources.all(Route53ResolverQueryLogConfig).map(({ destination_arn }) => destination_arn),
        ...resources.all(KinesisFirehoseDeliveryStream).map(({ extended_s3_configuration: s3 }) => s3.bucket_arn),
        ...resources
          .all(ConfigDeliveryChannel)
          .map(
            ({ s3_bucket_name, s3_key_prefix, s3_kms_key_arn }) =>
              `${s3_bucket_name} ${s3_key_prefix} ${s3_kms_key_arn}`,
          ),
      ];
    };
    const overridden = Object.fromEntries(
      Object.entries<object>(everySource as Record<string, object>).map(([source, settings]) => [
        source,
        { ...settings, archive: other },
      ]),
    );

    expect(destinations(everySource)).toEqual([
      `${logs}/flow-logs/`,
      `${logs}/transit-gateway-logs/`,
      `${logs}/dns-logs/`,
      logs,
      `acme-logs config-logs ${keyArn}`,
    ]);
    expect(destinations(overridden)).toEqual([
      `${otherLogs}/flow-logs/`,
      `${otherLogs}/transit-gateway-logs/`,
      `${otherLogs}/dns-logs/`,
      otherLogs,
      `acme-other config-logs ${other.keyArn}`,
    ]);
  });

  test("delivers below the prefixes of the archive", () => {
    const prefixes = { flowLogs: "network/flow", awsConfig: "config" };
    const resources = sources({ ...everySource, prefixes });

    expect(resources.all(FlowLog)[0].log_destination).toBe(`${logs}/network/flow/`);
    expect(resources.one(ConfigDeliveryChannel).s3_key_prefix).toBe("config");
    expect(resources.one(Route53ResolverQueryLogConfig).destination_arn).toBe(`${logs}/dns-logs/`);
  });

  test("delivers application logs with the archive key, only through S3 of the key's region", () => {
    const policies = sources({ applicationLogs: { logGroups: [{ name: "shop", retentionDays: 30 }] } })
      .all(IamRolePolicy)
      .map(({ policy: text }) => text)
      .filter((text) => text.includes(keyArn));

    expect(policies).toEqual([expect.stringContaining('"kms:ViaService":"s3.eu-central-1.amazonaws.com"')]);
  });

  test("creates roles with the names that the archive allows", () => {
    expect(
      sources(everySource)
        .all(IamRole)
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual([
      "acme-access-log-replication",
      "acme-app-logs-to-archive",
      "acme-app-logs-to-firehose",
      "acme-config-recorder",
    ]);
  });

  test("logs web ACLs in their region, and redacts credentials", () => {
    expect(sources(everySource).one(Wafv2WebAclLoggingConfiguration)).toMatchObject({
      resource_arn: webAclArn,
      region: "us-east-1",
      log_destination_configs: [arn("s3", "", "", "aws-waf-logs-acme")],
      redacted_fields: [{ single_header: { name: "authorization" } }, { single_header: { name: "cookie" } }],
    });
  });

  test("creates log groups and delivers their events", () => {
    const groups = sources(everySource).all(CloudwatchLogGroup);

    expect(groups.map(({ name, retention_in_days }) => [name, retention_in_days])).toEqual(
      expect.arrayContaining([["/aws/lambda/payments", 30]]),
    );
  });

  test("replicates the access logs of the account's buckets to the archive", () => {
    const resources = sources(everySource);

    expect(resources.one(S3BucketLoggingA)).toMatchObject({
      bucket: "acme-invoices",
      target_prefix: "s3-access-logs/",
    });
    expect(resources.one(S3BucketReplicationConfigurationA).rule[0].destination.bucket).toBe(
      arn("s3", "", "", "acme-logs-access-logs"),
    );
  });

  test("records every resource type with AWS Config, and high-churn types once a day", () => {
    const mode = (props: AccountLogSourcesProps["awsConfig"]) =>
      sources({ awsConfig: props ?? {} }).one(ConfigConfigurationRecorder).recording_mode;

    expect(mode({})).toEqual({
      recording_frequency: "CONTINUOUS",
      recording_mode_override: {
        description: expect.any(String),
        recording_frequency: "DAILY",
        resource_types: [...highChurnResourceTypes],
      },
    });
    expect(mode({ dailyTypes: [] })).toEqual({ recording_frequency: "CONTINUOUS" });
    expect(mode({ recordingFrequency: "DAILY" })).toEqual({ recording_frequency: "DAILY" });
    expect(
      sources({ awsConfig: { snapshotFrequency: "One_Hour" } }).one(ConfigDeliveryChannel).snapshot_delivery_properties,
    ).toEqual({ delivery_frequency: "One_Hour" });
  });

  test("depends on the policy of the archive if the archive is in the same root", () => {
    const resources = sources({ ...everySource, dependsOn: [policy] });
    const delivering = [FlowLog, Route53ResolverQueryLogConfig, Wafv2WebAclLoggingConfiguration].flatMap((type) =>
      resources.all(type),
    );

    expect(delivering).toHaveLength(4);
    for (const { depends_on } of [
      ...delivering,
      resources.one(KinesisFirehoseDeliveryStream),
      resources.one(ConfigDeliveryChannel),
    ]) {
      expect(depends_on).toContain(policy.fqn);
    }
  });

  test("contains no ARN of another partition", () => {
    const text = JSON.stringify(
      sources({
        ...everySource,
        region: "cn-north-1",
        archive: { bucketName: "acme-logs", keyArn: keyArn.replace("aws", "aws-cn") },
        transitGatewayFlowLogs: { transitGateways: {} },
        webAclLogs: { webAclArns: [webAclArn.replace("aws", "aws-cn")], bucketName: "aws-waf-logs-acme" },
      }).json.resource,
    );

    expect(text).toContain("amazonaws.com.cn");
    expect(text).not.toContain(arn("", "", "", "").slice(0, 8));
  });
});
