import { Construct } from "constructs";
import type { AuditConfig } from "../../config/audit-config";
import { isIn } from "../../config/derived/log-group-scope";
import { sourceRegions } from "../../config/derived/regions";
import { deliveryNames, unsubscribedLogGroups } from "../../config/names/deliveries";
import { AccountSubscription } from "../../modules/log-delivery/account-subscription";
import { ApplicationLogGroup } from "../../modules/log-delivery/application-log-group";
import { LogGroupSubscription } from "../../modules/log-delivery/log-group-subscription";
import { LogSubscriber, type SubscriptionTarget } from "../../modules/log-delivery/log-subscriber";
import { PrefixSubscription } from "../../modules/log-delivery/prefix-subscription";
import { type RegionArguments, inEachRegion } from "../../modules/terraform/regions";
import { archiveStream } from "./archive-stream";
import type { LogSource, SourceAccount } from "./log-source";
import { logKeyArns } from "./regional-keys";

/** Log groups of applications. Firehose streams in every account deliver the log events to the archive. */
export const applicationLogs: LogSource = {
  addTo,
};

function addTo(scope: Construct, source: SourceAccount): void {
  const { config } = source;
  if (!config.logSources.applicationLogs.enabled) return;

  const regions = sourceRegions(config, "applicationLogs");
  const targets = subscriptionTargets(scope, source, regions);
  const logKeys = logKeyArns(scope, source, regions);
  const regionProps = { homeRegion: config.homeRegion, regions };
  inEachRegion(new Construct(scope, "ApplicationLogs"), regionProps, (regional, regionArguments, region) => {
    const here: SubscribedRegion = { source, region, regionArguments, target: targets.get(region) };
    addLogGroups(regional, here, logKeys.get(region) ?? "");
    addSubscriptions(regional, here);
  });
}

/** One account and region, with its subscription target. */
interface SubscribedRegion {
  readonly source: SourceAccount;
  readonly region: string;
  readonly regionArguments: RegionArguments;

  /** Target of log events. Undefined if no log group is delivered. */
  readonly target: SubscriptionTarget | undefined;
}

/** Target of the log events in each region. Undefined if no log group is delivered. */
function subscriptionTargets(
  scope: Construct,
  source: SourceAccount,
  regions: readonly string[],
): ReadonlyMap<string, SubscriptionTarget> {
  const { account, config } = source;
  const { subscription, partitions, bufferMegabytes, bufferSeconds } = config.logSources.applicationLogs;
  if (subscription.mode === "none") return new Map();
  const { streamName, subscriberRoleName } = deliveryNames(config).applicationLogs;
  const subscriber = new LogSubscriber(scope, "LogSubscriber", {
    partition: config.partition,
    accountId: account.id,
    roleName: subscriberRoleName,
    regions,
    streamName,
  });
  const { streamArns } = archiveStream(scope, "LogStreams", source, {
    delivery: "applicationLogs",
    regions,
    records: partitions === "logGroup" ? "logBatchesByGroup" : "logBatches",
    bufferMegabytes,
    bufferSeconds,
    dependsOn: [subscriber.ready],
  });
  return new Map([...streamArns].map(([region, streamArn]) => [region, subscriber.targetOf(streamArn)]));
}

function addLogGroups(
  scope: Construct,
  { source, region, regionArguments, target }: SubscribedRegion,
  kmsKeyArn: string,
): void {
  const { account, config } = source;
  const { logGroups, subscription, maskedDataIdentifiers } = config.logSources.applicationLogs;
  const { subscriptionName } = deliveryNames(config).applicationLogs;
  for (const { name, retentionDays, ...logGroupScope } of logGroups) {
    if (!isIn(logGroupScope, account.id, region)) continue;
    const byItself = target && subscription.mode !== "all" && !subscription.excluded.includes(name);
    new ApplicationLogGroup(scope, `LogGroup-${idOf(name)}`, {
      partition: config.partition,
      logGroupName: name,
      retentionDays,
      kmsKeyArn,
      maskedDataIdentifiers,
      regionArguments,
      ...(byItself && { subscription: { name: subscriptionName, target } }),
    });
  }
}

/** An account and region whose log events are delivered. */
type Delivering = SubscribedRegion & { readonly target: SubscriptionTarget };

type SubscriptionMode = AuditConfig["logSources"]["applicationLogs"]["subscription"]["mode"];

/** Subscribes existing log groups, for each mode that delivers. */
const subscribe: Readonly<
  Record<Exclude<SubscriptionMode, "none">, (scope: Construct, subscribed: Delivering) => void>
> = {
  all: subscribeAccount,
  listed: subscribeExisting,
  prefixes: subscribePrefixes,
};

function addSubscriptions(scope: Construct, subscribed: SubscribedRegion): void {
  const { target, source } = subscribed;
  const { mode } = source.config.logSources.applicationLogs.subscription;
  if (target !== undefined && mode !== "none") subscribe[mode](scope, { ...subscribed, target });
}

function subscribeAccount(scope: Construct, { source, regionArguments, target }: Delivering): void {
  new AccountSubscription(scope, "Account", {
    policyName: deliveryNames(source.config).applicationLogs.subscriptionName,
    excludedLogGroups: leftOut(source.config),
    target,
    regionArguments,
  });
}

function subscribeExisting(scope: Construct, { source, region, regionArguments, target }: Delivering): void {
  const { account, config } = source;
  const { subscriptionName } = deliveryNames(config).applicationLogs;
  for (const { name, ...logGroupScope } of config.logSources.applicationLogs.subscription.existing) {
    if (!isIn(logGroupScope, account.id, region)) continue;
    new LogGroupSubscription(scope, `Existing-${idOf(name)}`, {
      logGroupName: name,
      subscriptionName,
      target,
      regionArguments,
    });
  }
}

function subscribePrefixes(scope: Construct, { source, region, regionArguments, target }: Delivering): void {
  const { account, config } = source;
  const { logGroups, subscription } = config.logSources.applicationLogs;
  const { subscriptionName } = deliveryNames(config).applicationLogs;
  // Log groups that this stack creates have their own filter
  const managed = logGroups.filter((logGroup) => isIn(logGroup, account.id, region)).map(({ name }) => name);
  const excluded = [...new Set([...leftOut(config), ...managed])];
  for (const prefix of subscription.prefixes) {
    new PrefixSubscription(scope, `Prefix-${idOf(prefix)}`, {
      logGroupNamePrefix: prefix,
      excludedLogGroups: excluded.filter((name) => name.startsWith(prefix)),
      subscriptionName,
      target,
      regionArguments,
    });
  }
}

/** Log groups that are never delivered. */
const leftOut = (config: AuditConfig): string[] => [
  ...unsubscribedLogGroups(config),
  ...config.logSources.applicationLogs.subscription.excluded,
];

/** A construct id must not contain slashes. */
const idOf = (logGroupName: string) => logGroupName.replaceAll("/", ":");
