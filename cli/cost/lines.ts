import type { AuditConfig } from "../../config/audit-config";
import { type Charge, type CostBasis, charge, daysOfMonth } from "../../features/cost";
import { enabledFeatures } from "../../features/enabled";
import type { LogClass } from "../../config/schema/log-classes";
import { lifecycleOf } from "../../config/derived/retention";
import type { Counted } from "./counted";
import { huntedLogs } from "./hunts";
import type { Prices } from "./prices";
import { storageCost } from "./storage";
import type { VolumeField, Usage } from "./usage";

/** Input of an estimate. */
export interface Basis {
  readonly config: AuditConfig;
  readonly usage: Usage;
  readonly counted: Counted;
  readonly prices: Prices;
}

/** Computes the lines of one kind of charge. */
type Part = (basis: Basis) => readonly Charge[];

/** Cost of the requests to KMS and S3 for the objects that a service writes. */
const objectRequests = ({ keyRequests, writes }: Prices, files: number): number =>
  (files / 10_000) * keyRequests + (files / 1_000) * writes;

/** Average bytes of an object of other log sources than CloudTrail. Firehose and vended logs collect some minutes of logs. */
const objectBytes = 1e6;

/** Stored bytes of a log group per written byte: CloudWatch Logs documents that compression leaves about 0.15. */
const logGroupCompression = 0.15;

/** Days of events that the daily check of silence reads. */
const silenceDays = 9;

/** Gigabytes of events that the trail writes, as JSON. */
export function trailGigabytes({ config, usage }: Basis): number {
  const excluded = config.trail.excludeKmsEvents ? usage.readOnlyKmsShare : 0;
  const events = usage.managementEvents * (1 - excluded) + (usage.dataEvents ?? 0);
  return (events * usage.eventBytes) / 1e9;
}

const trail: Part = (basis) => {
  const { config, usage, prices } = basis;
  const { insights, lake, dataEvents } = config.trail;
  if (config.mode === "controlTower" && dataEvents.length === 0) return [];
  const gigabytes = trailGigabytes(basis);
  const years = Math.max(0, Math.min(usage.month, lake.retentionDays / daysOfMonth) - 12);
  const isFixed = lake.billingMode === "FIXED_RETENTION_PRICING";
  return [
    charge(
      "copies of management events",
      "mode",
      config.mode === "whole" && usage.otherTrails > 0 ? usage.managementEvents / 1e5 : 0,
      "100,000 events",
      prices.eventCopies,
    ),
    charge(
      "data events",
      "trail.dataEvents",
      dataEvents.length > 0 ? (usage.dataEvents ?? 0) / 1e5 : 0,
      "100,000 events",
      prices.dataEvents,
    ),
    charge(
      "CloudTrail Insights",
      "trail.insights",
      (usage.managementEvents / 1e5) * insights.length,
      "100,000 events",
      prices.insightEvents,
    ),
    charge(
      "CloudTrail Lake, new events",
      "trail.lake.enabled",
      lake.enabled ? gigabytes : 0,
      "GB",
      isFixed ? prices.lakeSevenYearGigabyte : prices.lakeGigabyte,
    ),
    charge(
      "CloudTrail Lake, after a year",
      "trail.lake.retentionDays",
      lake.enabled && !isFixed ? gigabytes * years : 0,
      "GB",
      prices.lakeGigabyteMonth,
    ),
  ];
};

const trailLogGroup: Part = (basis) => {
  const { config, usage, prices } = basis;
  // Control Tower has its own log group, which costs the same without this project
  if (config.mode === "controlTower") return [];
  const gigabytes = trailGigabytes(basis);
  const months = Math.min(usage.month, config.trail.logGroupRetentionDays / daysOfMonth);
  const readDays = config.notifications.silence.dailyCheck ? silenceDays : 0;
  return [
    charge("log group of the trail, new events", "trail.excludeKmsEvents", gigabytes, "GB", prices.logGigabyte),
    charge(
      "log group of the trail, stored",
      "trail.logGroupRetentionDays",
      gigabytes * logGroupCompression * months,
      "GB",
      prices.logGigabyteMonth,
    ),
    charge(
      "daily check for silent accounts",
      "notifications.silence.dailyCheck",
      gigabytes * readDays,
      "GB",
      prices.logReadGigabyte,
    ),
  ];
};

const awsConfig: Part = ({ config, usage, counted, prices }) => {
  const { recorder, recordingFrequency } = config.logSources.awsConfig;
  const isDaily = recordingFrequency === "DAILY";
  return [
    charge(
      "AWS Config items",
      "logSources.awsConfig.recordingFrequency",
      recorder === "none" ? 0 : (usage.configItems ?? 0),
      "items",
      isDaily ? prices.configDailyItem : prices.configItem,
    ),
    charge(
      "AWS Config rules, one evaluation a day",
      "logSources.awsConfig.rules",
      counted.dailyRules * daysOfMonth,
      "evaluations",
      prices.ruleEvaluation,
    ),
  ];
};

/** The charge for delivering the logs of a source: volume and price of a gigabyte. */
const delivery =
  (
    item: string,
    setting: string,
    field: VolumeField,
    isEnabled: (config: AuditConfig) => boolean,
    price: (basis: Basis) => number,
  ): Part =>
  (basis) => [charge(item, setting, isEnabled(basis.config) ? (basis.usage[field] ?? 0) : 0, "GB", price(basis))];

/** Log sources that AWS charges by the gigabyte, with the field of the usage form that has their volume. */
export const sources = [
  {
    logClass: "flowLogs",
    field: "flowLogGigabytes",
    item: "VPC flow logs",
    setting: "logSources.flowLogs.vpcs",
    isEnabled: ({ logSources }) => logSources.flowLogs.vpcs !== "none",
    price: ({ prices }) => prices.vendedGigabyte + prices.parquetGigabyte,
  },
  {
    logClass: "transitGatewayFlowLogs",
    field: "transitGatewayGigabytes",
    item: "flow logs of transit gateways",
    setting: "logSources.flowLogs.transitGateways",
    isEnabled: ({ logSources }) => logSources.flowLogs.transitGateways.length > 0,
    price: ({ prices }) => prices.vendedGigabyte + prices.parquetGigabyte,
  },
  {
    logClass: "dnsQueryLogs",
    field: "dnsLogGigabytes",
    item: "DNS query logs",
    setting: "logSources.dnsQueryLogs.vpcs",
    isEnabled: ({ logSources }) => logSources.dnsQueryLogs.vpcs !== "none",
    price: ({ prices }) => prices.vendedGigabyte,
  },
  {
    logClass: "webAclLogs",
    field: "webAclGigabytes",
    item: "AWS WAF logs",
    setting: "logSources.webAclLogs.webAcls",
    isEnabled: ({ logSources }) => logSources.webAclLogs.enabled,
    price: ({ prices }) => prices.vendedGigabyte,
  },
  {
    logClass: "loadBalancerLogs",
    field: "loadBalancerGigabytes",
    item: "load balancer logs",
    setting: "logSources.loadBalancerLogs.accounts",
    isEnabled: ({ logSources }) => logSources.loadBalancerLogs.accounts.length > 0,
    price: () => 0,
  },
  {
    logClass: "accessLogs",
    field: "accessLogGigabytes",
    item: "S3 access logs",
    setting: "logSources.accessLogs.buckets",
    isEnabled: ({ logSources }) => logSources.accessLogs.buckets.length > 0,
    price: () => 0,
  },
  {
    logClass: "sessions",
    field: "sessionGigabytes",
    item: "session transcripts",
    setting: "logSources.sessions.cloudWatchLogs.enabled",
    isEnabled: ({ logSources }) => logSources.sessions.enabled,
    price: ({ config, prices }) => (config.logSources.sessions.cloudWatchLogs.enabled ? prices.logGigabyte : 0),
  },
  {
    logClass: "applicationLogs",
    field: "applicationLogGigabytes",
    item: "application logs",
    setting: "logSources.applicationLogs.subscription.mode",
    isEnabled: ({ logSources }) => logSources.applicationLogs.enabled,
    price: ({ config, prices }) =>
      prices.firehoseGigabyte +
      (config.logSources.applicationLogs.partitions === "logGroup" ? prices.partitionedGigabyte : 0),
  },
  {
    logClass: "securityHubFindings",
    field: "findingGigabytes",
    item: "Security Hub findings",
    setting: "logSources.securityHubFindings.mode",
    isEnabled: ({ logSources }) => logSources.securityHubFindings.mode !== "none",
    price: ({ prices }) => prices.firehoseGigabyte,
  },
] as const satisfies readonly {
  readonly logClass: LogClass;
  readonly field: VolumeField;
  readonly item: string;
  readonly setting: string;
  readonly isEnabled: (config: AuditConfig) => boolean;
  readonly price: (basis: Basis) => number;
}[];

const deliveries: readonly Part[] = sources.map(({ item, setting, field, isEnabled, price }) =>
  delivery(`${item}, delivery`, setting, field, isEnabled, price),
);

/** Storage of one class of logs: gigabytes in the archive, moves between storage classes, and requests of the writers. */
function storage(basis: Basis, name: LogClass, item: string, gigabytes: number, files: number): Charge[] {
  const { config, usage, prices } = basis;
  const cost = storageCost({ gigabytes, files }, lifecycleOf(config, name), usage.month, prices);
  const setting =
    name === "trail" || config.archive.retention[name] === undefined
      ? "archive.lifecycle"
      : `archive.retention.${name}`;
  return [
    { item: `${item}, stored`, setting, quantity: cost.gigabytes, unit: "GB", amount: cost.stored + cost.moves },
    { item: `${item}, requests`, setting, quantity: files, unit: "objects", amount: objectRequests(prices, files) },
  ];
}

const archives: Part = (basis) => {
  const { config, usage } = basis;
  const ofSources = sources.flatMap(({ logClass, item, field, isEnabled }) => {
    const gigabytes = isEnabled(config) ? (usage[field] ?? 0) / usage.compression : 0;
    return storage(basis, logClass, item, gigabytes, filesOf(basis, logClass));
  });
  const stored = config.mode === "controlTower" ? 0 : trailGigabytes(basis) / usage.compression;
  return [...storage(basis, "trail", "CloudTrail", stored, filesOf(basis, "trail")), ...ofSources];
};

/** New files of a class in a month. Files of AWS Config are not estimated. */
function filesOf({ config, usage }: Basis, logClass: LogClass): number {
  if (logClass === "trail") return config.mode === "controlTower" ? 0 : usage.trailFiles;
  const source = sources.find((one) => one.logClass === logClass);
  if (source === undefined || !source.isEnabled(config)) return 0;
  return ((usage[source.field] ?? 0) * 1e9) / usage.compression / objectBytes;
}

/** Gigabytes of a class of logs in a month, before compression. The volume of AWS Config is not estimated. */
function gigabytesOf(basis: Basis, logClass: LogClass): number {
  if (logClass === "trail") return trailGigabytes(basis);
  const field = sources.find((source) => source.logClass === logClass)?.field;
  return field === undefined ? 0 : (basis.usage[field] ?? 0);
}

/** The charges of the enabled features. */
const ofFeatures: Part = (basis) => {
  const { config, usage, prices } = basis;
  const volumes = new Map(Object.entries(usage));
  const rates = new Map(Object.entries(prices));
  const input: CostBasis = {
    config,
    prices,
    price: (name) => numberIn(rates, name),
    volume: (name) => numberIn(volumes, name),
    trailFileGigabytes: trailGigabytes(basis) / usage.compression,
    gigabytesOf: (logClass) => gigabytesOf(basis, logClass),
    filesOf: (logClass) => filesOf(basis, logClass),
  };
  return enabledFeatures(config).flatMap(({ cost }) => cost?.charges(input) ?? []);
};

function numberIn(numbers: ReadonlyMap<string, number>, name: string): number {
  const found = numbers.get(name);
  if (found === undefined)
    throw new Error(`expected a number ${name}, got none; declare it in the cost of the feature`);
  return found;
}

const fixed: Part = (basis) => {
  const { counted, prices } = basis;
  return [
    charge("KMS keys", "archive.kmsKeyArn", counted.keys, "keys", prices.keyMonth),
    charge("alarms", "detections", counted.alarms, "alarms", prices.alarmMonth),
    charge(
      "metrics of detections, if each metric has matches in every hour",
      "detections",
      counted.metrics,
      "metrics",
      prices.metricMonth,
    ),
    // S3 publishes about seven metrics for each filter
    charge(
      "request metrics of the trail archive",
      "notifications.silence.archiveMetrics",
      counted.requestMetricFilters * 7,
      "metrics",
      prices.metricMonth,
    ),
    charge("crawler", "query.crawlerSchedule", counted.scheduledCrawlers * daysOfMonth, "runs", prices.crawlerRun),
  ];
};

const queries: Part = ({ usage, prices }) => [
  charge("saved queries", "query.scanLimitGigabytes", usage.queriedTerabytes ?? 0, "TB read", prices.athenaTerabyte),
];

/** The daily hunts. With Control Tower, the hunts read the files of Control Tower's trail. */
const hunts: Part = (basis) =>
  huntedLogs(basis.config, basis.usage, trailGigabytes(basis)).map(({ logs, gigabytes }) =>
    charge(`daily hunts, ${logs}`, "hunts.enabled", gigabytes, "GB", basis.prices.athenaTerabyte / 1_000),
  );

const parts: readonly Part[] = [
  trail,
  trailLogGroup,
  awsConfig,
  ...deliveries,
  archives,
  ofFeatures,
  fixed,
  queries,
  hunts,
];

/** The lines of a bill that are not zero. The largest amount is first. */
export function linesOf(basis: Basis): Charge[] {
  return parts
    .flatMap((part) => part(basis))
    .filter(({ amount }) => amount > 0)
    .toSorted((one, other) => other.amount - one.amount);
}
