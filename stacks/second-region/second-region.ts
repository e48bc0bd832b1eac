import type { AuditConfig } from "../../config/audit-config";
import { bucketArn } from "../../config/names/names";
import { type ReplicableArchive, replicaBuckets, secondRegionNames } from "../../config/names/second-region";
import type { Replicator } from "../../modules/iam/grants/replicas";

export type SecondRegion = NonNullable<AuditConfig["archive"]["secondRegion"]>;

/** The settings of the second region, for stacks that exist only with a second region. */
export function secondRegionOf({ archive }: Pick<AuditConfig, "archive">): SecondRegion {
  if (archive.secondRegion === undefined) {
    throw new Error("the stack needs a second region, got none; set archive.secondRegion");
  }
  return archive.secondRegion;
}

/** The role of the log-archive account that replicates an archive. */
export function replicatorOf(archive: ReplicableArchive, config: AuditConfig): Replicator {
  const { partition, accounts } = config;
  const roleName = secondRegionNames(config).replicationRoleName(archive);
  return {
    partition,
    accountId: accounts.logArchive,
    roleArn: `arn:${partition}:iam::${accounts.logArchive}:role/${roleName}`,
    bucketArn: bucketArn(partition, replicaBuckets(config)[archive]),
  };
}
