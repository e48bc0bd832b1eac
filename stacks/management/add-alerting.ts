import type { ITerraformDependable, TerraformStack } from "cdktf";
import type { AuditConfig } from "../../config/audit-config";
import { publishersOf } from "./publishers";
import { enabledFeatures } from "../../features/enabled";
import { replicatedArchives } from "../../config/derived/second-region";
import { namesFor } from "../../config/names/names";
import { type Account } from "../../config/derived/accounts";
import { runbooksOf } from "../../config/derived/links";
import { chatRegion } from "../../config/derived/chat-region";
import { watchesTrailArchive } from "../../config/names/management-trail";
import { archiveSlugs } from "../../config/names/second-region";
import type { AlarmSeverity, Detection } from "../../detections/detection";
import { lakehouseChecks } from "../../detections/lakehouse-checks";
import { archiveChecks, configCopyChecks, huntRunChecks, overwriteRunChecks } from "../../detections/pipeline-checks";
import { replicationChecks } from "../../detections/replica-checks";
import type { AccountRoot } from "../../modules/account/account-root";
import { AlarmTopic } from "../../modules/monitoring/alarm-topic";
import { ChatChannels } from "../../modules/monitoring/chat-channels";
import { LogInsightsQueries } from "../../modules/monitoring/log-insights-queries";
import { TrailAlarms } from "../../modules/monitoring/trail-alarms";
import { UrgentEventBus } from "../../modules/monitoring/urgent-event-bus";
import { liveQueries } from "../../queries/live-queries";
import { queryFailuresOf, runFailuresOf, urgentEventsIn } from "../log-sources/urgent-events";

export interface AlertingSettings {
  readonly account: Account;
  readonly config: AuditConfig;
  readonly root: AccountRoot;
  readonly detections: readonly Detection[];

  /** Log group of the trail. */
  readonly logGroupName: string;
  readonly monitoringKeyArn: string;
}

export interface Alerting {
  readonly topicArns: Readonly<Record<AlarmSeverity, string>>;

  /** Resources that must exist before an account forwards urgent events. */
  readonly bus: ITerraformDependable[];
}

/** Adds the resources that notify people: the topics, the alarms of the trail, chat channels, and the bus of urgent events. */
export function addAlerting(
  stack: TerraformStack,
  { account, config, root, detections, logGroupName, monitoringKeyArn }: AlertingSettings,
): Alerting {
  const { partition, homeRegion: region, organizationId, notifications } = config;
  const names = namesFor(config);
  const runbookUrl = runbooksOf(config);

  const topic = (severity: "page" | "notify", id: string) =>
    new AlarmTopic(stack, id, {
      partition,
      accountId: account.id,
      region,
      topicName: names.topicName(severity),
      prefix: config.prefix,
      kmsKeyArn: monitoringKeyArn,
      otherAlarmArns: logArchiveAlarms(config, severity),
      otherRoleArns: publishersOf(config),
      ...notifications[severity],
    }).topicArn;
  const topicArns = { page: topic("page", "PageTopic"), notify: topic("notify", "NotifyTopic") };

  new TrailAlarms(stack, "Alarms", {
    prefix: config.prefix,
    logGroupName,
    detections,
    topicArns,
    runbookUrl,
    okActions: notifications.okActions,
  });

  new LogInsightsQueries(stack, "LiveQueries", { folder: config.prefix, logGroupName, queries: liveQueries() });

  const inChat = chatRegion(config);
  const chatTopicArn =
    inChat && addChat({ stack, account, config, region: inChat, kmsKeyArn: monitoringKeyArn, topicArns, root });

  const bus = notifications.urgentEvents.enabled
    ? new UrgentEventBus(stack, "UrgentEvents", {
        partition,
        organizationId,
        accountId: account.id,
        region,
        prefix: config.prefix,
        busName: names.urgentEventBusName,
        busArn: names.urgentEventBusArn,
        kmsKeyArn: monitoringKeyArn,
        forwarderName: names.urgentEventForwarderName,
        urgentEvents: urgentEventsIn(config).events,
        queryFailures: queryFailuresOf(config),
        runFailures: runFailuresOf(config),
        topicArns: [topicArns.page],
        notifyTopicArns: [topicArns.notify],
        chatTopicArn,
        deadLetterQueueName: names.deadLetterQueueName,
        alarmTopicArn: topicArns.page,
        runbookUrl,
      }).ready
    : [];
  return { topicArns, bus };
}

interface AddChatOptions {
  readonly stack: TerraformStack;
  readonly account: Account;
  readonly config: AuditConfig;
  readonly region: string;
  readonly kmsKeyArn: string;
  readonly topicArns: Readonly<Record<AlarmSeverity, string>>;
  readonly root: AccountRoot;
}

/** Chat channels, and a topic for messages in the format of chat channels. */
function addChat({ stack, account, config, region, kmsKeyArn, topicArns, root }: AddChatOptions): string {
  const names = namesFor(config);
  const topic = (id: string, topicName: string) =>
    new AlarmTopic(stack, id, {
      partition: config.partition,
      accountId: account.id,
      region: config.homeRegion,
      topicName,
      prefix: config.prefix,
      kmsKeyArn,
      ...(config.hunts.enabled && { otherRoleArns: [names.huntRoleArn] }),
      emails: [],
      httpsEndpoints: [],
      isShownInChat: true,
    }).topicArn;
  const topicArn = topic("ChatTopic", names.chatTopicName);
  // Only hunts publish to this topic, because all urgent events have severity page
  const forNotices = config.hunts.enabled ? [topic("ChatNotifyTopic", names.chatNotifyTopicName)] : [];
  new ChatChannels(stack, "Chat", {
    name: names.chatName,
    slack: config.notifications.slack,
    teams: config.notifications.teams,
    topicArns: { page: [topicArns.page, topicArn], notify: [topicArns.notify, ...forNotices] },
    provider: root.providers.get(region),
  });
  return topicArn;
}

/** ARNs of the alarms of the log-archive account that publish to the topic of a severity. */
function logArchiveAlarms(config: AuditConfig, severity: AlarmSeverity): string[] {
  const names = namesFor(config);
  const archive = watchesTrailArchive(config) ? archiveChecks : [];
  const copy = config.archive.configArchive.lockedCopy.enabled ? configCopyChecks : [];
  const replicated = replicatedArchives(config).flatMap((name) => replicationChecks(archiveSlugs[name]));
  const hunts = config.hunts.enabled ? huntRunChecks : [];
  const overwritten = config.archive.overwriteCheck.enabled ? overwriteRunChecks : [];
  const { lakehouse } = config;
  const loaded = lakehouse.enabled ? lakehouseChecks(lakehouse.intervalHours) : [];
  return [
    ...[...archive, ...copy, ...replicated, ...overwritten, ...hunts, ...loaded]
      .filter((check) => check.severity === severity)
      .map((check) => names.logArchiveAlarmArn(check.id)),
    ...(severity === "notify" ? names.scanAlarmArns : []),
    ...enabledFeatures(config)
      .flatMap(({ alarms }) => alarms?.(config) ?? [])
      .filter((alarm) => alarm.severity === severity)
      .map(({ name }) => names.archiveAlarmArn(name)),
  ];
}
