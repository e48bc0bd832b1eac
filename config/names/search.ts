import type { AuditConfig } from "../audit-config";

/** Settings from which the names of the search are built. */
type SearchNameSource = Pick<AuditConfig, "prefix" | "partition" | "homeRegion" | "accounts">;

/** Problems of the search, as the suffix of the alarm's name. */
export const searchAlarmIds = [
  "search-cluster-red",
  "search-storage-low",
  "search-writes-blocked",
  "search-key-unusable",
  "search-files-waiting",
  "search-files-given-up",
] as const;

type SearchAlarmId = (typeof searchAlarmIds)[number];

/** Logs of the domain, as the suffix of the log group's name. */
const searchDomainLogs = ["audit", "application", "slow-searches", "slow-indexing"] as const;

/** Log groups of the domain and of its pipeline. */
export function searchLogGroups(config: SearchNameSource): string[] {
  const { domainLogGroup, pipelineLogGroup } = searchNamesFor(config);
  return [...searchDomainLogs.map(domainLogGroup), pipelineLogGroup];
}

/** Names of the search domain, its pipeline and its queues. */
export function searchNamesFor({ prefix, partition, homeRegion, accounts }: SearchNameSource) {
  const arn = (service: string, account: string, resource: string) =>
    `arn:${partition}:${service}:${homeRegion}:${account}:${resource}`;
  // Both names may have at most 28 characters, and a prefix has at most 21
  const domainName = `${prefix}-audit`;
  const pipelineName = `${prefix}-trail`;
  const pipelineRoleName = `${prefix}-search-pipeline`;
  const alarmName = (id: SearchAlarmId) => `${prefix}-${id}`;
  return {
    domainName,
    domainArn: arn("es", accounts.logArchive, `domain/${domainName}`),
    domainLogGroup: (log: string) => `/aws/opensearch/${domainName}/${log}`,
    pipelineName,
    pipelineArn: arn("osis", accounts.logArchive, `pipeline/${pipelineName}`),
    // CloudWatch Logs allows OpenSearch Ingestion to write only below this name
    pipelineLogGroup: `/aws/vendedlogs/OpenSearchIngestion/${pipelineName}`,
    pipelineRoleName,
    pipelineRoleArn: `arn:${partition}:iam::${accounts.logArchive}:role/${pipelineRoleName}`,
    fileQueueName: `${prefix}-trail-files`,
    deadLetterQueueName: `${prefix}-trail-files-given-up`,
    keyAlias: `alias/${prefix}-search`,

    /** Key prefix of documents that the index rejected, in the bucket of query results, where objects expire. */
    rejectedPrefix: "search-rejected",
    alarmName,
    alarmArns: searchAlarmIds.map((id) => arn("cloudwatch", accounts.logArchive, `alarm:${alarmName(id)}`)),
  };
}
