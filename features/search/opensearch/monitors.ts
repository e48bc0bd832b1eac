import { type MonitorRow, monitorRows } from "./monitor-rows";
import { type LogStream, type SetupRequest, devToolsText } from "./setup";

/** Values for the monitors of a domain. */
export interface MonitorValues {
  /** Data streams of the domain. */
  readonly streams: readonly LogStream[];

  /** Topic of each severity. */
  readonly topicArns: Readonly<Record<MonitorRow["severity"], string>>;

  /** Role with which the domain publishes to the topics. */
  readonly roleArn: string;

  /** URL of the runbooks, or of a folder of this repository, without a slash at its end. */
  readonly runbookUrl: string;
}

/** Maximum number of groups in one response. A monitor requests the next groups until it has all groups. */
const groupsOfRequest = 1_000;

/** Name of the groups in a search. The condition of a monitor refers to it. */
const groupsName = "groups";

/** The search of a monitor: the documents of its window, and their groups. */
export function monitorSearch({ filter, windowMinutes, groups }: MonitorRow) {
  const time = { from: `{{period_end}}||-${windowMinutes}m`, to: "{{period_end}}", format: "epoch_millis" };
  return {
    size: 0,
    query: { bool: { filter: [{ range: { "@timestamp": time } }, ...filter] } },
    ...(groups && {
      aggregations: {
        [groupsName]: {
          composite: {
            size: groupsOfRequest,
            sources: groups.fields.map((field) => ({ [field]: { terms: { field, missing_bucket: true } } })),
          },
          aggregations: groups.counts,
        },
      },
    }),
  };
}

/**
 * The requests that the administrator sends once: the channels to the topics, and then the monitors. If the requests are sent again,
 * each monitor exists twice, because OpenSearch assigns a new id to every new monitor.
 *
 * @see https://docs.opensearch.org/latest/observing-your-data/alerting/api/
 */
export function monitorRequests(values: MonitorValues): SetupRequest[] {
  const rows = monitorRows.filter(({ stream }) => values.streams.includes(stream));
  const severities = [...new Set(rows.map(({ severity }) => severity))];
  return [
    ...severities.map((severity) => channel(severity, values)),
    ...rows.map((row): SetupRequest => ({
      method: "POST",
      path: "_plugins/_alerting/monitors",
      body: monitor(row, values),
    })),
  ];
}

/** The requests as text for Dev Tools. */
export const monitorText = (values: MonitorValues): string => devToolsText(monitorRequests(values));

const channelId = (severity: MonitorRow["severity"]): string => `audit-${severity}`;

function channel(severity: MonitorRow["severity"], { topicArns, roleArn }: MonitorValues): SetupRequest {
  const config = {
    name: channelId(severity),
    description: `The topic of the alarms of severity ${severity}`,
    config_type: "sns",
    is_enabled: true,
    sns: { topic_arn: topicArns[severity], role_arn: roleArn },
  };
  return { method: "POST", path: "_plugins/_notifications/configs", body: { config_id: channelId(severity), config } };
}

function monitor(row: MonitorRow, { runbookUrl }: MonitorValues) {
  const { id, title, stream, severity, everyMinutes, groups } = row;
  const text = (source: string) => ({ source, lang: "mustache" });
  const runbook = `${runbookUrl}/search-${id}.md`;
  const alerts = groups ? " {{#ctx.newAlerts}}{{bucket_keys}} {{/ctx.newAlerts}}" : "";
  const action = {
    name: "publish",
    destination_id: channelId(severity),
    subject_template: text(title),
    message_template: text(`${title}.${alerts} What to do: ${runbook}`),
    throttle_enabled: !groups,
    ...(groups
      ? // One message for all new groups, and no message for groups that already had a message
        { action_execution_policy: { action_execution_scope: { per_execution: {} } } }
      : { throttle: { value: 1_440, unit: "MINUTES" } }),
  };
  const trigger = { name: id, severity: severity === "page" ? "1" : "3", actions: [action] };
  return {
    type: "monitor",
    name: id,
    monitor_type: groups ? "bucket_level_monitor" : "query_level_monitor",
    enabled: true,
    schedule: { period: { interval: everyMinutes, unit: "MINUTES" } },
    inputs: [{ search: { indices: [stream], query: monitorSearch(row) } }],
    triggers: [
      groups
        ? { bucket_level_trigger: { ...trigger, condition: groupCondition(groups) } }
        : { query_level_trigger: { ...trigger, condition: { script: painless(noDocument) } } },
    ],
  };
}

const painless = (source: string) => ({ source, lang: "painless" });

const noDocument = "ctx.results[0].hits.total.value == 0";

function groupCondition({ paths, condition }: NonNullable<MonitorRow["groups"]>) {
  return {
    buckets_path: paths,
    parent_bucket_path: groupsName,
    script: painless(condition),
    gap_policy: "skip",
  };
}
