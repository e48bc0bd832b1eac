import type { Construct } from "constructs";
import { accessLogBucketName, accessLogReplicationRoleName } from "../../config/names/access-logs";
import { bucketArn, namesFor } from "../../config/names/names";
import { s3ViaService } from "../../config/partitions";
import { MemberAccessLogs } from "../../modules/log-delivery/member-access-logs";
import type { LogSource, SourceAccount } from "./log-source";

/**
 * S3 access logs of the buckets that are configured for this account. The account replicates the logs to the access-log bucket of
 * the archive, which has no customer-managed key.
 */
export const accessLogs: LogSource = {
  addTo,
};

function addTo(scope: Construct, { account, config }: SourceAccount): void {
  const logged = config.logSources.accessLogs.buckets.filter((entry) => entry.account === account.id);
  if (logged.length === 0) return;
  const { partition, organizationId, archive } = config;
  const { buckets, prefixes } = namesFor(config);
  const deployRole = account.deployRoleArn === undefined ? [] : [account.deployRoleArn];
  new MemberAccessLogs(scope, "AccessLogs", {
    partition,
    accountId: account.id,
    organizationId,
    loggedBucketNames: logged.map(({ bucket }) => bucket),
    bucketName: accessLogBucketName(config, account.id),
    prefix: prefixes.accessLogs,
    destination: { bucketName: buckets.accessLogs, bucketArn: bucketArn(partition, buckets.accessLogs) },
    replicationRoleName: accessLogReplicationRoleName(config),
    s3ViaService: s3ViaService(config),
    // The management account can be deployed without a role. With an empty list, no one could configure the bucket
    configurationRoleArns: archive.preventDestroy && deployRole.length > 0 ? deployRole : undefined,
  });
}
