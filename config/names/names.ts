import { entriesOf } from "../../shared/keys";
import { awsLogsFolder } from "../../aws-semantics/values/aws-logs";
import { alertingAccountId } from "./alerting-account";
import { computeOnce } from "../../shared/compute-once";
import type { AuditConfig } from "../audit-config";
import { archivePrefixes } from "../../log-sources/archive-prefixes";
import { deliveringRoles } from "../../log-sources/delivering-roles";

/** Settings from which names are built. */
export type NameSource = Pick<AuditConfig, "prefix" | "partition" | "homeRegion" | "organizationId" | "accounts"> & {
  readonly trail: Pick<AuditConfig["trail"], "name">;
} & ExistingSource;

/** Settings that name existing resources. Rules allow them only with `mode: adopt`. */
export interface ExistingSource {
  readonly existing?: Partial<AuditConfig["existing"]>;
  readonly archive?: { readonly existing?: string | undefined };
}

/**
 * Every name and ARN that several accounts use, derived only from the configuration.
 *
 * Each account derives these names and does not read the Terraform state of another account. So the policies of the archive can
 * name a trail that does not exist yet, and each account is applied independently.
 */
export const namesFor = computeOnce((config: NameSource) => {
  const { prefix, partition, homeRegion, accounts, existing = {} } = config;
  const { management, logArchive } = accounts;
  const alerting = alertingAccountId(config);
  const arn = (service: string, region: string, account: string, resource: string) =>
    `arn:${partition}:${service}:${region}:${account}:${resource}`;

  const trailName = existing.trailArn?.split("/")[1] ?? config.trail.name ?? `${prefix}-organization-trail`;
  const trailLogGroupName = existing.logGroupName ?? `${prefix}-organization-trail`;
  const topicName = (severity: "page" | "notify") => `${prefix}-audit-${severity}`;
  const createdWorkgroupName = `${prefix}-audit`;
  const workgroupName = existing.workgroupName ?? createdWorkgroupName;
  const responderWorkgroupName = `${prefix}-responders`;
  // Detections compare the prefix of alarms. So the name of an alarm has the prefix, even if the name of the workgroup does not
  const scanAlarmName = (workgroup: string) =>
    `${workgroup === workgroupName ? createdWorkgroupName : workgroup}-scanned-bytes`;
  const archiveKeyAlias = `alias/${prefix}-archive`;
  const urgentEventBusName = `${prefix}-urgent-events`;
  const deadLetterQueueName = `${prefix}-urgent-events-undelivered`;

  return {
    trailName,
    trailArn: arn("cloudtrail", homeRegion, management, `trail/${trailName}`),
    trailDeliveryTopicName: `${prefix}-trail-deliveries`,
    trailLogGroupName,
    trailLogGroupArn: arn("logs", homeRegion, alerting, `log-group:${trailLogGroupName}`),
    trailLogRoleName: `${prefix}-trail-to-logs`,

    archiveKeyAlias,
    archiveKeyAliasArn: arn("kms", homeRegion, logArchive, archiveKeyAlias),
    monitoringKeyAlias: `alias/${prefix}-monitoring`,

    buckets: archiveBuckets(config),
    prefixes: { ...archivePrefixes, trail: trailKeyPrefix(config) },

    configRoleName: deliveringRoles(prefix).awsConfig,
    crawlerRoleName: `${prefix}-log-crawler`,
    crawlerName: `${prefix}-open-logs`,
    databaseName: existing.databaseName ?? `${prefix.replaceAll("-", "_")}_audit`,
    workgroupName,
    responderWorkgroupName,
    checkWorkgroupName: `${prefix}-checks`,
    huntsName: `${prefix}-hunts`,
    huntRoleArn: arn("iam", "", logArchive, `role/${prefix}-hunts`),
    huntKeyAlias: `alias/${prefix}-hunts`,
    huntNoticesName: `${prefix}-hunt-notices`,
    overwriteCheckName: `${prefix}-overwrite-check`,
    analystPolicyName: `${prefix}-analysts`,
    responderPolicyName: `${prefix}-responders`,
    scanAlarmName,
    scanAlarmArns: [workgroupName, responderWorkgroupName].map((name) =>
      arn("cloudwatch", homeRegion, logArchive, `alarm:${scanAlarmName(name)}`),
    ),

    chatName: `${prefix}-audit-chat`,
    urgentEventBusName,
    urgentEventBusArn: arn("events", homeRegion, alerting, `event-bus/${urgentEventBusName}`),
    urgentEventForwarderName: `${prefix}-urgent-event-forwarder`,
    deadLetterQueueName,
    deadLetterQueueArn: arn("sqs", homeRegion, alerting, deadLetterQueueName),

    chatTopicName: `${prefix}-audit-chat`,
    chatNotifyTopicName: `${prefix}-audit-chat-notify`,
    chatTopicArns: {
      page: arn("sns", homeRegion, alerting, `${prefix}-audit-chat`),
      notify: arn("sns", homeRegion, alerting, `${prefix}-audit-chat-notify`),
    },
    topicName,
    topicArn: (severity: "page" | "notify") => arn("sns", homeRegion, alerting, topicName(severity)),
    alarmTopicArns: arn("sns", homeRegion, alerting, `${prefix}-audit-*`),
    trailAlarmArn: (id: string) => arn("cloudwatch", homeRegion, alerting, `alarm:${prefix}-${id}`),
    logArchiveAlarmArn: (id: string) => arn("cloudwatch", homeRegion, logArchive, `alarm:${prefix}-${id}`),
    archiveAlarmArn: (name: string) => arn("cloudwatch", homeRegion, logArchive, `alarm:${name}`),

    silenceCheckName: `${prefix}-silence-check`,
    weeklySummaryName: `${prefix}-weekly-summary`,
    machineLogGroupArns: arn("logs", homeRegion, alerting, `log-group:/aws/vendedlogs/states/${prefix}-*`),
    machineArn: (name: string) => arn("states", homeRegion, alerting, `stateMachine:${name}`),
    auditDashboardName: `${prefix}-audit`,
    archiveDashboardName: `${prefix}-archive`,
  };
});

/** The buckets of the archives. An existing bucket of the trail replaces the trail archive. */
export function archiveBuckets({ prefix, accounts, existing, archive }: ArchiveBucketSource) {
  const names = archiveBucketNames(prefix, accounts.logArchive);
  return { ...names, trail: archive?.existing ?? existing?.trailBucket ?? names.trail };
}

/** Settings from which the names of the archive buckets are built. */
export type ArchiveBucketSource = Pick<AuditConfig, "prefix"> & {
  readonly accounts: Pick<AuditConfig["accounts"], "logArchive">;
} & ExistingSource;

/** Whether the trail delivers to an existing bucket, which is adopted or which its owner manages. */
export function hasExistingBucket({ existing, archive }: ExistingSource): boolean {
  return archive?.existing !== undefined || existing?.trailBucket !== undefined;
}

/** Key prefix of the organization trail. An existing bucket keeps the prefix that the trail has. */
function trailKeyPrefix({ existing, archive }: ExistingSource): string {
  return hasExistingBucket({ existing, archive }) ? (existing?.trailKeyPrefix ?? "") : archivePrefixes.trail;
}

/** The buckets that this project creates in the log-archive account. Bucket names are global, so each ends with the account id. */
export function archiveBucketNames(prefix: string, logArchiveId: string) {
  return {
    trail: `${prefix}-trail-archive-${logArchiveId}`,
    config: `${prefix}-config-archive-${logArchiveId}`,
    serviceLogs: `${prefix}-service-logs-${logArchiveId}`,
    accessLogs: `${prefix}-access-logs-${logArchiveId}`,
    queryResults: `${prefix}-query-results-${logArchiveId}`,
    // AWS WAF requires this prefix. The bucket exists only if `logSources.webAclLogs` is enabled
    webAclLogs: `aws-waf-logs-${prefix}-${logArchiveId}`,
  };
}

/** The archive of each kind of log that has a table, except the logs of the trail and of AWS WAF, which have their own buckets. */
const archiveOfLogs = {
  awsConfig: "config",
  flowLogs: "serviceLogs",
  dnsQueryLogs: "serviceLogs",
  sessions: "serviceLogs",
  securityHubFindings: "serviceLogs",
  applicationLogs: "serviceLogs",
  accessLogs: "accessLogs",
  transitGatewayFlowLogs: "serviceLogs",
  loadBalancerLogs: "accessLogs",
  networkLoadBalancerLogs: "accessLogs",
} as const;

type LogKind = keyof typeof archiveOfLogs;

/** Location of each kind of log that has a table: `s3://bucket/prefix`. */
export function logLocations(
  buckets: Readonly<Record<(typeof archiveOfLogs)[LogKind], string>>,
): Readonly<Record<LogKind, string>> {
  const locations = entriesOf(archiveOfLogs).map(([kind, archive]) => [
    kind,
    `s3://${buckets[archive]}/${archivePrefixes[kind]}`,
  ]);
  return Object.fromEntries(locations);
}

/** Name of the S3 Inventory configurations. It is part of the path of their lists. */
export const versionListName = "versions";

/** Key prefixes of the organization trail: of all its files, and of the digests of the trail's own account and region. */
export function trailPrefixes(config: NameSource) {
  const { organizationId, accounts, homeRegion } = config;
  const files = `${awsLogsFolder(trailKeyPrefix(config))}/${organizationId}/`;
  return { files, digests: `${files}${accounts.management}/CloudTrail-Digest/${homeRegion}/` };
}

/** The ARN of a bucket. */
export function bucketArn(partition: string, bucketName: string): string {
  return `arn:${partition}:s3:::${bucketName}`;
}
