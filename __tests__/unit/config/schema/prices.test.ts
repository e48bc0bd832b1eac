import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { listPrices } from "../../../../cli/cost/prices";
import { usd } from "../../../../config/schema/prices";
import { configurationJsonSchema } from "../../../../dev/docs/configuration-reference";

/** Settings whose value changes the AWS bill by more than requests and a few cents. */
const costly = [
  "archive.configArchive.lockedCopy.enabled",
  "archive.kmsKeyArn",
  "archive.lifecycle.deepArchiveDays",
  "archive.lifecycle.expireDays",
  "archive.lifecycle.glacierDays",
  "archive.lifecycle.glacierInstantRetrievalDays",
  "archive.lifecycle.infrequentAccessDays",
  "archive.overwriteCheck.enabled",
  "archive.secondRegion",
  "archive.secondRegion.kmsKeyArn",
  "archive.secondRegion.region",
  "archive.secondRegion.timeControl",
  "dashboards.enabled",
  "dashboards.scanLimitGigabytes",
  "detections.own",
  "hunts.enabled",
  "hunts.scanLimitGigabytes",
  "lakehouse.enabled",
  "lakehouse.maximumVcpus",
  "logSources.accessLogs.buckets",
  "logSources.applicationLogs.enabled",
  "logSources.applicationLogs.logGroups",
  "logSources.applicationLogs.maskedDataIdentifiers",
  "logSources.applicationLogs.partitions",
  "logSources.applicationLogs.subscription.mode",
  "logSources.awsConfig.recordHighChurnTypesDaily",
  "logSources.awsConfig.recorder",
  "logSources.awsConfig.recordingFrequency",
  "logSources.awsConfig.rules",
  "logSources.dnsQueryLogs.vpcs",
  "logSources.flowLogs.transitGateways",
  "logSources.flowLogs.vpcs",
  "logSources.securityHubFindings.mode",
  "logSources.sessions.cloudWatchLogs.enabled",
  "logSources.sessions.encryptSessions",
  "logSources.vendedLogs.enabled",
  "logSources.webAclLogs.webAcls",
  "masking.sessions",
  "masking.trail",
  "notifications.silence.archiveMetrics",
  "notifications.silence.dailyCheck",
  "notifications.urgentEvents.enabled",
  "query.crawlerSchedule",
  "query.dailyScanAlarmGigabytes",
  "query.responderScanLimitGigabytes",
  "query.scanLimitGigabytes",
  "search.enabled",
  "search.logs.applicationLogs.enabled",
  "search.logs.applicationLogs.maxUnits",
  "search.logs.flowLogs.enabled",
  "search.logs.flowLogs.maxUnits",
  "search.logs.securityHubFindings.enabled",
  "search.logs.securityHubFindings.maxUnits",
  "search.maxUnits",
  "search.minUnits",
  "search.size",
  "siemFeeds",
  "trail.dataEvents",
  "trail.excludeKmsEvents",
  "trail.insights",
  "trail.lake.billingMode",
  "trail.lake.enabled",
  "trail.lake.retentionDays",
  "trail.logGroupRetentionDays",
  "verification.digests.enabled",
  "verification.guarantees.enabled",
];

interface Setting {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Setting>>;
  readonly items?: Setting;
}

/** Returns the descriptions of a setting, of all settings below it and of the entries of lists, by path. */
function descriptions({ description = "", properties = {}, items = {} }: Setting, path = ""): [string, string][] {
  const children = Object.entries({ ...properties, ...items.properties });
  const below = children.flatMap(([name, child]) => descriptions(child, path === "" ? name : `${path}.${name}`));
  return [[path, description], ...below];
}

// Overrides reuse the descriptions of the settings that they override
const said = descriptions(configurationJsonSchema() as Setting).filter(([path]) => !path.startsWith("overrides."));
const hasPrice = (text: string) => /\$\d/.test(text);

test("exactly the settings that cost money have a price in their description", () => {
  const priced = said.filter(([, text]) => hasPrice(text)).map(([path]) => path);

  expect(priced.toSorted()).toEqual(costly);
});

test("every description that mentions a charge has a price", () => {
  const unpriced = said.filter(([, text]) => /\b(charge[ds]?|costs?|paid|pays?|price[ds]?|USD)\b/i.test(text));

  expect(unpriced.filter(([, text]) => !hasPrice(text)).map(([path]) => path)).toEqual([]);
});

test("every price of the table is used in a description", () => {
  const sources = ["config", "cli", "features"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => readFileSync(join(folder, file), "utf8")),
  );

  const isUsed = (name: string) => sources.some((text) => new RegExp(`rices\\.${name}\\b|"${name}"`).test(text));
  expect(Object.keys(listPrices).filter((name) => !isUsed(name))).toEqual([]);
});

test.each([
  [0.003, "$0.003"],
  [0.00099, "$0.00099"],
  [0.035, "$0.035"],
  [0.5, "$0.50"],
  [0.285, "$0.285"],
  [1, "$1"],
  [4.5, "$4.50"],
  [12.5, "$12.50"],
  [1_800, "$1,800"],
])("%d dollars are printed as %s", (amount, text) => {
  expect(usd(amount)).toBe(text);
});
