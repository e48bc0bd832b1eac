import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { AccountRoot } from "trailkeeper/account";
import { AuditArchive } from "trailkeeper/archive";

const accountId = "222222222222";
const region = "eu-west-1";
const common = {
  namePrefix: "acme",
  accountId,
  region,
  organizationId: "o-a1b2c3d4e5",
  readerRoleArns: [`arn:aws:iam::${accountId}:role/auditor`],
};

/** Three archives of the organization, each with its key: for the logs of the network, for AWS Config, and for the trail. */
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

    new AuditArchive(this, "NetworkLogs", {
      ...common,
      bucketName: `acme-network-logs-${accountId}`,
      writers: { flowLogs: true, transitGatewayFlowLogs: true, dnsQueryLogs: true },
    });
    new AuditArchive(this, "ConfigHistory", {
      ...common,
      bucketName: `acme-config-archive-${accountId}`,
      writers: { awsConfig: true },
    });
    // The logs of the trail are locked for a year
    new AuditArchive(this, "TrailArchive", {
      ...common,
      bucketName: `acme-trail-archive-${accountId}`,
      writers: { trailArn: `arn:aws:cloudtrail:${region}:111111111111:trail/acme-organization-trail` },
    });
  }
}
