import type { DeclaredConfig } from "../schema/declared";

/** An archive that can have a replica. */
export type ReplicableArchive = NonNullable<SecondRegion["archives"]>[number];
type SecondRegion = NonNullable<DeclaredConfig["archive"]["secondRegion"]>;

/** Settings from which the names in the second region are built. */
export interface SecondRegionSource {
  readonly prefix: string;
  readonly accounts: { readonly logArchive: string };
  readonly archive?: {
    readonly secondRegion?: { readonly region: string; readonly account?: string | undefined } | undefined;
  };
}

/** Names of the stacks: the replicas with their tables, and the replication of the archives. */
export const secondRegionStackName = "second-region";
export const replicationStackName = "replication";

/** Account that owns the replicas. */
export function replicaAccountId({ accounts, archive }: Omit<SecondRegionSource, "prefix">): string {
  return archive?.secondRegion?.account ?? accounts.logArchive;
}

/** Buckets of the replicas, and of the access logs of the replicas. Bucket names are global, so each ends with the account id. */
export function replicaBuckets(config: SecondRegionSource) {
  const { prefix } = config;
  const account = replicaAccountId(config);
  return {
    trail: `${prefix}-trail-replica-${account}`,
    config: `${prefix}-config-replica-${account}`,
    serviceLogs: `${prefix}-service-logs-replica-${account}`,
    accessLogs: `${prefix}-access-logs-replica-${account}`,
    webAclLogs: `${prefix}-waf-logs-replica-${account}`,

    /** Access logs of the replicas. S3 delivers them only within a region and an account. */
    accessLogsOfReplicas: `${prefix}-replica-access-logs-${account}`,
    queryResults: `${prefix}-replica-query-results-${account}`,
  };
}

/** The names of these buckets as a list. Empty without a second region. */
export function replicaBucketNames(config: SecondRegionSource): string[] {
  return config.archive?.secondRegion === undefined ? [] : Object.values(replicaBuckets(config));
}

/** Names of other resources in the second region, and of the roles of the log-archive account that replicate. */
export function secondRegionNames({ prefix }: Pick<SecondRegionSource, "prefix">) {
  return {
    keyAlias: `alias/${prefix}-archive-replica`,
    monitoringKeyAlias: `alias/${prefix}-replica-monitoring`,
    analystPolicyName: `${prefix}-replica-analysts`,
    responderPolicyName: `${prefix}-replica-responders`,
    replicationRoleName: (archive: ReplicableArchive) => `${prefix}-replicate-${archiveSlugs[archive]}`,
    catchUpRoleName: `${prefix}-catch-up-replicas`,
  };
}

/** Part that stands for each archive in names of resources. */
export const archiveSlugs = {
  trail: "trail",
  config: "config",
  serviceLogs: "service-logs",
  accessLogs: "access-logs",
  webAclLogs: "waf-logs",
} as const satisfies Readonly<Record<ReplicableArchive, string>>;
