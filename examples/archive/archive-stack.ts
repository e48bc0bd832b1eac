import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { AccountRoot } from "trailkeeper/account";
import { AccessLogBucket, AuditArchive } from "trailkeeper/archive";

const accountId = "222222222222";
const region = "eu-west-1";
const common = {
  namePrefix: "acme",
  accountId,
  region,
  organizationId: "o-a1b2c3d4e5",
};
const readerRoleArns = [`arn:aws:iam::${accountId}:role/auditor`];
const names = ["network-logs", "config-archive", "trail-archive"].map((name) => `acme-${name}-${accountId}`);
const [networkLogs = "", configArchive = "", trailArchive = ""] = names;

/**
 * Three archives of the organization, each with its key: for the logs of the network, for AWS Config, and for the trail. They share
 * a bucket of access logs, to which the load balancers of one account also deliver.
 */
export class ArchiveStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    new AccountRoot(this, "Root", {
      accountId,
      region,
      providerVersion: "~> 5.100.0",
      tags: { Project: "acme-logs" },
      state: { type: "local" },
    });

    const { accessLog } = new AccessLogBucket(this, "AccessLogs", {
      ...common,
      bucketName: `acme-access-logs-${accountId}`,
      writers: {
        loggedBucketArns: names.map((name) => `arn:aws:s3:::${name}`),
        loadBalancerAccountIds: ["333333333333"],
      },
    });

    new AuditArchive(this, "NetworkLogs", {
      ...common,
      bucketName: networkLogs,
      readerRoleArns,
      accessLog,
      writers: { flowLogs: true, transitGatewayFlowLogs: true, dnsQueryLogs: true },
    });
    new AuditArchive(this, "ConfigHistory", {
      ...common,
      bucketName: configArchive,
      readerRoleArns,
      accessLog,
      writers: { awsConfig: true },
    });
    // The logs of the trail are locked for a year
    new AuditArchive(this, "TrailArchive", {
      ...common,
      bucketName: trailArchive,
      readerRoleArns,
      accessLog,
      writers: { trailArn: `arn:aws:cloudtrail:${region}:111111111111:trail/acme-organization-trail` },
    });
  }
}
