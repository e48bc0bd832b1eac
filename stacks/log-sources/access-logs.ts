import { accessLogBucketName, accessLogReplicationRoleName } from "../../config/names/access-logs";
import { bucketArn, namesFor } from "../../config/names/names";
import { MemberAccessLogs } from "../../modules/log-delivery/member-access-logs";
import { deliveryTo } from "../producers/producer";
import type { LogSource } from "./log-source";

/** S3 access logs of the buckets that are named for this account. */
export const accessLogs: LogSource = (scope, { account, config }) => {
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
    viaS3: deliveryTo("accessLogs", config).viaS3,
    // The management account may be deployed without a role: then nobody could configure the bucket
    configuredBy: archive.preventDestroy && deployRole.length > 0 ? deployRole : undefined,
  });
};
