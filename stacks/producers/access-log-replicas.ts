import { accessLogReplicationRoleName } from "../../config/names/access-logs";
import { accessLogReplication } from "../../modules/iam/grants/access-log-replication";
import type { Producer } from "./producer";

/** Who read and wrote named buckets of other accounts, replicated by those accounts. The bucket has no key. */
export const accessLogReplicas: Producer = {
  archive: "accessLogs",
  bucketGrants: ({ config, names: { prefixes }, bucketArn }) =>
    accessLogReplication({
      partition: config.partition,
      bucketArn,
      prefix: prefixes.accessLogs,
      organizationId: config.organizationId,
      accountIds: [...new Set(config.logSources.accessLogs.buckets.map(({ account }) => account))],
      roleName: accessLogReplicationRoleName(config),
    }),
  ownWriters: ({ config }) => ({ roleName: accessLogReplicationRoleName(config) }),
  keyGrants: () => [],
};
