import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { AccountRoot } from "trailkeeper/account";
import { AuditArchive } from "trailkeeper/archive";

const accountId = "222222222222";
const region = "eu-west-1";
const organizationId = "o-a1b2c3d4e5";
const auditor = `arn:aws:iam::${accountId}:role/auditor`;

/** Two archives of the organization, each with its key: one for the logs of the network, and one for AWS Config. */
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
      namePrefix: "acme",
      bucketName: `acme-network-logs-${accountId}`,
      accountId,
      region,
      organizationId,
      writers: { flowLogs: true, transitGatewayFlowLogs: true, dnsQueryLogs: true },
      readerRoleArns: [auditor],
    });

    // AWS Config delivers to no bucket with a lock
    new AuditArchive(this, "ConfigHistory", {
      namePrefix: "acme",
      bucketName: `acme-config-archive-${accountId}`,
      accountId,
      region,
      organizationId,
      writers: { awsConfig: true },
      lock: "none",
    });
  }
}
