import { Construct } from "constructs";
import { deliveryNames, unsubscribedLogGroups } from "../../config/delivery-names";
import { isIn } from "../../config/log-group-place";
import { sourceRegions } from "../../config/regions";
import type { AuditConfig } from "../../config/schema";
import { AccountSubscription } from "../../modules/account-subscription";
import { ApplicationLogGroup } from "../../modules/application-log-group";
import { LogGroupSubscription } from "../../modules/log-group-subscription";
import { LogSubscriber, type SubscriptionTarget } from "../../modules/log-subscriber";
import { PrefixSubscription } from "../../modules/prefix-subscription";
import { type RegionArguments, inEachRegion } from "../../modules/regions";
import { archiveStream } from "./archive-stream";
import type { LogSource, SourceAccount } from "./log-source";
import { logKeyArns } from "./regional-keys";

/** Log groups of applications, and their way into the archive. */
export const applicationLogs: LogSource = (scope, source) => {
  const { config } = source;
  if (!config.logSources.applicationLogs.enabled) return;

  const regions = sourceRegions(config, "applicationLogs");
  const targets = subscriptionTargets(scope, source, regions);
  const logKeys = logKeyArns(scope, source, regions);
  const places = { homeRegion: config.homeRegion, regions };
  inEachRegion(new Construct(scope, "ApplicationLogs"), places, (regional, elsewhere, region) => {
    const here: Place = { source, region, elsewhere, target: targets.get(region) };
    addLogGroups(regional, here, logKeys.get(region) ?? "");
    addSubscriptions(regional, here);
  });
};

/** One account and region. */
interface Place {
  readonly source: SourceAccount;
  readonly region: string;
  readonly elsewhere: RegionArguments;

  /** Where log events go; nowhere when nothing is delivered. */
  readonly target: SubscriptionTarget | undefined;
}

/** Where the log events of each region go; nowhere when nothing is delivered. */
function subscriptionTargets(
  scope: Construct,
  source: SourceAccount,
  regions: readonly string[],
): ReadonlyMap<string, SubscriptionTarget> {
  const { account, config } = source;
  const { subscription, partitions, bufferMegabytes, bufferSeconds } = config.logSources.applicationLogs;
  if (subscription.mode === "none") return new Map();
  const { streamName, subscriberRoleName } = deliveryNames(config).appLogs;
  const subscriber = new LogSubscriber(scope, "LogSubscriber", {
    partition: config.partition,
    accountId: account.id,
    roleName: subscriberRoleName,
    regions,
    streamName,
  });
  const { streamArns } = archiveStream(scope, "LogStreams", source, {
    what: "appLogs",
    regions,
    records: partitions === "logGroup" ? "logBatchesByGroup" : "logBatches",
    bufferMegabytes,
    bufferSeconds,
    dependsOn: [subscriber.ready],
  });
  return new Map([...streamArns].map(([region, streamArn]) => [region, subscriber.targetOf(streamArn)]));
}

function addLogGroups(scope: Construct, { source, region, elsewhere, target }: Place, kmsKeyArn: string): void {
  const { account, config } = source;
  const { logGroups, subscription, maskedDataIdentifiers } = config.logSources.applicationLogs;
  const { subscriptionName } = deliveryNames(config).appLogs;
  for (const { name, retentionDays, ...place } of logGroups) {
    if (!isIn(place, account.id, region)) continue;
    const byItself = target && subscription.mode !== "all" && !subscription.excluded.includes(name);
    new ApplicationLogGroup(scope, `LogGroup-${idOf(name)}`, {
      partition: config.partition,
      logGroupName: name,
      retentionDays,
      kmsKeyArn,
      maskedDataIdentifiers,
      elsewhere,
      ...(byItself && { subscription: { name: subscriptionName, target } }),
    });
  }
}

/** A place from which log events are delivered. */
type Delivering = Place & { readonly target: SubscriptionTarget };

type SubscriptionMode = AuditConfig["logSources"]["applicationLogs"]["subscription"]["mode"];

/** How existing log groups are subscribed, for every mode that delivers. */
const subscribe: Readonly<Record<Exclude<SubscriptionMode, "none">, (scope: Construct, place: Delivering) => void>> = {
  all: subscribeAccount,
  listed: subscribeExisting,
  prefixes: subscribePrefixes,
};

function addSubscriptions(scope: Construct, place: Place): void {
  const { target, source } = place;
  const { mode } = source.config.logSources.applicationLogs.subscription;
  if (target !== undefined && mode !== "none") subscribe[mode](scope, { ...place, target });
}

function subscribeAccount(scope: Construct, { source, elsewhere, target }: Delivering): void {
  new AccountSubscription(scope, "Account", {
    policyName: deliveryNames(source.config).appLogs.subscriptionName,
    excludedLogGroups: leftOut(source.config),
    target,
    elsewhere,
  });
}

function subscribeExisting(scope: Construct, { source, region, elsewhere, target }: Delivering): void {
  const { account, config } = source;
  const { subscriptionName } = deliveryNames(config).appLogs;
  for (const { name, ...place } of config.logSources.applicationLogs.subscription.existing) {
    if (!isIn(place, account.id, region)) continue;
    new LogGroupSubscription(scope, `Existing-${idOf(name)}`, {
      logGroupName: name,
      subscriptionName,
      target,
      elsewhere,
    });
  }
}

function subscribePrefixes(scope: Construct, { source, region, elsewhere, target }: Delivering): void {
  const { account, config } = source;
  const { logGroups, subscription } = config.logSources.applicationLogs;
  const { subscriptionName } = deliveryNames(config).appLogs;
  // What is made here has a filter of its own
  const made = logGroups.filter((place) => isIn(place, account.id, region)).map(({ name }) => name);
  const excluded = [...new Set([...leftOut(config), ...made])];
  for (const prefix of subscription.prefixes) {
    new PrefixSubscription(scope, `Prefix-${idOf(prefix)}`, {
      logGroupNamePrefix: prefix,
      excludedLogGroups: excluded.filter((name) => name.startsWith(prefix)),
      subscriptionName,
      target,
      elsewhere,
    });
  }
}

/** Log groups that are never delivered. */
const leftOut = (config: AuditConfig): string[] => [
  ...unsubscribedLogGroups(config),
  ...config.logSources.applicationLogs.subscription.excluded,
];

/** A construct id may have no slashes. */
const idOf = (logGroupName: string) => logGroupName.replaceAll("/", ":");
