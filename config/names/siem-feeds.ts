import { awsLogsFolder } from "../../aws-semantics/values/aws-logs";
import type { AuditConfig } from "../audit-config";
import { type LogClass, logClasses } from "../schema/log-classes";
import { type NameSource, namesFor, trailPrefixes } from "./names";
import { archivePrefixes } from "../../log-sources/archive-prefixes";

type FeedSource = NameSource & Pick<AuditConfig, "siemFeeds">;
type SiemFeed = AuditConfig["siemFeeds"][number];

/** Problems of a feed, as the suffix of the alarm's name. */
const feedTroubles = ["waiting", "dead-letters"] as const;

/** Files that one topic announces: the files of a class of logs, or of the trails of external accounts. */
export interface FileSource {
  /** Name of the source, as part of the name of its topic. */
  readonly name: LogClass | "outsideTrails";
  readonly archive: (typeof logClasses)[LogClass]["archive"];

  /** Key prefixes of the files. The prefixes of one bucket do not overlap, because S3 refuses overlapping notifications. */
  readonly keyPrefixes: readonly string[];
}

/** The sources of the files of a feed, in the order of its logs. */
export function fileSources(config: FeedSource, logs: readonly LogClass[]): FileSource[] {
  return logs.flatMap((name): FileSource[] => {
    const { archive, prefixes } = logClasses[name];
    if (name === "trail") return trailSources(config);
    // The AWS Config archive has only one class of logs, and nevertheless a key prefix. The bucket of AWS WAF has no key prefix
    const all = name === "awsConfig" ? [archivePrefixes.awsConfig] : prefixes;
    const delivered = all.filter((prefix) => !prefix.startsWith(archivePrefixes.failedDeliveries));
    return [{ name, archive, keyPrefixes: delivered.length === 0 ? [""] : delivered.map((prefix) => `${prefix}/`) }];
  });
}

/** The organization trail and the trails of external accounts as two sources, because the search reads only the former. */
function trailSources(config: FeedSource): FileSource[] {
  const { accounts } = config;
  const folder = awsLogsFolder(namesFor(config).prefixes.trail);
  const outside = accounts.outside.map(({ id }) => `${folder}/${id}/`);
  return [
    { name: "trail", archive: "trail", keyPrefixes: [trailPrefixes(config).files] },
    ...(outside.length > 0 ? [{ name: "outsideTrails", archive: "trail", keyPrefixes: outside } as const] : []),
  ];
}

/** The sources of all feeds, each once. */
export function allFileSources(config: FeedSource): FileSource[] {
  const sources = config.siemFeeds.flatMap(({ logs }) => fileSources(config, logs));
  return [...new Map(sources.map((source) => [source.name, source])).values()];
}

/** Names of the resources that all feeds share. */
export function feedNames({ prefix }: Pick<NameSource, "prefix">) {
  return {
    keyAlias: `alias/${prefix}-siem-feeds`,
    topicName: (source: FileSource["name"]) =>
      `${prefix}-new-${source.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
  };
}

/** Names of one feed. */
export function feedNamesOf(config: Pick<NameSource, "prefix" | "partition" | "accounts">, feed: SiemFeed) {
  const { prefix, partition, accounts } = config;
  const queueName = `${prefix}-siem-${feed.name}`;
  // The connector of Microsoft Sentinel accepts no other role
  const roleName = feed.sentinelWorkspaceId === undefined ? queueName : `OIDC_${queueName}`;
  return {
    queueName,
    deadLetterQueueName: `${queueName}-dead-letters`,
    roleName,
    roleArn: `arn:${partition}:iam::${accounts.logArchive}:role/${roleName}`,
    alarmName: (trouble: (typeof feedTroubles)[number]) => `${queueName}-${trouble}`,
  };
}

/** ARNs of the alarms of all feeds. */
export function feedAlarmArns(config: FeedSource): string[] {
  const { partition, homeRegion, accounts, siemFeeds } = config;
  return siemFeeds.flatMap((feed) =>
    feedTroubles.map(
      (trouble) =>
        `arn:${partition}:cloudwatch:${homeRegion}:${accounts.logArchive}:alarm:${feedNamesOf(config, feed).alarmName(trouble)}`,
    ),
  );
}

/** Names of the queues of all feeds. */
export function feedQueueNames(config: FeedSource): string[] {
  return config.siemFeeds.flatMap((feed) => {
    const { queueName, deadLetterQueueName } = feedNamesOf(config, feed);
    return [queueName, deadLetterQueueName];
  });
}

/** Names of the roles of all feeds. */
export function feedRoleNames(config: FeedSource): string[] {
  return config.siemFeeds.map((feed) => feedNamesOf(config, feed).roleName);
}
