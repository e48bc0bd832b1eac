import { featureLogGroups } from "../../features/log-groups";
import { deliveringRoles } from "../../log-sources/delivering-roles";
import { managementTrail } from "./management-trail";
import { namesFor } from "./names";
import type { AuditConfig } from "../audit-config";
import type { DeclaredConfig } from "../schema/declared";
import { lakehouseNames } from "./lakehouse";
import { sessionNames } from "./sessions";

/** Names of the deliveries through Firehose, the same in every account and region. */
export function deliveryNames({ prefix }: Pick<AuditConfig, "prefix">) {
  return {
    /** Alias of the key of log groups and streams, in each account and region that has such resources. */
    logKeyAlias: `alias/${prefix}-logs`,
    findings: {
      ...streamNames(`${prefix}-securityhub-findings`, deliveringRoles(prefix).securityHubFindings),
      ruleName: `${prefix}-securityhub-findings`,
      ruleRoleName: `${prefix}-findings-to-firehose`,
      deadLetterQueueName: `${prefix}-securityhub-findings-undelivered`,
    },
    applicationLogs: {
      ...streamNames(`${prefix}-app-logs`, deliveringRoles(prefix).applicationLogs),
      subscriptionName: `${prefix}-app-logs`,
      subscriberRoleName: `${prefix}-app-logs-to-firehose`,
    },
  };
}

function streamNames(streamName: string, deliveryRoleName: string) {
  return {
    streamName,
    deliveryRoleName,
    errorLogGroupName: `/aws/kinesisfirehose/${streamName}`,
  };
}

/**
 * Log groups that are never subscribed. Delivering the errors of a delivery would cause an endless loop. The archive already has
 * the logs of the trail and of sessions. A log group of a feature contains only logs of the feature itself.
 */
export function unsubscribedLogGroups(config: DeclaredConfig): string[] {
  const { findings, applicationLogs } = deliveryNames(config);
  const { huntsName, trailLogGroupName, silenceCheckName, weeklySummaryName } = namesFor(config);
  const machines = [silenceCheckName, weeklySummaryName, ...(config.hunts.enabled ? [huntsName] : [])];
  const { logGroupName: watched } = managementTrail(config);
  return [
    findings.errorLogGroupName,
    applicationLogs.errorLogGroupName,
    sessionNames(config).logGroupName,
    trailLogGroupName,
    ...(watched === trailLogGroupName ? [] : [watched]),
    ...machines.map((machine) => `/aws/vendedlogs/states/${machine}`),
    ...featureLogGroups(config),
    ...(config.lakehouse.enabled ? [lakehouseNames(config).logGroupName] : []),
  ];
}
