import { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard";
import { Construct } from "constructs";
import type { Severity } from "../../detections/detection";
import { dashboardBody } from "./dashboard-grid";
import { type Metric, alarmStates, largest, overTime, perDay, text } from "./dashboard-widgets";
import { literal } from "../terraform/terraform-template";

export interface AuditDashboardProps {
  readonly dashboardName: string;
  readonly region: string;

  /** Detections whose metrics are shown. */
  readonly detections: readonly { readonly id: string; readonly severity: Severity }[];

  /** Alarms of the detections, and of the pipeline that the detections depend on. */
  readonly alarmArns: Readonly<Record<"page" | "notify" | "pipeline", readonly string[]>>;

  /** Log group of the trail. */
  readonly logGroupName: string;
  readonly topicNames: readonly string[];

  /** ARNs of state machines, by title. */
  readonly machineArns: Readonly<Record<string, string>>;

  /** URLs of other pages, by title. */
  readonly links: Readonly<Record<string, string>>;
}

/**
 * A dashboard with the counts of the detections, the states of the alarms, and metrics of each step from the trail to a notified
 * person. It shows whether the pipeline works. A dashboard of the log-archive account shows the metrics of the archive.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Dashboards.html
 */
export class AuditDashboard extends Construct {
  constructor(scope: Construct, id: string, props: AuditDashboardProps) {
    super(scope, id);

    const { region, alarmArns } = props;
    const counts = (severity: Severity): Metric[] =>
      props.detections
        .filter((detection) => detection.severity === severity)
        .map(({ id: name }) => ["LogMetrics", name]);

    new CloudwatchDashboard(this, "Resource", {
      dashboardName: props.dashboardName,
      dashboardBody: literal(
        dashboardBody([
          [text({ width: 24, height: 3 }, introduction(props.links))],
          [
            ...alarmStates({ width: 8, height: 8 }, "Health", alarmArns.pipeline),
            ...alarmStates({ width: 16, height: 8 }, "Alarms of severity page", alarmArns.page),
          ],
          [
            overTime({ width: 8, height: 6 }, { ...deliveries(props), region, periodSeconds: 900 }),
            overTime({ width: 8, height: 6 }, { ...lostMessages(props), region, periodSeconds: 3600 }),
            overTime({ width: 8, height: 6 }, { ...runs(props), region, periodSeconds: 86_400 }),
          ].filter(({ properties }) => [properties.metrics].flat().length > 0),
          [
            largest({ width: 12, height: 7 }, 15, { title: "page: most events", region, metrics: counts("page") }),
            largest({ width: 12, height: 7 }, 15, { title: "notify: most events", region, metrics: counts("notify") }),
          ],
          [perDay({ width: 24, height: 7 }, { title: "watch: events a day", region, metrics: counts("watch") })],
          ...alarmStates({ width: 24, height: 12 }, "Alarms of severity notify", alarmArns.notify).map((widget) => [
            widget,
          ]),
        ]),
      ),
    });
  }
}

function introduction(links: AuditDashboardProps["links"]): string {
  const named = Object.entries(links).map(([name, page]) =>
    page.startsWith("https://") ? `[${name}](${page})` : `${name}: \`${page}\``,
  );
  return `# Audit logging\n\n${named.join(" · ")}\n`;
}

function deliveries({ logGroupName }: AuditDashboardProps) {
  const metrics = [["AWS/Logs", "IncomingLogEvents", "LogGroupName", logGroupName, { label: "events" }]];
  return { title: "Events in the log group", metrics };
}

function lostMessages({ topicNames }: AuditDashboardProps) {
  const metrics = topicNames.map((name) => [
    "AWS/SNS",
    "NumberOfNotificationsFailed",
    "TopicName",
    name,
    { label: name },
  ]);
  return { title: "Messages that were not delivered", metrics };
}

function runs({ machineArns }: AuditDashboardProps) {
  const metrics = Object.entries(machineArns).flatMap(([name, arn]) =>
    ["ExecutionsSucceeded", "ExecutionsFailed", "ExecutionsTimedOut"].map((metric) => [
      "AWS/States",
      metric,
      "StateMachineArn",
      arn,
      { label: `${name}: ${metric.replace("Executions", "").toLowerCase()}` },
    ]),
  );
  return { title: "Scheduled runs", metrics };
}
