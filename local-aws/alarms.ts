import { CloudWatchClient, type MetricAlarm, paginateDescribeAlarms } from "@aws-sdk/client-cloudwatch";
import {
  CloudWatchLogsClient,
  type MetricFilter,
  paginateDescribeMetricFilters,
} from "@aws-sdk/client-cloudwatch-logs";
import { managementTrail } from "../config/names/management-trail";
import { type AlarmReport, alarmReport } from "./alarm-report";
import { clientConfig } from "./clients";
import type { LocalDeployment } from "./terraform/deployment";
import type { CloudTrailEvent } from "../sample-data/events/event";

/**
 * Results of the deployed metric filters and alarms for these events.
 *
 * The emulator stores metric filters and alarms but does not evaluate them. This function reads and evaluates them.
 */
export async function reportAlarms(
  deployment: LocalDeployment,
  events: readonly CloudTrailEvent[],
): Promise<AlarmReport[]> {
  const { address, config } = deployment;
  const credentials = await deployment.credentialsOf(config.accounts.management);
  const client = clientConfig(address, config.homeRegion, credentials);
  // Filters of other log groups do not receive the trail's events
  const { logGroupName } = managementTrail(config);
  const filters = await metricFilters(new CloudWatchLogsClient(client), logGroupName);
  const alarms = await metricAlarms(new CloudWatchClient(client));

  // All other alarms read metrics of AWS about the alerting pipeline
  return alarms
    .filter(({ Namespace }) => Namespace === "LogMetrics")
    .map((alarm) => alarmReport(alarm, filters, events));
}

async function metricFilters(client: CloudWatchLogsClient, logGroupName: string): Promise<MetricFilter[]> {
  const filters: MetricFilter[] = [];
  const pages = paginateDescribeMetricFilters({ client }, { logGroupName });
  for await (const page of pages) filters.push(...(page.metricFilters ?? []));
  return filters;
}

async function metricAlarms(client: CloudWatchClient): Promise<MetricAlarm[]> {
  const alarms: MetricAlarm[] = [];
  for await (const page of paginateDescribeAlarms({ client }, {})) alarms.push(...(page.MetricAlarms ?? []));
  return alarms;
}
