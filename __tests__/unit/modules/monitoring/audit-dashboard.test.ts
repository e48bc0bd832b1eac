import { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard";
import { detections } from "../../../../detections/catalog/all";
import { AuditDashboard, type AuditDashboardProps } from "../../../../modules/monitoring/audit-dashboard";
import { synth } from "../../../support/synth";
import { account, arn } from "../../../../sample-data/values";

const alarmArn = (name: string) => arn("cloudwatch", "eu-west-1", account(1), `alarm:acme-${name}`);
const alarmsOf = (severity: string) =>
  detections.filter((detection) => detection.severity === severity).map(({ id }) => alarmArn(id));
const machineArn = arn("states", "eu-west-1", account(1), "stateMachine:acme-check");

const bodyOf = (props: Partial<AuditDashboardProps> = {}) => {
  const resource = synth((scope) => {
    new AuditDashboard(scope, "Dashboard", {
      dashboardName: "acme-audit",
      region: "eu-west-1",
      detections,
      alarmArns: { page: alarmsOf("page"), notify: alarmsOf("notify"), pipeline: [alarmArn("trail-log-group-silent")] },
      logGroupName: "acme-organization-trail",
      topicNames: ["acme-audit-page", "acme-audit-notify"],
      machineArns: { "silence check": machineArn },
      links: { Runbooks: "https://wiki.example.com/runbooks", "Saved queries": "https://console.example.com/athena" },
      ...props,
    });
  }).one(CloudwatchDashboard);
  expect(resource.dashboard_name).toBe("acme-audit");
  return JSON.parse(resource.dashboard_body);
};

interface Placed {
  readonly type: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  // oxlint-disable-next-line typescript/no-explicit-any -- the properties of any widget
  readonly properties: any;
}
const widgets: Placed[] = bodyOf().widgets;
const titled = (title: string) => widgets.find(({ properties }) => properties.title === title)?.properties;

describe("AuditDashboard", () => {
  test("has no overlapping widgets, and fits into the 24 columns", () => {
    const taken = new Set<string>();
    for (const { x, y, width, height } of widgets) {
      expect(x + width).toBeLessThanOrEqual(24);
      for (let column = x; column < x + width; column++) {
        for (let row = y; row < y + height; row++) {
          expect(taken).not.toContain(`${column} ${row}`);
          taken.add(`${column} ${row}`);
        }
      }
    }
    // The widgets leave no gap
    expect(taken.size).toBe(24 * Math.max(...widgets.map(({ y, height }) => y + height)));
  });

  test("has the format of a CloudWatch dashboard body", () => {
    const fields: Record<string, string[]> = {
      text: ["markdown"],
      alarm: ["title", "alarms", "sortBy"],
      metric: [
        "title",
        "region",
        "metrics",
        "view",
        "stacked",
        "stat",
        "period",
        "yAxis",
        "legend",
        "setPeriodToTimeRange",
      ],
    };
    for (const { type, properties } of widgets) {
      expect(Object.keys(fields)).toContain(type);
      expect(Object.keys(properties).filter((name) => !fields[type]?.includes(name))).toEqual([]);
      if (type !== "metric") continue;
      expect(properties.region).toBe("eu-west-1");
      expect(["timeSeries", "bar"]).toContain(properties.view);
      expect(properties.period % 60).toBe(0);
    }
  });

  test("shows the state of every alarm", () => {
    const shown = widgets.filter(({ type }) => type === "alarm").flatMap(({ properties }) => properties.alarms);

    expect(new Set(shown)).toEqual(
      new Set([alarmArn("trail-log-group-silent"), ...alarmsOf("page"), ...alarmsOf("notify")]),
    );
  });

  test("counts every detection in the graph of its severity", () => {
    for (const [title, severity] of [
      ["page: most events", "page"],
      ["notify: most events", "notify"],
      ["watch: events a day", "watch"],
    ]) {
      const counted = titled(String(title)).metrics.filter(([namespace]: unknown[]) => namespace === "LogMetrics");
      const expected = detections.filter((detection) => detection.severity === severity).map(({ id }) => id);

      expect(counted.map(([, name]: unknown[]) => name)).toEqual(expected);
      expect(expected.length).toBeGreaterThan(0);
    }
  });

  test("shows the pipeline from the trail to a person: events, failed deliveries, runs of each state machine", () => {
    expect(titled("Events in the log group").metrics).toEqual([
      ["AWS/Logs", "IncomingLogEvents", "LogGroupName", "acme-organization-trail", { label: "events" }],
    ]);
    expect(titled("Messages that were not delivered").metrics.map((metric: unknown[]) => metric.slice(0, 4))).toEqual(
      ["acme-audit-page", "acme-audit-notify"].map((name) => [
        "AWS/SNS",
        "NumberOfNotificationsFailed",
        "TopicName",
        name,
      ]),
    );
    expect(titled("Scheduled runs").metrics.map(([, name, , arnOf]: unknown[]) => [name, arnOf])).toEqual(
      ["ExecutionsSucceeded", "ExecutionsFailed", "ExecutionsTimedOut"].map((name) => [name, machineArn]),
    );
  });

  test("shows URLs as links, and folders as names", () => {
    const [{ properties }] = bodyOf({ links: { Runbooks: "docs/runbooks", Saved: "https://a.example.com" } }).widgets;

    expect(properties.markdown).toContain("Runbooks: `docs/runbooks` · [Saved](https://a.example.com)");
  });

  test("has no graph of runs if there are no state machines", () => {
    const { widgets: some } = bodyOf({ machineArns: {} });

    expect(some.map(({ properties }: Placed) => properties.title)).not.toContain("Scheduled runs");
  });
});
