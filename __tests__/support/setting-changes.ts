import { account, arn, partition } from "../../sample-data/values";
import type { Change } from "./organization";

/** The configuration of which every setting is changed. */
export const base = "config/examples/everything.yaml";

/** The members of the base configuration, with a change of the first. */
function membersWith(first: { name: string; id: string; unit?: string; tags?: object; stack?: string }) {
  return [first, { name: "website", id: account(4) }, { name: "security-tooling", id: account(5) }];
}

const outsideAccount = { name: "acquired-shop", id: account(8), roleName: "trail-deploy" };

const teamsChannel = {
  tenantId: "01234567-89ab-cdef-0123-456789abcdef",
  teamId: "89abcdef-0123-4567-89ab-cdef01234567",
  channelId: "19%3Aab12cd34ef56%40thread.tacv2",
  severities: ["notify"],
};

const gateways = { account: account(3), region: "eu-central-1", ids: ["tgw-0123456789abcdef0"] };
const vpcs = { account: account(3), region: "eu-central-1", ids: ["vpc-0123456789abcdef0"] };
/** A second region. A setting of regions changes the Terraform only beside it. */
export const twoRegions = {
  regions: ["eu-central-1", "eu-west-1"],
  recordedRegions: ["eu-central-1", "eu-west-1"],
  providerVersion: "~> 6.25",
};

const excluding = (exclusion: object) => ({
  "refused-calls-burst": {
    exclusions: [
      {
        selector: "$.userIdentity.sessionContext.sessionIssuer.arn",
        value: "*:role/vulnerability-scanner",
        reason: "It tries everything every night.",
        ...exclusion,
      },
    ],
  },
});

/** The exclusions of the base configuration, with a change of the first. */
const excludingFromHunt = (first: object) => ({
  "reading-burst": {
    exclusions: [
      {
        principalArn: arn("iam", "", account(3), "role/inventory"),
        reason: "The inventory reads every account each night.",
        ...first,
      },
      { account: account(4), reason: "The account of experiments is noisy, and holds nothing." },
    ],
  },
});

const ownDetection = {
  id: "payments-table-deleted",
  title: "The table of payments was deleted",
  why: "It is the one table that no backup brings back within the hour.",
  severity: "page",
  pattern: '{ ($.eventName = "DeleteTable") && ($.requestParameters.tableName = "payments") }',
  threshold: 1,
  periodSeconds: 300,
  controls: ["PCI DSS 4 10.2.1.7"],
  runbook: "https://wiki.example.com/payments/table-deleted",
};

/** The feeds of the base configuration, with a change of the first and of the second. */
const siemFeeds = (first: object, second: object = {}) => [
  {
    name: "splunk",
    logs: ["trail", "awsConfig", "flowLogs", "accessLogs"],
    readerArn: arn("iam", "", account(6), "role/log-reader"),
    externalId: "3f1c9d52-7d0b-4c8e-a6f5-2b9e8d7c6a10",
    ...first,
  },
  {
    name: "sentinel",
    logs: ["trail", "loadBalancerLogs", "securityHubFindings"],
    sentinelWorkspaceId: "6b1c2d3e-4f50-4a6b-8c7d-9e0f1a2b3c4d",
    ...second,
  },
];

const lambdaLogGroup = { name: "/aws/lambda/payments", retentionDays: 180, accounts: [account(3)] };

/** A second region, and settings that are in the second region or in the first. */
const inRegions = (logSources: Change): Change => ({ ...twoRegions, logSources });

/** A lifecycle of the DNS query logs, with another value for each of its settings. */
const retention: Readonly<Record<string, unknown>> = {
  preset: "queryable",
  infrequentAccessDays: 61,
  glacierInstantRetrievalDays: 201,
  glacierDays: 401,
  deepArchiveDays: 801,
  expireDays: 4000,
  noncurrentDays: 61,
};

/** A second region, with another value for each of its settings. The replica of the Config archive replaces its copy. */
const inSecondRegion = (settings: Change = {}): Change => ({
  archive: {
    configArchive: { lockedCopy: { enabled: false } },
    secondRegion: { region: "eu-west-1", ...settings },
  },
});

/** Security Lake of the log-archive account, with another value for each of its settings. */
const withSecurityLake = (settings: Change = {}): Change => ({
  query: {
    ocsf: {
      securityLake: {
        administrator: account(2),
        readerRoleArns: [arn("iam", "", account(2), "role/analyst")],
        ...settings,
      },
    },
  },
});
const securityLakeValues: Readonly<Record<string, Change>> = {
  administrator: { administrator: account(5) },
  readerRoleArns: { readerRoleArns: [arn("iam", "", account(2), "role/other")] },
  sources: { sources: ["WAF"] },
};
const replicaKey = { kmsKeyArn: arn("kms", "eu-west-1", account(5), "key/replicas") };
const secondRegionValues: Readonly<Record<string, Change>> = {
  region: { region: "eu-north-1" },
  account: { account: account(5) },
  archives: { archives: ["trail"] },
  timeControl: { timeControl: true },
  kmsKeyArn: replicaKey,
  kmsKeyAdministratorRoleArns: {
    ...replicaKey,
    kmsKeyAdministratorRoleArns: [arn("iam", "", account(5), "role/keys")],
  },
  multiRegionKey: { multiRegionKey: true },
  catchUp: { catchUp: true },
};

/** Another value for every setting that can change alone. A list of objects is replaced as a whole. */
export const otherValues: Readonly<Record<string, unknown>> = {
  version: 1,
  prefix: "zebra",
  "accounts.management": account(6),
  "accounts.members.name": membersWith({ name: "renamed", id: account(3) }),
  "accounts.members.stack": membersWith({ name: "payments", id: account(3), stack: "member-other" }),
  "accounts.members.unit": membersWith({ name: "payments", id: account(3), unit: "ou-a1b2-00000000" }),
  "accounts.members.tags": membersWith({ name: "payments", id: account(3), tags: { team: "other" } }),
  "accounts.outside.name": [{ ...outsideAccount, name: "renamed" }],
  "accounts.outside.id": [{ ...outsideAccount, id: account(9) }],
  "accounts.outside.roleName": [{ ...outsideAccount, roleName: "other" }],
  "access.roleName": "other-deploy",
  "access.managementRoleName": "other-deploy",
  "access.planRoleName": "other-plan",
  "backend.bucket": "other-state",
  "backend.region": "eu-west-1",
  "backend.keyPrefix": "other",
  "backend.kmsKeyArn": arn("kms", "eu-central-1", account(1), "key/other"),
  "backend.roleArn": arn("iam", "", account(1), "role/other"),
  providerVersion: "~> 6.25",
  tags: { Team: "other" },
  "archive.lock.bypassRoleArns": [arn("iam", "", account(2), "role/other")],
  "archive.lock.holdRoleArns": [arn("iam", "", account(2), "role/other")],
  "archive.lifecycle.infrequentAccessDays": 61,
  "archive.lifecycle.glacierInstantRetrievalDays": 201,
  "archive.lifecycle.glacierDays": 401,
  "archive.lifecycle.deepArchiveDays": 801,
  "archive.lifecycle.expireDays": 4000,
  "archive.lifecycle.noncurrentDays": 61,
  "archive.lifecycle.abortIncompleteUploadDays": 4,
  "archive.serviceLogs.lock": false,
  "archive.configArchive.lockedCopy.enabled": false,
  "archive.accessLogs.expireDays": 181,
  "archive.overwriteCheck.enabled": false,
  "archive.kmsKeyArn": arn("kms", "eu-central-1", account(2), "key/own"),
  "archive.readerRoleArns": [arn("iam", "", account(5), "role/other")],
  "archive.kmsKeyDeletionRoleArns": [arn("iam", "", account(2), "role/other")],
  "archive.preventDestroy": false,
  "trail.name": "other-trail",
  "trail.excludeKmsEvents": false,
  "trail.excludeRdsDataApiEvents": false,
  "trail.dataEvents.resourceType": [{ resourceType: "AWS::S3::AccessPoint", arnPrefixes: [`arn:${partition}:s3`] }],
  "trail.dataEvents.arnPrefixes": [{ resourceType: "AWS::S3::Object", arnPrefixes: [`arn:${partition}:s3:::other/`] }],
  "trail.dataEvents.access": [
    { resourceType: "AWS::S3::Object", arnPrefixes: [`arn:${partition}:s3:::acme-invoices/`], access: "read" },
  ],
  "trail.insights": [],
  "trail.logGroupRetentionDays": 365,
  "trail.notifyDeliveries": false,
  "trail.lake.enabled": false,
  "trail.lake.billingMode": "FIXED_RETENTION_PRICING",
  "trail.lake.retentionDays": 732,
  "notifications.urgentEvents.enabled": true,
  "logSources.awsConfig.recorder": "none",
  "logSources.awsConfig.recorderByAccount": { [account(1)]: "none" },
  "logSources.awsConfig.adoptedName": "other-recorder",
  "logSources.awsConfig.role": "serviceLinked",
  "logSources.awsConfig.recordHighChurnTypesDaily": false,
  "logSources.awsConfig.snapshotFrequency": "One_Hour",
  "logSources.awsConfig.aggregator.enabled": false,
  "logSources.awsConfig.aggregator.account": account(2),
  "logSources.awsConfig.aggregator.register": false,
  "logSources.awsConfig.rules": ["cloudtrail-enabled"],
  "logSources.flowLogs.exceptAccounts": [],
  "logSources.flowLogs.fields": "default",
  "logSources.flowLogs.trafficType": "ALL",
  "logSources.flowLogs.maxAggregationSeconds": 600,
  "logSources.flowLogs.transitGateways.account": [{ ...gateways, account: account(4) }],
  "logSources.flowLogs.transitGateways.ids": [{ ...gateways, ids: ["tgw-00000000"] }],
  "logSources.dnsQueryLogs.listedVpcs.account": [{ ...vpcs, account: account(5) }],
  "logSources.dnsQueryLogs.listedVpcs.ids": [{ ...vpcs, ids: ["vpc-00000000"] }],
  "logSources.webAclLogs.webAcls": [],
  "logSources.webAclLogs.redactedHeaders": [],
  "logSources.webAclLogs.redactQueryString": false,
  "logSources.webAclLogs.onlyActions": [],
  "logSources.loadBalancerLogs.accounts": [account(5)],
  "logSources.sessions.adoptedDocuments.account": [{ account: account(4), region: "eu-central-1" }],
  "logSources.sessions.idleTimeoutMinutes": 16,
  "logSources.sessions.maxDurationMinutes": 481,
  "logSources.sessions.runAs.defaultUser": "other",
  "logSources.sessions.encryptSessions": false,
  "logSources.sessions.cloudWatchLogs.retentionDays": 60,
  "logSources.securityHubFindings.account": account(4),
  "logSources.applicationLogs.logGroups.name": [{ ...lambdaLogGroup, name: "/aws/lambda/other" }],
  "logSources.applicationLogs.logGroups.retentionDays": [{ ...lambdaLogGroup, retentionDays: 365 }],
  "logSources.applicationLogs.logGroups.accounts": [{ ...lambdaLogGroup, accounts: [account(4)] }],
  "logSources.applicationLogs.subscription.existing.name": [{ name: "/ecs/other", accounts: [account(4)] }],
  "logSources.applicationLogs.subscription.existing.accounts": [{ name: "/ecs/website", accounts: [account(3)] }],
  "logSources.applicationLogs.partitions": "date",
  "logSources.applicationLogs.bufferMegabytes": 64,
  "logSources.applicationLogs.bufferSeconds": 601,
  "logSources.applicationLogs.maskedDataIdentifiers": ["EmailAddress"],
  "logSources.accessLogs.buckets.account": [{ account: account(4), bucket: "acme-invoices" }],
  "logSources.accessLogs.buckets.bucket": [{ account: account(3), bucket: "other-bucket" }],
  "notifications.page.emails": ["other@example.com"],
  "notifications.page.httpsEndpoints": [],
  "notifications.notify.emails": ["other@example.com"],
  "notifications.notify.httpsEndpoints": ["https://events.example.com/other"],
  "notifications.slack.workspaceId": [{ workspaceId: "T9", channelId: "C012ABCDEF3", severities: ["page"] }],
  "notifications.slack.channelId": [{ workspaceId: "T012ABCDEF3", channelId: "C9", severities: ["page"] }],
  "notifications.slack.severities": [{ workspaceId: "T012ABCDEF3", channelId: "C012ABCDEF3" }],
  "notifications.teams.tenantId": [{ ...teamsChannel, tenantId: "11111111-89ab-cdef-0123-456789abcdef" }],
  "notifications.teams.teamId": [{ ...teamsChannel, teamId: "11111111-89ab-cdef-0123-456789abcdef" }],
  "notifications.teams.channelId": [{ ...teamsChannel, channelId: "19%3Aother%40thread.tacv2" }],
  "notifications.teams.severities": [{ ...teamsChannel, severities: ["page"] }],
  "notifications.okActions": false,
  "notifications.runbookUrl": "https://wiki.example.com/other",
  "detections.expectedRegions": ["eu-north-1"],
  "detections.overrides.off": { "findings-hidden": { off: "Nobody reads findings here yet." } },
  "detections.overrides.severity": { "attack-tool-used": { severity: "watch" } },
  "detections.overrides.threshold": { "refused-calls-burst": { threshold: 51 } },
  "detections.overrides.periodSeconds": { "refused-calls-burst": { periodSeconds: 600 } },
  "detections.overrides.exclusions.selector": excluding({ selector: "$.userIdentity.arn" }),
  "detections.overrides.exclusions.value": excluding({ value: "*:role/other" }),
  "detections.overrides.exclusions.reason": excluding({ reason: "Another reason." }),
  "detections.own.id": [{ ...ownDetection, id: "other" }],
  "detections.own.title": [{ ...ownDetection, title: "Other" }],
  "detections.own.why": [{ ...ownDetection, why: "Other." }],
  "detections.own.severity": [{ ...ownDetection, severity: "notify" }],
  "detections.own.pattern": [{ ...ownDetection, pattern: "{ $.eventName = Other }" }],
  "detections.own.threshold": [{ ...ownDetection, threshold: 2 }],
  "detections.own.periodSeconds": [{ ...ownDetection, periodSeconds: 600 }],
  "detections.own.controls": [{ ...ownDetection, controls: [] }],
  "detections.own.runbook": [{ ...ownDetection, runbook: undefined }],
  "masking.trail": ["AwsSecretKey"],
  "masking.sessions": ["AwsSecretKey"],
  "guardrails.mode": "audit",
  "guardrails.targets": ["r-a1b2"],
  "guardrails.breakGlassRoleName": "other",
  "guardrails.otherPolicies": 2,
  "notifications.weeklySummary.enabled": false,
  "notifications.weeklySummary.schedule": "cron(30 6 ? * MON *)",
  "notifications.silence.dailyCheck": false,
  "notifications.silence.unlistedAccounts": false,
  "notifications.silence.exceptAccounts": [],
  "notifications.silence.archiveMetrics": false,
  "hunts.enabled": false,
  "hunts.schedule": "cron(16 6 * * ? *)",
  "hunts.scanLimitGigabytes": 2001,
  "hunts.countries.enabled": false,
  "hunts.countries.uploaderRoleArns": [arn("iam", "", account(2), "role/other-release")],
  "hunts.overrides.off": {
    "reading-burst": { off: "Nobody has time for it.", severity: undefined, parameters: undefined, exclusions: [] },
  },
  "hunts.overrides.severity": { "reading-burst": { severity: "notify" } },
  "hunts.overrides.parameters": { "reading-burst": { parameters: { least: 101 } } },
  "hunts.overrides.exclusions.principalArn": excludingFromHunt({
    principalArn: arn("iam", "", account(3), "role/other"),
  }),
  "hunts.overrides.exclusions.account": excludingFromHunt({ principalArn: undefined, account: account(5) }),
  "hunts.overrides.exclusions.reason": excludingFromHunt({ reason: "Another reason." }),
  "query.scanLimitGigabytes": 501,
  "query.responderScanLimitGigabytes": 5001,
  "query.dailyScanAlarmGigabytes": 3001,
  "query.earlierTrailLocations": ["s3://acme-other-trail/AWSLogs/o-a1b2c3d4e5"],
  "query.earlierTrailKmsKeyArns": [],
  "query.quarantinedObjects": [`s3://acme-prod-service-logs-${account(2)}/ssm-logs/AWSLogs/${account(3)}/`],
  "query.ocsf.enabled": false,
  "query.resultExpireDays": 15,
  "query.firstDay": "2026-01-02",
  "query.crawlerSchedule": "cron(46 1 * * ? *)",
  "search.enabled": false,
  "search.size": "large",
  "search.subnetIds": ["subnet-0000000a", "subnet-0000000b", "subnet-0000000c"],
  "search.securityGroupIds": ["sg-0000000a"],
  "search.adminRoleArn": arn("iam", "", account(2), "role/other"),
  "search.readerRoleArns": [],
  "search.retentionDays": 61,
  "search.minUnits": 3,
  "search.maxUnits": 9,
  "search.offPeakHour": 21,
  "search.logs.flowLogs.enabled": false,
  "search.logs.flowLogs.retentionDays": 11,
  "search.logs.flowLogs.maxUnits": 13,
  "search.logs.applicationLogs.enabled": false,
  "search.logs.applicationLogs.retentionDays": 21,
  "search.logs.applicationLogs.maxUnits": 7,
  "search.logs.securityHubFindings.enabled": false,
  "search.logs.securityHubFindings.retentionDays": 121,
  "search.logs.securityHubFindings.maxUnits": 3,
  "search.monitors": false,
  "search.createServiceLinkedRole": true,
  "siemFeeds.name": siemFeeds({ name: "other" }),
  "siemFeeds.logs": siemFeeds({ logs: ["trail", "awsConfig", "dnsQueryLogs", "accessLogs"] }),
  "siemFeeds.readerArn": siemFeeds({ readerArn: arn("iam", "", account(6), "root") }),
  "siemFeeds.externalId": siemFeeds({ externalId: "another-customer" }),
  "siemFeeds.sentinelWorkspaceId": siemFeeds({}, { sentinelWorkspaceId: "00000000-0000-4000-8000-000000000000" }),
  "lakehouse.enabled": false,
  "lakehouse.intervalHours": 4,
  "lakehouse.maintainHour": 2,
  "lakehouse.lateDays": 5,
  "lakehouse.snapshotDays": 7,
  "lakehouse.maximumVcpus": 36,
  "lakehouse.uploaderRoleArns": [arn("iam", "", account(2), "role/other-release")],
  "dashboards.enabled": false,
  "dashboards.readerGroup": "other-readers",
  "dashboards.authorGroup": "other-authors",
  "dashboards.namespace": "other",
  "dashboards.createGroups": false,
  "dashboards.days": 12,
  "dashboards.directQuery": true,
  "dashboards.refreshTime": "07:45",
  "dashboards.scanLimitGigabytes": 70,
  "verification.digests.enabled": false,
  "verification.digests.schedule": "cron(0 6 * * ? *)",
  "verification.guarantees.enabled": false,
  "verification.guarantees.schedule": "cron(0 9 * * ? *)",
  "verification.packageUri": "s3://acme-prod-software/trailkeeper-0.2.0.tgz",
  "verification.packageSha256": "f".repeat(64),
};

/** The search without the logs of a disabled log source. */
const notSearched = (...logs: readonly string[]): Change => ({
  search: { logs: Object.fromEntries(logs.map((name) => [name, { enabled: false }])) },
});

const withoutPlaces = {
  flowLogs: { vpcs: "none", exceptAccounts: [], transitGateways: [] },
  dnsQueryLogs: { vpcs: "none", listedVpcs: [] },
};
/** Settings that contain a region, with another region. */
const allIn = (region: string) => ({
  ...withoutPlaces,
  sessions: { adoptedDocuments: [{ account: account(3), region }] },
  securityHubFindings: { region },
  applicationLogs: {
    logGroups: [{ ...lambdaLogGroup, regions: [region] }],
    subscription: { existing: [{ name: "/ecs/website", accounts: [account(4)], regions: [region] }] },
  },
});
const withoutFirstMember = {
  ...withoutPlaces,
  awsConfig: { recorderByAccount: { [account(3)]: undefined } },
  webAclLogs: { webAcls: [] },
  loadBalancerLogs: { accounts: [] },
  sessions: { adoptedDocuments: [] },
  applicationLogs: { logGroups: [{ ...lambdaLogGroup, accounts: [account(4)] }] },
  accessLogs: { buckets: [] },
};
const flowLogs = (changes: Change): Change => ({ logSources: { flowLogs: changes } });
const listed = (changes: object): Change => ({
  vpcs: "listed",
  exceptAccounts: [],
  listedVpcs: [{ ...vpcs, ...changes }],
});

/** A trail with the default name. With another name, its tables would read from another location. */
const defaultTrail: Change = { trail: { name: undefined } };

/** An adopted trail with its bucket and its key. */
const adoptedTrail = {
  mode: "adopt",
  search: { enabled: false },
  siemFeeds: [],
  lakehouse: { enabled: false },
  trail: { name: undefined },
  existing: {
    trailArn: arn("cloudtrail", "eu-central-1", account(1), "trail/organization"),
    trailBucket: "acme-cloudtrail-logs",
    kmsKeyArn: arn("kms", "eu-central-1", account(2), "key/theirs"),
  },
};
const adopting = (existing: object): Change => ({
  ...adoptedTrail,
  existing: { ...adoptedTrail.existing, ...existing },
});

/** The adopted trail with a bucket that its owner manages. */
const ownersBucket = {
  mode: "adopt",
  trail: { name: undefined },
  existing: { trailArn: adoptedTrail.existing.trailArn },
  accounts: { outside: [] },
  search: { enabled: false },
  siemFeeds: [],
  lakehouse: { enabled: false },
  notifications: { silence: { archiveMetrics: false } },
};

/** Settings that cannot change alone, with the settings that must change with them. */
export const together: Readonly<Record<string, Change>> = {
  regions: { ...twoRegions, recordedRegions: ["eu-central-1"] },
  recordedRegions: { ...twoRegions, recordedRegions: ["eu-central-1"] },
  homeRegion: {
    homeRegion: "eu-west-1",
    regions: ["eu-west-1"],
    recordedRegions: ["eu-west-1"],
    logSources: allIn("eu-west-1"),
    dashboards: { createGroups: false },
    ...notSearched("flowLogs"),
  },
  "dashboards.identityRegion": { dashboards: { identityRegion: "us-east-1", createGroups: false } },
  organizationId: {
    organizationId: "o-zzzzzzzzzz",
    query: { earlierTrailLocations: ["s3://acme-other-trail/AWSLogs/o-zzzzzzzzzz"] },
  },
  "accounts.logArchive": {
    accounts: { logArchive: account(9) },
    archive: { readerRoleArns: [], lock: { bypassRoleArns: [], holdRoleArns: [] } },
    logSources: { flowLogs: { exceptAccounts: [] } },
    search: { adminRoleArn: arn("iam", "", account(9), "role/search-administrator") },
    lakehouse: { uploaderRoleArns: [] },
    hunts: { countries: { uploaderRoleArns: [] } },
    guardrails: { targets: [account(3)] },
  },
  "logSources.sessions.enabled": { logSources: { sessions: { enabled: false } }, masking: { sessions: [] } },
  "logSources.sessions.cloudWatchLogs.enabled": {
    logSources: { sessions: { cloudWatchLogs: { enabled: false } } },
    masking: { sessions: [] },
  },
  "accounts.members.id": {
    accounts: { members: membersWith({ name: "payments", id: account(7) }) },
    logSources: withoutFirstMember,
    ...notSearched("flowLogs"),
  },
  "existing.trailArn": adopting({ trailArn: arn("cloudtrail", "eu-central-1", account(1), "trail/other") }),
  "existing.trailBucket": adopting({ trailBucket: "acme-other-logs" }),
  "existing.trailBucketSettings": adopting({ trailBucketSettings: [] }),
  "existing.trailKeyPrefix": adopting({ trailKeyPrefix: "logs" }),
  "existing.kmsKeyArn": adopting({ kmsKeyArn: arn("kms", "eu-central-1", account(2), "key/other") }),
  "existing.logGroupName": adopting({ logGroupName: "trail" }),
  "existing.databaseName": adopting({ databaseName: "cloudtrail" }),
  "existing.workgroupName": adopting({ workgroupName: "security" }),
  "archive.existing": { ...ownersBucket, archive: { existing: "acme-cloudtrail-logs" } },
  "archive.existingKmsKeyArn": {
    ...ownersBucket,
    archive: {
      existing: "acme-cloudtrail-logs",
      existingKmsKeyArn: arn("kms", "eu-central-1", account(2), "key/theirs"),
    },
  },
  "query.cloudTrailLocation": {
    ...defaultTrail,
    query: { cloudTrailLocation: "s3://acme-other-trail/AWSLogs/o-a1b2c3d4e5" },
  },
  "logSources.flowLogs.regions": inRegions({ flowLogs: { regions: ["eu-central-1"] } }),
  "logSources.dnsQueryLogs.regions": inRegions({
    dnsQueryLogs: { vpcs: "all", listedVpcs: [], regions: ["eu-west-1"] },
  }),
  "logSources.sessions.regions": inRegions({ sessions: { regions: ["eu-central-1"] } }),
  "logSources.securityHubFindings.regions": inRegions({
    securityHubFindings: { mode: "eachAccount", account: null, region: null, regions: ["eu-west-1"] },
  }),
  "logSources.applicationLogs.regions": inRegions({ applicationLogs: { regions: ["eu-central-1"] } }),
  "logSources.sessions.existingDocument": {
    logSources: { sessions: { existingDocument: "create", adoptedDocuments: [] } },
  },
  "logSources.sessions.adoptedDocuments.region": inRegions({
    sessions: { adoptedDocuments: [{ account: account(3), region: "eu-west-1" }] },
  }),
  "logSources.sessions.runAs.enabled": { logSources: { sessions: { runAs: { enabled: false, defaultUser: null } } } },
  "logSources.securityHubFindings.mode": {
    logSources: { securityHubFindings: { mode: "eachAccount", account: null, region: null } },
  },
  "logSources.securityHubFindings.region": inRegions({ securityHubFindings: { region: "eu-west-1" } }),
  "logSources.applicationLogs.logGroups.regions": inRegions({
    applicationLogs: { logGroups: [{ ...lambdaLogGroup, regions: ["eu-west-1"] }] },
  }),
  "logSources.applicationLogs.subscription.mode": {
    logSources: { applicationLogs: { subscription: { mode: "all", existing: [] } } },
  },
  "logSources.applicationLogs.subscription.existing.regions": inRegions({
    applicationLogs: {
      subscription: { existing: [{ name: "/ecs/website", accounts: [account(4)], regions: ["eu-west-1"] }] },
    },
  }),
  "logSources.applicationLogs.subscription.prefixes": {
    logSources: { applicationLogs: { subscription: { mode: "prefixes", existing: [], prefixes: ["/ecs/"] } } },
  },
  "logSources.applicationLogs.subscription.excluded": {
    logSources: { applicationLogs: { subscription: { mode: "all", existing: [], excluded: ["/ecs/noise"] } } },
  },
  ...Object.fromEntries(
    Object.entries(retention).map(([name, value]) => [
      `archive.retention.${name}`,
      { archive: { retention: { dnsQueryLogs: { glacierInstantRetrievalDays: null, [name]: value } } } } as Change,
    ]),
  ),
  "archive.kmsKeyAdministratorRoleArns": {
    archive: {
      kmsKeyArn: arn("kms", "eu-central-1", account(2), "key/own"),
      kmsKeyAdministratorRoleArns: [arn("iam", "", account(2), "role/key-administrator")],
    },
  },
  "archive.lifecycle.preset": {
    archive: { lifecycle: { preset: "queryable", glacierInstantRetrievalDays: undefined } },
  },
  "trail.lake.existingCustomer": { trail: { lake: { enabled: false, existingCustomer: false } } },
  "logSources.awsConfig.createServiceLinkedRole": {
    logSources: { awsConfig: { role: "serviceLinked", createServiceLinkedRole: true } },
  },
  "logSources.awsConfig.recordingFrequency": {
    logSources: { awsConfig: { recordingFrequency: "DAILY", recordHighChurnTypesDaily: false } },
  },
  "logSources.vendedLogs.enabled": {
    logSources: { vendedLogs: { enabled: false }, ...withoutPlaces },
    ...notSearched("flowLogs"),
  },
  "logSources.flowLogs.vpcs": { ...flowLogs({ vpcs: "none", exceptAccounts: [] }), ...notSearched("flowLogs") },
  "logSources.securityHubFindings.format": {
    logSources: { securityHubFindings: { format: "OCSF" } },
    ...notSearched("securityHubFindings"),
  },
  "logSources.applicationLogs.enabled": {
    logSources: { applicationLogs: { enabled: false } },
    ...notSearched("applicationLogs"),
  },
  "logSources.flowLogs.listedVpcs.account": flowLogs(listed({ account: account(4) })),
  "logSources.flowLogs.listedVpcs.region": { ...twoRegions, ...flowLogs(listed({ region: "eu-west-1" })) },
  "logSources.flowLogs.listedVpcs.ids": flowLogs(listed({ ids: ["vpc-00000000"] })),
  "logSources.flowLogs.transitGateways.region": {
    ...twoRegions,
    ...flowLogs({ transitGateways: [{ ...gateways, region: "eu-west-1" }] }),
  },
  "logSources.dnsQueryLogs.vpcs": { logSources: { dnsQueryLogs: { vpcs: "all", listedVpcs: [] } } },
  "logSources.dnsQueryLogs.listedVpcs.region": {
    ...twoRegions,
    logSources: { dnsQueryLogs: { listedVpcs: [{ ...vpcs, region: "eu-west-1" }] } },
  },
  "logSources.dnsQueryLogs.exceptAccounts": {
    logSources: { dnsQueryLogs: { vpcs: "all", listedVpcs: [], exceptAccounts: [account(3)] } },
  },
  "logSources.webAclLogs.enabled": { logSources: { webAclLogs: { enabled: false, webAcls: [] } } },
  ...Object.fromEntries(
    Object.entries(secondRegionValues).map(([name, value]) => [`archive.secondRegion.${name}`, inSecondRegion(value)]),
  ),
  ...Object.fromEntries(
    Object.entries(securityLakeValues).map(([name, value]) => [
      `query.ocsf.securityLake.${name}`,
      withSecurityLake(value),
    ]),
  ),
  "archive.lock.confirmDays": { archive: { lock: { confirmDays: undefined } } },
  "archive.lock.mode": { archive: { lock: { mode: "compliance", bypassRoleArns: [] } } },
  "archive.lock.days": { archive: { lock: { days: 500, confirmDays: 500 } } },
};

/** A change of the base configuration, without which some settings have no effect or cannot be set. */
export interface Context {
  readonly title: string;
  readonly change: Change;

  /** The settings that are changed in this context. */
  readonly settings: RegExp;
}

/** The contexts of settings. The first that matches is used. All other settings are changed in the base configuration. */
export const contexts: readonly Context[] = [
  {
    title: "replicas with a key of their own",
    change: inSecondRegion(replicaKey),
    settings: /^archive\.secondRegion\.kmsKeyAdministratorRoleArns$/,
  },
  { title: "replicas in another region", change: inSecondRegion(), settings: /^archive\.secondRegion\./ },
  { title: "tables of Security Lake", change: withSecurityLake(), settings: /^query\.ocsf\.securityLake\./ },
  { title: "an adopted trail", change: adoptedTrail, settings: /^existing\./ },
  {
    title: "the bucket of an owner",
    change: { ...ownersBucket, archive: { existing: "acme-cloudtrail-logs" } },
    settings: /^archive\.existingKmsKeyArn$/,
  },
  { title: "the default trail", change: defaultTrail, settings: /^query\.cloudTrailLocation$/ },
];

/** These settings are refused with a reason, so that they cannot be deployed. */
export const refused = ["archive.configArchive.lock", "archive.accessLogs.lock", "logSources.awsConfig.enabled"];

/** Other tests cover these settings: partitions in guarantees.test.ts, backends in account-root.test.ts. */
export const testedByOthers = ["partition", "backend.type"];

/** Settings for readers of the configuration, which change no resource. */
export const readByPeople = [
  "version",
  "accounts.members.unit",
  "accounts.members.tags",
  "detections.overrides.exclusions.reason",
  "hunts.overrides.exclusions.reason",
  "archive.lock.confirmDays",
  "guardrails.otherPolicies",
];

/** Settings of modes, of inactive accounts and of single accounts. Other tests cover them. */
export const hasOwnTest = (path: string): boolean =>
  /^(mode|accounts\.members\.active|accounts\.trailAdministrator)$|^(controlTower|overrides)\./.test(path);
