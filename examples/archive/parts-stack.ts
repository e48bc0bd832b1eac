import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { AccountRoot } from "trailkeeper/account";
import { ArchiveBucket } from "trailkeeper/archive";
import { accessLogDelivery, accountAdministration, vendedLogDelivery, vendedLogEncryption } from "trailkeeper/grants";
import { EncryptionKey, OrganizationGuard } from "trailkeeper/iam";

const partition = "aws";
const accountId = "222222222222";
const organizationId = "o-a1b2c3d4e5";
const lifecycle = { expireDays: 2557, noncurrentDays: 30, abortIncompleteUploadDays: 7 };
const prefixes = ["flow-logs", "dns-query-logs"];

/**
 * The same archive from single constructs, for settings that `AuditArchive` does not have. It has a bucket for the flow logs and the
 * query logs of the whole organization, its key, and the bucket of its access logs.
 */
export class ArchivePartsStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    new AccountRoot(this, "Root", {
      accountId,
      region: "eu-west-1",
      providerVersion: "~> 5.100.0",
      tags: { Project: "acme-logs" },
      state: { type: "local" },
    });
    const guard = new OrganizationGuard(this, "Organization", { organizationId });

    const key = new EncryptionKey(this, "Key", {
      aliasName: "alias/acme-logs",
      description: "Encrypts the network logs of the organization",
      grants: [accountAdministration(partition, accountId), vendedLogEncryption(partition, organizationId)],
      preventDestroy: true,
    });

    const bucket = (bucketName: string) => ({
      bucketName,
      bucketArn: `arn:${partition}:s3:::${bucketName}`,
      organizationId,
      lifecycle,
      preventDestroy: true,
      dependsOn: [guard.checked],
    });
    const accessLogs = bucket(`acme-access-logs-${accountId}`);
    const logs = bucket(`acme-network-logs-${accountId}`);

    const { policy, bucketName } = new ArchiveBucket(this, "AccessLogs", {
      ...accessLogs,
      grants: accessLogDelivery({
        bucketArn: accessLogs.bucketArn,
        prefix: "access-logs",
        sourceAccountId: accountId,
        sourceBucketArns: [logs.bucketArn],
      }),
    });
    new ArchiveBucket(this, "NetworkLogs", {
      ...logs,
      kmsKeyArn: key.keyArn,
      lock: { mode: "GOVERNANCE", days: 365 },
      accessLog: { bucketName, prefix: "access-logs", policy },
      grants: vendedLogDelivery({ partition, bucketArn: logs.bucketArn, prefixes, organizationId }),
    });
  }
}
