import { Construct } from "constructs";
import { deliveryNames, unsubscribedLogGroups } from "../../config/delivery-names";
import { isIn } from "../../config/log-group-place";
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

  const targets = subscriptionTargets(scope, source);
  const logKeys = logKeyArns(scope, source, config.recordedRegions);
  const regions = { homeRegion: config.homeRegion, regions: config.recordedRegions };
  inEachRegion(new Construct(scope, "ApplicationLogs"), regions, (regional, elsewhere, region) => {
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
function subscriptionTargets(scope: Construct, source: SourceAccount): ReadonlyMap<string, SubscriptionTarget> {
  const { account, config } = source;
  const { subscription, partitions, bufferMegabytes, bufferSeconds } = config.logSources.applicationLogs;
  if (subscription.mode === "none") return new Map();
  const { streamArns } = archiveStream(scope, "LogStreams", source, {
    what: "appLogs",
    regions: config.recordedRegions,
    records: partitions === "logGroup" ? "logBatchesByGroup" : "logBatches",
    bufferMegabytes,
    bufferSeconds,
  });
  return new LogSubscriber(scope, "LogSubscriber", {
    partition: config.partition,
    accountId: account.id,
    roleName: deliveryNames(config).appLogs.subscriberRoleName,
    streamArns,
  }).targets;
}

function addLogGroups(scope: Construct, { source, region, elsewhere, target }: Place, kmsKeyArn: string): void {
  const { account, config } = source;
  const { logGroups, subscription, maskedDataIdentifiers } = config.logSources.applicationLogs;
  const { subscriptionName } = deliveryNames(config).appLogs;
  const byItself = target && subscription.mode !== "all";
  for (const { name, retentionDays, ...place } of logGroups) {
    if (!isIn(place, account.id, region)) continue;
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

function addSubscriptions(scope: Construct, { source, region, elsewhere, target }: Place): void {
  const { account, config } = source;
  const { mode, existing, prefixes, excluded } = config.logSources.applicationLogs.subscription;
  if (target === undefined) return;

  const { subscriptionName } = deliveryNames(config).appLogs;
  if (mode === "all") {
    const excludedLogGroups = [...unsubscribedLogGroups(config), ...excluded];
    new AccountSubscription(scope, "Account", { policyName: subscriptionName, excludedLogGroups, target, elsewhere });
  }
  for (const { name, ...place } of mode === "listed" ? existing : []) {
    if (!isIn(place, account.id, region)) continue;
    new LogGroupSubscription(scope, `Existing-${idOf(name)}`, {
      logGroupName: name,
      subscriptionName,
      target,
      elsewhere,
    });
  }
  for (const prefix of mode === "prefixes" ? prefixes : []) {
    new PrefixSubscription(scope, `Prefix-${idOf(prefix)}`, {
      logGroupNamePrefix: prefix,
      excludedLogGroups: excluded.filter((name) => name.startsWith(prefix)),
      subscriptionName,
      target,
      elsewhere,
    });
  }
}

/** A construct id may have no slashes. */
const idOf = (logGroupName: string) => logGroupName.replaceAll("/", ":");
