import type { AuditConfig } from "../../config/audit-config";
import { type IndexedLogClass, indexedLogs, searchedLogs } from "./indexed-logs";
import { archivePrefixes } from "../../log-sources/archive-prefixes";
import type { FeatureAlarm, OwnNames } from "../feature";

/** Settings from which the names of the search are built. */
type SearchNameSource = Pick<AuditConfig, "prefix" | "partition" | "homeRegion" | "accounts">;

/** Problems with files of logs other than CloudTrail events, as the suffix of the alarm's name. */
export const searchedLogTroubles = ["waiting", "dead-letters", "rejected"] as const;

/** Problems of the search, as the suffix of the alarm's name. */
export const searchAlarmIds = [
  "search-cluster-red",
  "search-storage-low",
  "search-writes-blocked",
  "search-key-unusable",
  "search-files-waiting",
  "search-files-dead-letters",
  "search-documents-rejected",
] as const;

type SearchAlarmId = (typeof searchAlarmIds)[number];

/** Logs of the domain, as the suffix of the log group's name. */
const searchDomainLogs = ["audit", "application", "slow-searches", "slow-indexing"] as const;

/** Log groups of the domain and of its pipelines. */
export function logGroups(config: SearchNameSource & Pick<AuditConfig, "search">): string[] {
  const { domainLogGroup, pipelineLogGroup } = searchNamesFor(config);
  const others = searchedLogs(config).map((logClass) => searchedLogNames(config, logClass).pipelineLogGroup);
  return [...searchDomainLogs.map(domainLogGroup), pipelineLogGroup, ...others];
}

/** The role with which the domain publishes the results of its monitors. */
export function publisherArns(config: SearchNameSource & Pick<AuditConfig, "search">): string[] {
  return config.search.monitors ? [searchNamesFor(config).monitorRoleArn] : [];
}

/** The alarms of the search, and of its pipelines for other logs. */
export function alarms(config: SearchNameSource & Pick<AuditConfig, "search">): FeatureAlarm[] {
  const names = [...searchNamesFor(config).alarmNames, ...searchedLogResources(config).alarmNames];
  return names.map((name) => ({ name, severity: "notify" }));
}

/** Names that the guardrails protect. */
export function ownNames(config: SearchNameSource & Pick<AuditConfig, "search">): OwnNames {
  const { pipelineRoleName, monitorRoleName, keyAlias, fileQueueName, deadLetterQueueName } = searchNamesFor(config);
  const { pipelineRoleNames, queueNames } = searchedLogResources(config);
  return {
    roles: [pipelineRoleName, ...pipelineRoleNames, ...(config.search.monitors ? [monitorRoleName] : [])],
    keyAliases: [keyAlias],
    queues: [fileQueueName, deadLetterQueueName, ...queueNames],
  };
}

/** For every pipeline that reads logs other than CloudTrail events: names of the pipeline, its role, its queues and its alarms. */
export function searchedLogResources(config: SearchNameSource & Pick<AuditConfig, "search">) {
  const names = searchedLogs(config).map((logClass) => searchedLogNames(config, logClass));
  return {
    pipelineArns: names.map(({ pipelineArn }) => pipelineArn),
    pipelineRoleNames: names.map(({ pipelineRoleName }) => pipelineRoleName),
    queueNames: names.flatMap(({ fileQueueName, deadLetterQueueName }) => [fileQueueName, deadLetterQueueName]),
    alarmNames: names.flatMap(({ alarmNames }) => alarmNames),
  };
}

/** Names of the pipeline that reads one class of logs into the search, and of its queues. */
export function searchedLogNames(config: SearchNameSource, logClass: IndexedLogClass) {
  const { prefix, partition, homeRegion, accounts } = config;
  const { name, pipeline } = indexedLogs[logClass];
  const arn = (service: string, resource: string) =>
    `arn:${partition}:${service}:${homeRegion}:${accounts.logArchive}:${resource}`;
  const pipelineName = `${prefix}-${pipeline}`;
  const pipelineRoleName = `${prefix}-search-${name}`;
  const fileQueueName = `${prefix}-${name}-files`;
  const alarmName = (trouble: (typeof searchedLogTroubles)[number]) => `${prefix}-search-${name}-${trouble}`;
  return {
    pipelineName,
    pipelineArn: arn("osis", `pipeline/${pipelineName}`),
    // CloudWatch Logs allows OpenSearch Ingestion to write only below this name
    pipelineLogGroup: `/aws/vendedlogs/OpenSearchIngestion/${pipelineName}`,
    pipelineRoleName,
    pipelineRoleArn: `arn:${partition}:iam::${accounts.logArchive}:role/${pipelineRoleName}`,
    fileQueueName,
    deadLetterQueueName: `${fileQueueName}-dead-letters`,

    /** Key prefix of the files in the service-log archive. */
    filesPrefix: `${searchedPrefixes[logClass]}/`,

    /** Key prefix of documents that the index rejected, in the bucket of query results. */
    rejectedPrefix: `search-rejected-${name}`,
    alarmName,
    alarmNames: searchedLogTroubles.map(alarmName),
  };
}

const searchedPrefixes: Readonly<Record<IndexedLogClass, string>> = {
  flowLogs: archivePrefixes.flowLogs,
  applicationLogs: archivePrefixes.applicationLogs,
  securityHubFindings: archivePrefixes.securityHubFindings,
};

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
    deadLetterQueueName: `${prefix}-trail-files-dead-letters`,
    keyAlias: `alias/${prefix}-search`,

    // With this role, the domain publishes the results of its monitors
    monitorRoleName: `${prefix}-search-monitors`,
    monitorRoleArn: `arn:${partition}:iam::${accounts.logArchive}:role/${prefix}-search-monitors`,

    /** Key prefix of documents that the index rejected, in the bucket of query results, where objects expire. */
    rejectedPrefix: "search-rejected",
    alarmName,
    alarmNames: searchAlarmIds.map(alarmName),
  };
}
