import { OrganizationsDelegatedAdministrator } from "@cdktf/provider-aws/lib/organizations-delegated-administrator";
import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { aggregatorRoot } from "../../config/names/aws-config";
import { type Account, chatRegion, consoleUrl, namesFor, runbooksOf } from "../../config/names/names";
import { partitions } from "../../config/partitions";
import type { AuditConfig } from "../../config/audit-config";
import { searchNamesFor } from "../../config/names/search";
import { detectionsOf } from "../../config/derived/detections-of";
import type { AlarmSeverity } from "../../detections/detection";
import { archiveHealth, configCopyHealth } from "../../detections/pipeline-checks";
import type { AccountRoot } from "../../modules/account/account-root";
import { AlarmTopic } from "../../modules/monitoring/alarm-topic";
import { ChatChannels } from "../../modules/monitoring/chat-channels";
import { EncryptionKey } from "../../modules/iam/encryption-key";
import { accountAdministration } from "../../modules/iam/grants/key-administration";
import { logGroupEncryption } from "../../modules/iam/grants/log-groups";
import { LogInsightsQueries } from "../../modules/monitoring/log-insights-queries";
import { OrganizationGuard } from "../../modules/iam/organization-guard";
import { OrganizationTrail } from "../../modules/trail/organization-trail";
import {
  alarmPublishing,
  eventBusEncryption,
  machineLogDelivery,
  trailPublishing,
} from "../../modules/iam/publishing-grants";
import { declareOutputs } from "../../modules/terraform/stack-outputs";
import { TrailAlarms } from "../../modules/monitoring/trail-alarms";
import { UrgentEventBus } from "../../modules/monitoring/urgent-event-bus";
import { liveQueries } from "../../queries/live-queries";
import { Baseline, findArchiveKeyArn, addAccountRoot } from "../account/baseline";
import { Health } from "./monitoring";
import { Lake } from "./lake";
import { urgentEventsIn } from "../log-sources/urgent-events";
import { recordedEvents } from "./recorded-events";

/** Service that the account of the aggregator administers. */
const configService = "config.amazonaws.com";

/** The management account: the organization trail, and the alarms that read it. */
export class ManagementStack extends TerraformStack {
  constructor(scope: Construct, account: Account, config: AuditConfig) {
    super(scope, account.stackName);

    const { partition, homeRegion: region, organizationId, trail, notifications } = config;
    const names = namesFor(config);
    const runbookUrl = runbooksOf(config);

    const root = addAccountRoot(this, account, config);
    const administrator = config.logSources.config.aggregator.register ? aggregatorRoot(config) : undefined;
    const guard = new OrganizationGuard(this, "Organization", {
      organizationId,
      trustedServices: ["cloudtrail.amazonaws.com", ...(administrator ? [configService] : [])],
    });
    const archiveKeyArn = findArchiveKeyArn(this, config);

    const { keyArn: monitoringKeyArn } = new EncryptionKey(this, "MonitoringKey", {
      aliasName: names.monitoringKeyAlias,
      description: "Encrypts the log group and the notices of the organization trail",
      grants: [
        accountAdministration(partition, account.id),
        logGroupEncryption(`logs.${region}.${partitions[partition].dnsSuffix}`, [
          names.trailLogGroupArn,
          names.machineLogGroupArns,
        ]),
        machineLogDelivery(partition, region, account.id),
        ...alarmPublishing(account.id, config.accounts.logArchive),
        ...(notifications.urgentEvents.enabled ? eventBusEncryption(names.urgentEventBusArn, account.id) : []),
        ...(trail.notifyDeliveries ? [trailPublishing(names.trailArn)] : []),
      ],
      preventDestroy: config.archive.preventDestroy,
    });

    const { trailArn, logGroupName } = new OrganizationTrail(this, "Trail", {
      trailName: names.trailName,
      trailArn: names.trailArn,
      organizationId,
      accountId: account.id,
      region,
      bucketName: names.buckets.trail,
      prefix: names.prefixes.cloudTrail,
      archiveKeyArn,
      monitoringKeyArn,
      logGroupName: names.trailLogGroupName,
      logGroupArn: names.trailLogGroupArn,
      logGroupRetentionDays: trail.logGroupRetentionDays,
      logRoleName: names.trailLogRoleName,
      ...recordedEvents(config),
      insights: trail.insights,
      preventDestroy: config.archive.preventDestroy,
      deliveryTopicName: trail.notifyDeliveries ? names.trailDeliveryTopicName : undefined,
      dependsOn: [guard.checked],
    });

    if (trail.lake.enabled) new Lake(this, "Lake", { account, config, dependsOn: [guard.checked] });
    if (administrator) {
      new OrganizationsDelegatedAdministrator(this, "ConfigAdministrator", {
        accountId: administrator.id,
        servicePrincipal: configService,
        dependsOn: [guard.checked],
      });
    }

    const topic = (severity: "page" | "notify", id: string) =>
      new AlarmTopic(this, id, {
        partition,
        accountId: account.id,
        region,
        topicName: names.topicName(severity),
        prefix: config.prefix,
        kmsKeyArn: monitoringKeyArn,
        otherAlarmArns: logArchiveAlarms(config, severity),
        ...notifications[severity],
      }).topicArn;
    const topicArns = { page: topic("page", "PageTopic"), notify: topic("notify", "NotifyTopic") };

    const detections = detectionsOf(config);
    new TrailAlarms(this, "Alarms", {
      prefix: config.prefix,
      logGroupName,
      detections,
      topicArns,
      runbookUrl,
      okActions: notifications.okActions,
    });

    new LogInsightsQueries(this, "LiveQueries", { folder: config.prefix, logGroupName, queries: liveQueries() });

    const inChat = chatRegion(config);
    const chatTopicArn = inChat && this.chat(account, config, inChat, monitoringKeyArn, topicArns, root);

    const bus = notifications.urgentEvents.enabled
      ? new UrgentEventBus(this, "UrgentEvents", {
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
          topicArns: [topicArns.page],
          notifyTopicArns: [topicArns.notify],
          chatTopicArn,
          undeliveredQueueName: names.undeliveredQueueName,
          alarmTopicArn: topicArns.page,
          runbookUrl,
        }).ready
      : [];

    new Health(this, "Health", { account, config, detections, topicArns, monitoringKeyArn });
    new Baseline(this, "Baseline", { account, config, root, archiveKeyArn, bus });

    declareOutputs(this, {
      trail_arn: { value: trailArn, description: "The organization trail" },
      trail_log_group: { value: logGroupName, description: "Log group of the trail, which the alarms read" },
      page_topic_arn: { value: topicArns.page, description: "Topic of alarms that wake somebody" },
      notify_topic_arn: { value: topicArns.notify, description: "Topic of alarms that can wait until morning" },
      alarms_console: {
        value: consoleUrl(config, "cloudwatch/home?region={region}#alarmsV2:"),
        description: "The alarms in the console",
      },
      dashboard_console: {
        value: consoleUrl(config, `cloudwatch/home?region={region}#dashboards/dashboard/${names.auditDashboardName}`),
        description: "The dashboard in the console",
      },
      trail_console: {
        value: consoleUrl(config, "cloudtrail/home?region={region}#/trails"),
        description: "The trail in the console",
      },
    });
  }

  /** Chat channels, and the topic of what only they can show. */
  private chat(
    account: Account,
    config: AuditConfig,
    region: string,
    kmsKeyArn: string,
    topicArns: Readonly<Record<AlarmSeverity, string>>,
    root: AccountRoot,
  ): string {
    const names = namesFor(config);
    const { topicArn } = new AlarmTopic(this, "ChatTopic", {
      partition: config.partition,
      accountId: account.id,
      region: config.homeRegion,
      topicName: names.chatTopicName,
      prefix: config.prefix,
      kmsKeyArn,
      emails: [],
      httpsEndpoints: [],
      isShownInChat: true,
    });
    new ChatChannels(this, "Chat", {
      name: names.chatName,
      slack: config.notifications.slack,
      teams: config.notifications.teams,
      topicArns: { page: [topicArns.page, topicArn], notify: [topicArns.notify] },
      provider: root.providers.get(region),
    });
    return topicArn;
  }
}

/** The alarms of the log-archive account that publish to the topic of a severity. */
function logArchiveAlarms(config: AuditConfig, severity: AlarmSeverity): string[] {
  const names = namesFor(config);
  const archive = config.notifications.silence.archiveMetrics ? archiveHealth : [];
  const copy = config.archive.configArchive.lockedCopy.enabled ? configCopyHealth : [];
  return [
    ...[...archive, ...copy]
      .filter((check) => check.severity === severity)
      .map((check) => names.logArchiveAlarmArn(check.id)),
    ...(severity === "notify" ? names.scanAlarmArns : []),
    ...(severity === "notify" && config.search.enabled ? searchNamesFor(config).alarmArns : []),
  ];
}
