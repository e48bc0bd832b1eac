import type { AuditConfig } from "../../config/audit-config";
import type { LogClass } from "../../config/schema/log-classes";
import { searchedLogs } from "../../config/schema/indexed-logs";
import { lifecycleOf } from "../../config/derived/retention";
import type { Counted } from "./counted";
import { huntedLogs } from "./hunts";
import type { Prices } from "./prices";
import { feedCharges } from "./siem-feeds";
import { domainMonths, pipelineUnits } from "./search";
import { storageCost } from "./storage";
import { type VolumeField, type Usage, daysOfMonth } from "./usage";

/** Input of an estimate. */
export interface Basis {
  readonly config: AuditConfig;
  readonly usage: Usage;
  readonly counted: Counted;
  readonly prices: Prices;
}

/** A line of a bill. */
export interface Line {
  /** Name of the charge. */
  readonly item: string;

  /** Setting that this charge depends on. */
  readonly setting: string;
  readonly quantity: number;
  readonly unit: string;

  /** US dollars in the month. */
  readonly amount: number;
}

/** Computes the lines of one kind of charge. */
type Part = (basis: Basis) => readonly Line[];

/** Cost of the requests to KMS and S3 for the objects that a service writes. */
const objectRequests = ({ keyRequests, writes }: Prices, files: number): number =>
  (files / 10_000) * keyRequests + (files / 1_000) * writes;

/** Average bytes of an object of other log sources than CloudTrail. Firehose and vended logs collect some minutes of logs. */
const objectBytes = 1e6;

/** Stored bytes of a log group per written byte: CloudWatch Logs documents that compression leaves about 0.15. */
const logGroupCompression = 0.15;

/** Days of events that the daily check of silence reads. */
const silenceDays = 9;

interface LineOptions {
  readonly item: string;
  readonly setting: string;
  readonly quantity: number;
  readonly unit: string;
  readonly price: number;
}

const line = ({ item, setting, quantity, unit, price }: LineOptions): Line => ({
  item,
  setting,
  quantity,
  unit,
  amount: quantity * price,
});

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
    line({
      item: "copies of management events",
      setting: "mode",
      quantity: config.mode === "whole" && usage.otherTrails > 0 ? usage.managementEvents / 1e5 : 0,
      unit: "100,000 events",
      price: prices.eventCopies,
    }),
    line({
      item: "data events",
      setting: "trail.dataEvents",
      quantity: dataEvents.length > 0 ? (usage.dataEvents ?? 0) / 1e5 : 0,
      unit: "100,000 events",
      price: prices.dataEvents,
    }),
    line({
      item: "CloudTrail Insights",
      setting: "trail.insights",
      quantity: (usage.managementEvents / 1e5) * insights.length,
      unit: "100,000 events",
      price: prices.insightEvents,
    }),
    line({
      item: "CloudTrail Lake, new events",
      setting: "trail.lake.enabled",
      quantity: lake.enabled ? gigabytes : 0,
      unit: "GB",
      price: isFixed ? prices.lakeSevenYearGigabyte : prices.lakeGigabyte,
    }),
    line({
      item: "CloudTrail Lake, after a year",
      setting: "trail.lake.retentionDays",
      quantity: lake.enabled && !isFixed ? gigabytes * years : 0,
      unit: "GB",
      price: prices.lakeGigabyteMonth,
    }),
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
    line({
      item: "log group of the trail, new events",
      setting: "trail.excludeKmsEvents",
      quantity: gigabytes,
      unit: "GB",
      price: prices.logGigabyte,
    }),
    line({
      item: "log group of the trail, stored",
      setting: "trail.logGroupRetentionDays",
      quantity: gigabytes * logGroupCompression * months,
      unit: "GB",
      price: prices.logGigabyteMonth,
    }),
    line({
      item: "daily check for silent accounts",
      setting: "notifications.silence.dailyCheck",
      quantity: gigabytes * readDays,
      unit: "GB",
      price: prices.logReadGigabyte,
    }),
  ];
};

const awsConfig: Part = ({ config, usage, counted, prices }) => {
  const { recorder, recordingFrequency } = config.logSources.awsConfig;
  const isDaily = recordingFrequency === "DAILY";
  return [
    line({
      item: "AWS Config items",
      setting: "logSources.awsConfig.recordingFrequency",
      quantity: recorder === "none" ? 0 : (usage.configItems ?? 0),
      unit: "items",
      price: isDaily ? prices.configDailyItem : prices.configItem,
    }),
    line({
      item: "AWS Config rules, one evaluation a day",
      setting: "logSources.awsConfig.rules",
      quantity: counted.dailyRules * daysOfMonth,
      unit: "evaluations",
      price: prices.ruleEvaluation,
    }),
  ];
};

interface DeliveryOptions {
  readonly item: string;
  readonly setting: string;
  readonly field: VolumeField;
  readonly isEnabled: (config: AuditConfig) => boolean;
  readonly price: (basis: Basis) => number;
}

/** The charge for delivering the logs of a source: volume and price of a gigabyte. */
const delivery =
  ({ item, setting, field, isEnabled, price }: DeliveryOptions): Part =>
  (basis) => [
    line({
      item,
      setting,
      quantity: isEnabled(basis.config) ? (basis.usage[field] ?? 0) : 0,
      unit: "GB",
      price: price(basis),
    }),
  ];

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
  delivery({ item: `${item}, delivery`, setting, field, isEnabled, price }),
);

interface StorageOptions {
  readonly basis: Basis;
  readonly name: LogClass;
  readonly item: string;
  readonly gigabytes: number;
  readonly files: number;
}

/** Storage of one class of logs: gigabytes in the archive, moves between storage classes, and requests of the writers. */
function storage({ basis, name, item, gigabytes, files }: StorageOptions): Line[] {
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
    return storage({ basis, name: logClass, item, gigabytes, files: filesOf(basis, logClass) });
  });
  const stored = config.mode === "controlTower" ? 0 : trailGigabytes(basis) / usage.compression;
  return [
    ...storage({ basis, name: "trail", item: "CloudTrail", gigabytes: stored, files: filesOf(basis, "trail") }),
    ...ofSources,
  ];
};

/** New files of a class in a month. Files of AWS Config are not estimated. */
function filesOf({ config, usage }: Basis, logClass: LogClass): number {
  if (logClass === "trail") return config.mode === "controlTower" ? 0 : usage.trailFiles;
  const source = sources.find((one) => one.logClass === logClass);
  if (source === undefined || !source.isEnabled(config)) return 0;
  return ((usage[source.field] ?? 0) * 1e9) / usage.compression / objectBytes;
}

const siemFeeds: Part = (basis) =>
  feedCharges(basis.config.siemFeeds, (logClass) => filesOf(basis, logClass), basis.prices).map((charge) =>
    Object.assign(charge, { setting: "siemFeeds" }),
  );

/** Units of the pipelines for all logs except the trail. Each pipeline has at least one unit, and as many as its volume needs. */
function otherPipelineUnits({ config, usage }: Basis): number {
  const units = searchedLogs(config).map((logClass) => {
    const field = sources.find((source) => source.logClass === logClass)?.field;
    const gigabytes = field === undefined ? 0 : (usage[field] ?? 0);
    return Math.min(config.search.logs[logClass].maxUnits, pipelineUnits(gigabytes / daysOfMonth));
  });
  return units.reduce((sum, count) => sum + count, 0);
}

const fixedLines: Part = (basis) => {
  const { counted, prices, config } = basis;
  const { search } = config;
  const domain = domainMonths(prices);
  return [
    line({
      item: "KMS keys",
      setting: "archive.kmsKeyArn",
      quantity: counted.keys,
      unit: "keys",
      price: prices.keyMonth,
    }),
    line({ item: "alarms", setting: "detections", quantity: counted.alarms, unit: "alarms", price: prices.alarmMonth }),
    line({
      item: "metrics of detections, if each metric has matches in every hour",
      setting: "detections",
      quantity: counted.metrics,
      unit: "metrics",
      price: prices.metricMonth,
    }),
    // S3 publishes about seven metrics for each filter
    line({
      item: "request metrics of the trail archive",
      setting: "notifications.silence.archiveMetrics",
      quantity: counted.requestMetricFilters * 7,
      unit: "metrics",
      price: prices.metricMonth,
    }),
    line({
      item: "crawler",
      setting: "query.crawlerSchedule",
      quantity: counted.scheduledCrawlers * daysOfMonth,
      unit: "runs",
      price: prices.crawlerRun,
    }),
    line({
      item: "OpenSearch domain",
      setting: "search.size",
      quantity: search.enabled ? 1 : 0,
      unit: "domains",
      price: domain[search.size],
    }),
    line({
      item: "OpenSearch ingestion",
      setting: "search.minUnits",
      quantity: search.enabled ? search.minUnits : 0,
      unit: "units",
      price: prices.ingestionUnitMonth,
    }),
    line({
      item: "OpenSearch ingestion of other logs",
      setting: "search.logs",
      quantity: otherPipelineUnits(basis),
      unit: "units",
      price: prices.ingestionUnitMonth,
    }),
  ];
};

const queries: Part = ({ usage, prices }) => [
  line({
    item: "saved queries",
    setting: "query.scanLimitGigabytes",
    quantity: usage.queriedTerabytes ?? 0,
    unit: "TB read",
    price: prices.athenaTerabyte,
  }),
];

/** The daily hunts. With Control Tower, the hunts read the files of Control Tower's trail. */
const hunts: Part = (basis) =>
  huntedLogs(basis.config, basis.usage, trailGigabytes(basis)).map(({ logs, gigabytes }) =>
    line({
      item: `daily hunts, ${logs}`,
      setting: "hunts.enabled",
      quantity: gigabytes,
      unit: "GB",
      price: basis.prices.athenaTerabyte / 1_000,
    }),
  );

/** Each daily refresh reads all days that the dashboard shows. Charts without a refresh are not included: their volume depends on use. */
const dashboards: Part = (basis) => {
  const { usage, prices } = basis;
  const { enabled, days, directQuery } = basis.config.dashboards;
  if (!enabled) return [];
  const stored = trailGigabytes(basis) / usage.compression;
  const [memory, read] = directQuery ? [0, 0] : [usage.dashboardGigabytes, stored * days];
  return [
    line({
      item: "QuickSight, readers",
      setting: "dashboards.readerGroup",
      quantity: usage.dashboardReaders,
      unit: "users",
      price: prices.dashboardReaderMonth,
    }),
    line({
      item: "QuickSight, authors",
      setting: "dashboards.authorGroup",
      quantity: usage.dashboardAuthors,
      unit: "users",
      price: prices.dashboardAuthorMonth,
    }),
    line({
      item: "QuickSight, memory",
      setting: "dashboards.days",
      quantity: memory,
      unit: "GB",
      price: prices.spiceGigabyteMonth,
    }),
    line({
      item: "QuickSight, refreshes",
      setting: "dashboards.days",
      quantity: read,
      unit: "GB",
      price: prices.athenaTerabyte / 1_000,
    }),
  ];
};

const parts: readonly Part[] = [
  trail,
  trailLogGroup,
  awsConfig,
  ...deliveries,
  archives,
  siemFeeds,
  fixedLines,
  dashboards,
  queries,
  hunts,
];

/** The lines of a bill that are not zero. The largest amount is first. */
export function linesOf(basis: Basis): Line[] {
  return parts
    .flatMap((part) => part(basis))
    .filter(({ amount }) => amount > 0)
    .toSorted((one, other) => other.amount - one.amount);
}
