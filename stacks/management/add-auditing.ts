import type { ITerraformDependable, TerraformStack } from "cdktf";
import type { AuditConfig } from "../../config/audit-config";
import { detectionsOf } from "../../config/derived/detections-of";
import { namesFor } from "../../config/names/names";
import { type Account } from "../../config/derived/accounts";
import { consoleUrl } from "../../config/derived/links";
import { chatRegion } from "../../config/derived/chat-region";
import { publishersOf } from "./publishers";
import { partitions } from "../../config/partitions";
import type { AccountRoot } from "../../modules/account/account-root";
import { EncryptionKey } from "../../modules/iam/encryption-key";
import { accountAdministration } from "../../modules/iam/grants/key-administration";
import { logGroupEncryption } from "../../modules/iam/grants/log-groups";
import type { OrganizationGuard } from "../../modules/iam/organization-guard";
import {
  alarmPublishing,
  eventBusEncryption,
  machineLogDelivery,
  rolePublishing,
  trailPublishing,
} from "../../modules/iam/publishing-grants";
import { type StackOutput, declareOutputs } from "../../modules/terraform/stack-outputs";
import { addAlerting } from "./add-alerting";
import { addOrganizationTrail } from "./add-organization-trail";
import { PipelineMonitoring } from "./monitoring";

export interface AuditingSettings {
  /** Account of the stack: the management account, or the delegated administrator of CloudTrail. */
  readonly account: Account;
  readonly config: AuditConfig;
  readonly root: AccountRoot;
  readonly guard: OrganizationGuard;
  readonly archiveKeyArn: string;
}

/**
 * Adds the organization trail, and the resources that evaluate its events and notify people.
 *
 * @returns resources that must exist before an account forwards urgent events
 */
export function addAuditing(stack: TerraformStack, settings: AuditingSettings): ITerraformDependable[] {
  const { account, config, root } = settings;
  const monitoringKeyArn = addMonitoringKey(stack, account, config);
  const { trailArn, logGroupName } = addOrganizationTrail(stack, { ...settings, monitoringKeyArn });

  const detections = detectionsOf(config);
  const alerting = { account, config, root, detections, logGroupName, monitoringKeyArn };
  const { topicArns, bus } = addAlerting(stack, alerting);

  new PipelineMonitoring(stack, "Health", { account, config, detections, topicArns, monitoringKeyArn });
  declareOutputs(stack, outputsOf(config, trailArn, logGroupName, topicArns));
  return bus;
}

/** Adds the key of the log group, the topics and the bus. */
function addMonitoringKey(stack: TerraformStack, account: Account, config: AuditConfig): string {
  const { partition, homeRegion: region, hunts, notifications, trail } = config;
  const names = namesFor(config);
  const publishers = publishersOf(config);
  const inChat = hunts.enabled && chatRegion(config) !== undefined ? Object.values(names.chatTopicArns) : [];
  const publishedTopics = [names.topicArn("page"), names.topicArn("notify"), ...inChat];
  return new EncryptionKey(stack, "MonitoringKey", {
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
      ...(publishers.length > 0 ? [rolePublishing(partition, publishers, publishedTopics)] : []),
      ...(notifications.urgentEvents.enabled ? eventBusEncryption(names.urgentEventBusArn, account.id) : []),
      ...(trail.notifyDeliveries ? [trailPublishing(names.trailArn)] : []),
    ],
    preventDestroy: config.archive.preventDestroy,
  }).keyArn;
}

function outputsOf(
  config: AuditConfig,
  trailArn: string,
  logGroupName: string,
  topicArns: Readonly<Record<"page" | "notify", string>>,
): Record<string, StackOutput> {
  const names = namesFor(config);
  return {
    trail_arn: { value: trailArn, description: "The organization trail" },
    trail_log_group: { value: logGroupName, description: "Log group of the trail, which the alarms read" },
    page_topic_arn: { value: topicArns.page, description: "Topic of alarms of severity page" },
    notify_topic_arn: { value: topicArns.notify, description: "Topic of alarms of severity notify" },
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
  };
}
