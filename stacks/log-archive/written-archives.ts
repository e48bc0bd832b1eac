import type { AuditConfig } from "../../config/audit-config";
import { existingBuckets, overwritableArchives } from "../../config/derived/archive-buckets";
import { configFor, inAnyAccount } from "../../config/derived/overrides";
import { isRecorded, recorderRoleName } from "../../config/derived/recorders";
import { externalTrailArns } from "../../config/names/external-accounts";
import { type archiveBucketNames, bucketArn, hasExistingBucket, namesFor } from "../../config/names/names";
import { writtenArchive } from "../../modules/archive/written-archive";
import type { ArchiveWriters, WrittenArchive } from "../../modules/archive/log-writer";

/** A bucket of the log-archive account. */
export type ArchiveName = keyof ReturnType<typeof archiveBucketNames>;

/** The writers of each archive. */
const writersIn: Readonly<Record<Exclude<ArchiveName, "queryResults">, (config: AuditConfig) => ArchiveWriters>> = {
  trail: (config) => ({
    trailArn: namesFor(config).trailArn,
    externalTrails: {
      accountIds: config.accounts.outside.map(({ id }) => id),
      trailArns: externalTrailArns(config),
    },
  }),
  config: (config) => ({
    awsConfig: isRecorded(config) && (recorderRoleName(config) === undefined ? "serviceLinkedRole" : true),
  }),
  serviceLogs: (config) => {
    const { vendedLogs, flowLogs } = config.logSources;
    return {
      flowLogs: vendedLogs.enabled,
      dnsQueryLogs: vendedLogs.enabled,
      transitGatewayFlowLogs: vendedLogs.enabled && flowLogs.transitGateways.length > 0,
      sessions: recordedSessions(config),
      securityHubFindings: inAnyAccount(config, ({ logSources }) => logSources.securityHubFindings.mode !== "none"),
      applicationLogs: inAnyAccount(config, ({ logSources }) => {
        const { enabled, subscription } = logSources.applicationLogs;
        return enabled && subscription.mode !== "none";
      }),
    };
  },
  webAclLogs: ({ logSources }) => ({ webAclLogs: logSources.webAclLogs.enabled }),
  accessLogs: (config) => {
    const { buckets } = namesFor(config);
    const arnOf = (name: string) => bucketArn(config.partition, name);
    return {
      accessLogAccountIds: [...new Set(config.logSources.accessLogs.buckets.map(({ account }) => account))],
      loadBalancerAccountIds: config.logSources.loadBalancerLogs.accounts,
      loggedBucketArns: existingBuckets(config)
        .filter((name) => name !== buckets.accessLogs)
        .map(arnOf),
      listedBucketArns: config.archive.overwriteCheck.enabled
        ? overwritableArchives.map((archive) => arnOf(buckets[archive]))
        : [],
    };
  },
};

/** Accounts whose nodes upload transcripts. */
function recordedSessions(config: AuditConfig): ArchiveWriters["sessions"] {
  const isOn = ({ logSources }: Pick<AuditConfig, "logSources">) => logSources.sessions.enabled;
  if (isOn(configFor(config, config.accounts.logArchive))) return true;
  return inAnyAccount(config, isOn) && "otherAccounts";
}

/** Values of an archive that its bucket, its writers and its key have in common. */
export function archiveValues(archive: Exclude<ArchiveName, "queryResults">, config: AuditConfig) {
  const { buckets, prefixes } = namesFor(config);
  return {
    namePrefix: config.prefix,
    bucketName: buckets[archive],
    accountId: config.accounts.logArchive,
    region: config.homeRegion,
    organizationId: config.organizationId,
    writers: writersIn[archive](config),
    hasEarlierLogs: archive === "trail" && hasExistingBucket(config),
    prefixes,
  };
}

/** The archives of logs, in the order of their statements in the policy of the key. */
export const writtenArchives = (config: AuditConfig): WrittenArchive[] =>
  (["trail", "config", "serviceLogs", "webAclLogs"] as const).map((archive) =>
    writtenArchive(archiveValues(archive, config)),
  );
