import type { AuditConfig } from "../audit-config";

/** The settings that the names of the search are made of. */
type SearchNameSource = Pick<AuditConfig, "prefix" | "partition" | "homeRegion" | "accounts">;

/** What can go wrong with the search, by the end of the alarm's name. */
export const searchAlarmIds = [
  "search-cluster-red",
  "search-storage-low",
  "search-writes-blocked",
  "search-key-unusable",
  "search-files-waiting",
  "search-files-given-up",
] as const;

type SearchAlarmId = (typeof searchAlarmIds)[number];

/** Logs that the domain writes, by the end of the log group's name. */
const searchDomainLogs = ["audit", "application", "slow-searches", "slow-indexing"] as const;

/** Log groups of the domain and of its pipeline. */
export function searchLogGroups(config: SearchNameSource): string[] {
  const { domainLogGroup, pipelineLogGroup } = searchNamesFor(config);
  return [...searchDomainLogs.map(domainLogGroup), pipelineLogGroup];
}

/** Names of the search domain, and of what feeds it. */
export function searchNamesFor({ prefix, partition, homeRegion, accounts }: SearchNameSource) {
  const arn = (service: string, account: string, resource: string) =>
    `arn:${partition}:${service}:${homeRegion}:${account}:${resource}`;
  // Both may have 28 characters, a prefix has 21 at most
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
    // CloudWatch Logs lets OpenSearch Ingestion write below this name only
    pipelineLogGroup: `/aws/vendedlogs/OpenSearchIngestion/${pipelineName}`,
    pipelineRoleName,
    pipelineRoleArn: `arn:${partition}:iam::${accounts.logArchive}:role/${pipelineRoleName}`,
    fileQueueName: `${prefix}-trail-files`,
    deadLetterQueueName: `${prefix}-trail-files-given-up`,
    keyAlias: `alias/${prefix}-search`,

    /** Where documents lie that the index refused, in the bucket of query results: it expires by itself. */
    rejectedPrefix: "search-rejected",
    alarmName,
    alarmArns: searchAlarmIds.map((id) => arn("cloudwatch", accounts.logArchive, `alarm:${alarmName(id)}`)),
  };
}
