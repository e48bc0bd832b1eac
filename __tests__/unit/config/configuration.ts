import { stringify } from "yaml";
import { ConfigurationError } from "../../../config/configuration-error";
import { checkSettings, parseConfig } from "../../../config/load";
import type { AuditConfig } from "../../../config/audit-config";
import { missingEnabled } from "../../../config/missing-enabled";
import { account, arn } from "../../../sample-data/values";

/** Settings by their path, such as `accounts.members[0].id`. The value undefined removes the setting. */
export type Changes = Readonly<Record<string, unknown>>;

/** An ARN of any partition. */
export const arnOf = (partition: string, service: string, region: string, accountId: string, resource: string) =>
  ["arn", partition, service, region, accountId, resource].join(":");

/** An S3 ARN of any partition. */
export const s3Arn = (partition: string, resource: string) => arnOf(partition, "s3", "", "", resource);

/** Returns this number of members, each with its own name and id. */
export const members = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ name: `m${i}`, id: String(5e11 + i) }));

/** The smallest valid configuration, with changes. Each log source that the changes do not enable has `enabled: false`. */
export function configuration(changes: Changes = {}): Record<string, unknown> {
  const minimal = {
    prefix: "acme",
    homeRegion: "eu-west-1",
    organizationId: "o-a1b2c3d4e5",
    accounts: { management: account(1), logArchive: account(2) },
    notifications: { page: { emails: ["on-call@example.com"] }, notify: { emails: ["security@example.com"] } },
  };
  for (const [path, value] of Object.entries(changes)) change(minimal, keysOf(path), structuredClone(value));
  for (const { path } of missingEnabled(minimal)) change(minimal, [...path, "enabled"], false);
  return minimal;
}

/** Returns the lifecycle of a class of logs, with every setting. */
const retained = (expireDays: number) => ({
  preset: "queryable",
  infrequentAccessDays: 30,
  glacierInstantRetrievalDays: 60,
  glacierDays: 150,
  deepArchiveDays: 240,
  expireDays,
  noncurrentDays: 30,
});

/** Changes that contain every setting, most of them with the default value. */
export const everySetting: Changes = {
  version: 1,
  mode: "whole",
  controlTower: {},
  existing: { trailBucketSettings: ["publicAccessBlock", "ownership"], trailKeyPrefix: "" },
  partition: "aws",
  regions: ["eu-west-1", "us-east-1"],
  recordedRegions: ["eu-west-1"],
  "accounts.members": members(2).map((member, i) =>
    Object.assign(member, {
      unit: `ou-a1b2-c3d4e5f${i}`,
      tags: { environment: "production" },
      stack: `member-before-${i}`,
      active: true,
    }),
  ),
  "accounts.outside": [{ name: "acquired", id: account(8), roleName: "OutsideDeployer" }],
  overrides: [
    {
      tags: { environment: ["production"] },
      access: { roleName: "UnitDeployer", planRoleName: "UnitPlanner" },
      logSources: {
        awsConfig: {
          recorder: "adopt",
          adoptedName: "unit",
          recordingFrequency: "CONTINUOUS",
          recordHighChurnTypesDaily: false,
          snapshotFrequency: "Six_Hours",
          rules: false,
        },
        flowLogs: { vpcs: "none", regions: ["eu-west-1"], trafficType: "REJECT", maxAggregationSeconds: 60 },
        dnsQueryLogs: { vpcs: "none", regions: ["eu-west-1"] },
        sessions: {
          enabled: true,
          regions: ["eu-west-1"],
          idleTimeoutMinutes: 10,
          maxDurationMinutes: 60,
          runAs: { enabled: true, defaultUser: null },
          encryptSessions: true,
          cloudWatchLogs: { enabled: true, retentionDays: 30 },
        },
        securityHubFindings: { mode: "eachAccount", regions: ["eu-west-1"] },
        applicationLogs: {
          enabled: true,
          regions: ["eu-west-1"],
          bufferMegabytes: 5,
          bufferSeconds: 60,
          logGroups: [{ name: "/app/unit", retentionDays: 30, regions: ["eu-west-1"] }],
        },
      },
    },
    { accounts: [account(1), account(2)], regions: ["eu-west-1"] },
    { units: ["ou-a1b2-c3d4e5f0", "ou-a1b2-c3d4e5f1"], recordedRegions: ["eu-west-1"] },
  ],
  access: { roleName: "Deployer", managementRoleName: "ManagementDeployer", planRoleName: "Planner" },
  backend: {
    type: "s3",
    bucket: "acme-terraform-state",
    region: "eu-west-1",
    keyPrefix: "audit/logging",
    kmsKeyArn: arn("kms", "eu-west-1", account(1), "key/state"),
    roleArn: arn("iam", "", account(1), "role/State"),
  },
  providerVersion: "~> 6.25",
  tags: { team: "security", "cost-center": "42" },
  archive: {
    lock: {
      mode: "governance",
      days: 365,
      confirmDays: 365,
      bypassRoleArns: [arn("iam", "", account(2), "role/BreakGlass")],
      holdRoleArns: [arn("iam", "", account(2), "role/LegalHold")],
    },
    lifecycle: {
      preset: "queryable",
      infrequentAccessDays: 90,
      glacierInstantRetrievalDays: 180,
      glacierDays: 365,
      deepArchiveDays: 730,
      expireDays: 2557,
      noncurrentDays: 30,
      abortIncompleteUploadDays: 7,
    },
    retention: {
      flowLogs: retained(730),
      awsConfig: retained(2557),
      transitGatewayFlowLogs: retained(730),
      dnsQueryLogs: retained(730),
    },
    serviceLogs: { lock: true },
    configArchive: { lockedCopy: { enabled: true } },
    accessLogs: { expireDays: 90 },
    overwriteCheck: { enabled: true },
    kmsKeyArn: arn("kms", "eu-west-1", account(2), "key/archive"),
    kmsKeyAdministratorRoleArns: [arn("iam", "", account(2), "role/KeyAdministrator")],
    kmsKeyDeletionRoleArns: [arn("iam", "", account(2), "role/BreakGlass")],
    secondRegion: {
      region: "eu-central-1",
      account: account(2),
      archives: ["trail", "serviceLogs"],
      timeControl: true,
      kmsKeyArn: arn("kms", "eu-central-1", account(2), "key/replicas"),
      kmsKeyAdministratorRoleArns: [arn("iam", "", account(2), "role/KeyAdministrator")],
      multiRegionKey: false,
      catchUp: true,
    },
    readerRoleArns: [arn("iam", "", account(1), "role/Reader")],
    preventDestroy: true,
  },
  trail: {
    name: "acme-trail",
    excludeKmsEvents: false,
    excludeRdsDataApiEvents: false,
    dataEvents: [{ resourceType: "AWS::S3::Object", arnPrefixes: [s3Arn("aws", "acme-payroll/")], access: "write" }],
    insights: ["ApiCallRateInsight", "ApiErrorRateInsight"],
    logGroupRetentionDays: 365,
    notifyDeliveries: false,
    lake: {
      enabled: true,
      existingCustomer: true,
      billingMode: "EXTENDABLE_RETENTION_PRICING",
      retentionDays: 366,
    },
  },
  logSources: {
    awsConfig: {
      recorder: "create",
      recorderByAccount: { [account(1)]: "adopt", [account(2)]: "none" },
      adoptedName: "default",
      role: "serviceLinked",
      createServiceLinkedRole: [account(1)],
      recordingFrequency: "CONTINUOUS",
      recordHighChurnTypesDaily: false,
      snapshotFrequency: "TwentyFour_Hours",
      aggregator: { enabled: true, account: account(2), register: true },
      rules: ["cloudtrail-enabled"],
    },
    vendedLogs: { enabled: true },
    flowLogs: {
      vpcs: "listed",
      regions: ["eu-west-1"],
      listedVpcs: [{ account: account(1), region: "eu-west-1", ids: ["vpc-0a1b2c3d"] }],
      exceptAccounts: [],
      fields: "extended",
      trafficType: "ALL",
      maxAggregationSeconds: 600,
      transitGateways: [{ account: account(1), region: "eu-west-1", ids: ["tgw-0a1b2c3d"] }],
    },
    dnsQueryLogs: {
      vpcs: "listed",
      regions: ["eu-west-1"],
      listedVpcs: [{ account: account(1), region: "eu-west-1", ids: ["vpc-0a1b2c3d"] }],
      exceptAccounts: [],
    },
    webAclLogs: {
      enabled: true,
      webAcls: [arn("wafv2", "eu-west-1", account(1), "regional/webacl/shop/1b2c3d4e")],
      redactedHeaders: ["authorization", "cookie"],
      redactQueryString: false,
      onlyActions: ["BLOCK", "COUNT"],
    },
    loadBalancerLogs: { accounts: [account(1)] },
    sessions: {
      enabled: false,
      regions: ["eu-west-1"],
      existingDocument: "adopt",
      adoptedDocuments: [{ account: account(1), region: "eu-west-1" }],
      idleTimeoutMinutes: 20,
      maxDurationMinutes: null,
      runAs: { enabled: false, defaultUser: null },
      encryptSessions: false,
      cloudWatchLogs: { enabled: false, retentionDays: 90 },
    },
    securityHubFindings: {
      mode: "eachAccount",
      account: null,
      region: null,
      regions: ["eu-west-1"],
      format: "ASFF",
    },
    applicationLogs: {
      enabled: false,
      regions: ["eu-west-1"],
      logGroups: [{ name: "/app/payments", retentionDays: 90, accounts: [account(1)], regions: ["eu-west-1"] }],
      subscription: {
        mode: "listed",
        existing: [{ name: "/ecs/website", accounts: [account(1)], regions: ["eu-west-1"] }],
        prefixes: [],
        excluded: [],
      },
      partitions: "date",
      bufferMegabytes: 64,
      bufferSeconds: 300,
      maskedDataIdentifiers: [],
    },
    accessLogs: { buckets: [{ account: account(1), bucket: "acme-payroll" }] },
  },
  "notifications.page.httpsEndpoints": ["https://page.example.com/"],
  "notifications.notify.httpsEndpoints": ["https://notify.example.com/"],
  "notifications.slack": [{ workspaceId: "T0ABC", channelId: "C0ABC", severities: ["page"] }],
  "notifications.teams": [
    {
      tenantId: "01234567-89ab-cdef-0123-456789abcdef",
      teamId: "89abcdef-0123-4567-89ab-cdef01234567",
      channelId: "19%3Aab12cd34%40thread.tacv2",
      severities: ["notify"],
    },
  ],
  "notifications.okActions": true,
  "notifications.runbookUrl": "https://docs.example.com/runbooks",
  detections: {
    expectedRegions: ["eu-west-1"],
    overrides: {
      "web-acl-removed": { off: "There is no web application here.", exclusions: [] },
      "data-access-changes": { off: "Access Analyzer tells us of them.", exclusions: [] },
      "network-edge-changes": { off: "The network account reviews them.", exclusions: [] },
      "refused-calls-burst": {
        severity: "page",
        threshold: 50,
        periodSeconds: 600,
        exclusions: [{ selector: "$.userIdentity.arn", value: "*/scanner", reason: "It tries everything nightly." }],
      },
    },
    own: [
      {
        id: "payments-table-deleted",
        title: "The table of payments was deleted",
        why: "No backup brings it back within the hour.",
        severity: "page",
        pattern: "{ $.requestParameters.tableName = payments }",
        threshold: 1,
        periodSeconds: 300,
        controls: ["PCI DSS 4 10.2.1.7"],
        runbook: "https://docs.example.com/payments",
      },
    ],
  },
  "notifications.urgentEvents": { enabled: true },
  "notifications.weeklySummary": { enabled: true, schedule: "cron(0 7 ? * MON *)" },
  "notifications.silence": {
    dailyCheck: true,
    exceptAccounts: [account(2)],
    unlistedAccounts: true,
    archiveMetrics: true,
  },
  query: {
    scanLimitGigabytes: 100,
    responderScanLimitGigabytes: 1_000,
    dailyScanAlarmGigabytes: 2_000,
    cloudTrailLocation: `s3://acme-trail-archive-${account(2)}/cloudtrail-logs/AWSLogs/o-a1b2c3d4e5`,
    earlierTrailLocations: ["s3://acme-other-trail/o-a1b2c3d4e5/AWSLogs/o-a1b2c3d4e5"],
    earlierTrailKmsKeyArns: [arn("kms", "eu-west-1", account(1), "key/earlier")],
    quarantinedObjects: ["s3://acme-service-logs/ssm-logs/AWSLogs/x.log"],
    ocsf: {
      enabled: true,
      securityLake: {
        administrator: account(2),
        readerRoleArns: [arn("iam", "", account(2), "role/Analyst")],
        sources: ["CLOUD_TRAIL_MGMT"],
      },
    },
    resultExpireDays: 7,
    firstDay: "2025-01-01",
    crawlerSchedule: "cron(15 3 * * ? *)",
  },
  hunts: {
    enabled: true,
    schedule: "cron(30 5 * * ? *)",
    scanLimitGigabytes: 1_000,
    countries: { enabled: true, uploaderRoleArns: [arn("iam", "", account(2), "role/release")] },
    overrides: {
      "reading-burst": {
        severity: "page",
        parameters: { least: 100 },
        exclusions: [
          {
            principalArn: arn("iam", "", account(3), "role/inventory"),
            reason: "The inventory reads every account each night.",
          },
          { account: account(4), reason: "The account of experiments is noisy." },
        ],
      },
    },
  },
  search: {
    enabled: true,
    size: "small",
    subnetIds: ["subnet-00000001", "subnet-0000000000000000a"],
    securityGroupIds: ["sg-00000001"],
    adminRoleArn: arn("iam", "", account(2), "role/SearchAdministrator"),
    readerRoleArns: [arn("iam", "", account(1), "role/Reader")],
    retentionDays: 30,
    minUnits: 1,
    maxUnits: 4,
    offPeakHour: 0,
    logs: {
      flowLogs: { enabled: false, retentionDays: 7, maxUnits: 4 },
      applicationLogs: { enabled: false, retentionDays: 14, maxUnits: 4 },
      securityHubFindings: { enabled: false, retentionDays: 30, maxUnits: 4 },
    },
    monitors: false,
    createServiceLinkedRole: true,
  },
  siemFeeds: [
    {
      name: "splunk",
      logs: ["flowLogs"],
      readerArn: arn("iam", "", account(6), "role/log-reader"),
      externalId: "3f1c9d52-7d0b-4c8e-a6f5-2b9e8d7c6a10",
    },
    { name: "sentinel", logs: ["awsConfig"], sentinelWorkspaceId: "6b1c2d3e-4f50-4a6b-8c7d-9e0f1a2b3c4d" },
  ],
  masking: { trail: ["AwsSecretKey"], sessions: [] },
  lakehouse: {
    enabled: true,
    intervalHours: 1,
    maintainHour: 0,
    lateDays: 3,
    snapshotDays: 5,
    maximumVcpus: 16,
    uploaderRoleArns: [arn("iam", "", account(2), "role/release")],
  },
  dashboards: {
    enabled: true,
    readerGroup: "audit-readers",
    authorGroup: "audit-authors",
    namespace: "default",
    identityRegion: "us-east-1",
    createGroups: false,
    days: 14,
    directQuery: true,
    refreshTime: "06:00",
    scanLimitGigabytes: 100,
  },
  verification: {
    digests: { enabled: true, schedule: "cron(0 5 * * ? *)" },
    guarantees: { enabled: true, schedule: "cron(0 6 * * ? *)" },
    packageUri: "s3://acme-software/trailkeeper-0.1.0.tgz",
    packageSha256: "0".repeat(64),
  },
  guardrails: {
    mode: "enforce",
    targets: ["r-a1b2", "ou-a1b2-c3d4e5f6", account(2)],
    breakGlassRoleName: "BreakGlass",
    otherPolicies: 3,
  },
};

/** Settings of a trail that a delegated administrator creates. Some other settings are refused beside them. */
export const everyDelegatedSetting: Changes = { "accounts.trailAdministrator": account(3) };

/** Changes that contain every setting of the mode controlTower. */
export const everyControlTowerSetting: Changes = {
  mode: "controlTower",
  controlTower: {
    layout: "4.x",
    trailName: "aws-controltower-BaselineCloudTrail",
    trailBucket: "aws-controltower-logs-abc-xyz",
    trailPrefix: "o-a1b2c3d4e5",
    trailKmsKeyArn: arn("kms", "eu-west-1", account(1), "key/control-tower"),
    logGroupName: "aws-controltower/CloudTrailLogs-abc-xyz",
    configBucket: "aws-controltower-config-logs-abc-xyz",
    configPrefix: "o-a1b2c3d4e5",
    configKmsKeyArn: arn("kms", "eu-west-1", account(1), "key/control-tower"),
  },
};

/** Changes that contain every setting of the mode adopt. */
export const everyExistingSetting: Changes = {
  mode: "adopt",
  existing: {
    trailArn: arn("cloudtrail", "eu-west-1", account(1), "trail/organization"),
    trailBucket: "acme-cloudtrail-logs",
    trailBucketSettings: ["publicAccessBlock"],
    trailKeyPrefix: "logs",
    kmsKeyArn: arn("kms", "eu-west-1", account(2), "key/theirs"),
    logGroupName: "aws-cloudtrail-logs",
    databaseName: "cloudtrail",
    workgroupName: "security",
  },
  "archive.existing": "acme-cloudtrail-logs",
  "archive.existingKmsKeyArn": arn("kms", "eu-west-1", account(2), "key/theirs"),
};

/** Returns a configuration as YAML in block style, with one setting on each line. */
export const yamlOf = (value: unknown): string => stringify(value, { aliasDuplicateObjects: false, lineWidth: 0 });

/** Returns the smallest configuration with changes as JSON. JSON is valid YAML, and faster to write and parse. */
export const jsonOf = (changes: Changes): string => JSON.stringify(configuration(changes));

/** Returns the parsed smallest configuration with changes. */
export const parse = (changes: Changes = {}): AuditConfig => checkSettings(JSON.parse(jsonOf(changes)), "audit.yaml");

/** Returns the problems of a file, or an empty list. Fails when the parser throws anything but a ConfigurationError. */
export const problemsIn = (text: string): readonly string[] => problemsFrom(() => parseConfig(text, "audit.yaml"));

/** Returns the problems of the smallest configuration with changes, each as `path: message`. */
export const problemsOf = (changes: Changes): readonly string[] =>
  problemsFrom(() => checkSettings(JSON.parse(jsonOf(changes)), "audit.yaml"));

/** Returns a problem without its suggested value. */
export const withoutHint = (problem: string): string =>
  problem.replace(/; did you mean [^?]+\?|; \S+ is an Availability Zone, use its region [^;]+/, "");

/** Expects that the smallest configuration with changes has exactly one problem, at this path and with this message. */
export function expectProblem(changes: Changes, path: string, words: string): void {
  const problems = problemsOf(changes);
  expect(problems).toHaveLength(1);
  expect(problems[0]?.slice(0, path.length + 2)).toBe(`${path}: `);
  expect(problems[0]).toContain(words);
}

function problemsFrom(check: () => unknown): readonly string[] {
  try {
    check();
    return [];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.problems;
  }
}

/** Returns the value of a configuration at a path. */
export const settingAt = (config: unknown, path: string): unknown =>
  keysOf(path).reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], config);

/** Returns the path of every setting of a configuration, including lists and objects. */
export function pathsOf(value: unknown, path = ""): string[] {
  if (typeof value !== "object" || value === null) return [];
  const inner = (key: string) => (Array.isArray(value) ? `${path}[${key}]` : `${path && `${path}.`}${key}`);
  return Object.entries(value).flatMap(([key, part]) => [inner(key)].concat(pathsOf(part, inner(key))));
}

const keysOf = (path: string): string[] => path.split(/[.[\]]+/).filter((key) => key !== "");

function change(target: object, [key = "", ...rest]: readonly string[], value: unknown): void {
  const parent = target as Record<string, object | unknown>;
  if (rest.length > 0) {
    parent[key] ??= /^\d/.test(rest[0] ?? "") ? [] : {};
    change(parent[key] as object, rest, value);
  } else if (value !== undefined) parent[key] = value;
  else if (Array.isArray(target)) target.splice(Number(key), 1);
  else delete parent[key];
}
