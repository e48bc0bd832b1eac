import type { AuditConfig } from "../audit-config";
import { archiveBuckets } from "../names/names";
import { type ReplicableArchive, replicaBuckets } from "../names/second-region";
import { replicableArchives } from "../schema/second-region";

/** Settings that decide which archives have a replica. */
export interface ReplicatedSource {
  readonly archive: {
    readonly existing?: string | undefined;
    readonly secondRegion?: { readonly archives?: readonly ReplicableArchive[] | undefined } | undefined;
  };
  readonly logSources: { readonly webAclLogs: Pick<AuditConfig["logSources"]["webAclLogs"], "enabled"> };
}

/**
 * Archives that this project creates. The bucket of the trail is not among them if its owner manages it. The bucket of AWS WAF is
 * not among them if its logs are disabled.
 */
export function createdArchives({ archive, logSources }: ReplicatedSource): ReplicableArchive[] {
  const isCreated: Partial<Record<ReplicableArchive, boolean>> = {
    trail: archive.existing === undefined,
    webAclLogs: logSources.webAclLogs.enabled,
  };
  return replicableArchives.filter((name) => isCreated[name] !== false);
}

/** Archives that have a replica in the second region. */
export function replicatedArchives(config: ReplicatedSource): ReplicableArchive[] {
  const { secondRegion } = config.archive;
  if (secondRegion === undefined) return [];
  const created = createdArchives(config);
  return created.filter((name) => secondRegion.archives?.includes(name) ?? true);
}

/** Bucket of the replicas by the bucket of the archive. */
export function replicaOfBuckets(config: AuditConfig): ReadonlyMap<string, string> {
  const sources = archiveBuckets(config);
  const replicas = replicaBuckets(config);
  return new Map(replicatedArchives(config).map((archive) => [sources[archive], replicas[archive]]));
}
