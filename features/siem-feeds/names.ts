import { awsLogsFolder } from "../../aws-semantics/values/aws-logs";
import type { AuditConfig } from "../../config/audit-config";
import type { FeatureAlarm, OwnNames } from "../feature";
import { type LogClass, logClasses } from "../../config/schema/log-classes";
import { archivePrefixes } from "../../log-sources/archive-prefixes";
import { type NameSource, namesFor, trailPrefixes } from "../../config/names/names";

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

/** The alarms of all feeds. */
export function alarms(config: FeedSource): FeatureAlarm[] {
  return config.siemFeeds.flatMap((feed) =>
    feedTroubles.map((trouble) => ({
      name: feedNamesOf(config, feed).alarmName(trouble),
      severity: "notify" as const,
    })),
  );
}

/** Names that the guardrails protect. A SIEM outside the organization assumes the role of a feed. */
export function ownNames(config: FeedSource): OwnNames {
  const feeds = config.siemFeeds.map((feed) => feedNamesOf(config, feed));
  const { keyAlias, topicName } = feedNames(config);
  return {
    outsideRoles: feeds.map(({ roleName }) => roleName),
    keyAliases: [keyAlias],
    queues: feeds.flatMap(({ queueName, deadLetterQueueName }) => [queueName, deadLetterQueueName]),
    topics: allFileSources(config).map(({ name }) => topicName(name)),
  };
}
