import { CloudwatchLogMetricFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-metric-filter";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import type { Detection } from "../../../../detections/detection";
import { TrailAlarms, type TrailAlarmsProps } from "../../../../modules/monitoring/trail-alarms";
import { synth } from "../../../support/synth";
import { account, arn } from "../../../../sample-data/values";

const topicArns = {
  page: arn("sns", "eu-west-1", account(1), "acme-audit-page"),
  notify: arn("sns", "eu-west-1", account(1), "acme-audit-notify"),
};

const detection = (overrides: Partial<Detection> = {}): Detection => ({
  id: "trail-changes",
  title: "A trail was changed",
  why: "Whoever stops the trail is not seen afterwards.",
  severity: "page",
  track: "compliance",
  controls: ["CIS 1.2: 3.5", "Security Hub CloudWatch.5"],
  pattern: '{$.eventName="StopLogging"}',
  ...overrides,
});

const signIns = detection({ id: "sign-ins", severity: "notify", pattern: '{$.eventName="ConsoleLogin"}' });

const trailAlarms = (props: Partial<TrailAlarmsProps> = {}) =>
  synth((scope) => {
    new TrailAlarms(scope, "Alarms", {
      prefix: "acme-audit",
      logGroupName: "acme-organization-trail",
      detections: [detection(), signIns],
      topicArns,
      runbookUrl: "docs/runbooks",
      ...props,
    });
  });

const alarmOf = (overrides: Partial<Detection>) =>
  trailAlarms({ detections: [detection(overrides)] }).one(CloudwatchMetricAlarm);

/** Returns reasons with which the description of the alarm has exactly this length. */
const whyFor = (length: number) => {
  const around = alarmOf({ why: "" }).alarm_description.length;
  return "x".repeat(length - around);
};

describe("TrailAlarms", () => {
  test("creates a metric filter on the trail's log group for each detection", () => {
    const filters = trailAlarms().all(CloudwatchLogMetricFilter);
    const inLogGroup = { log_group_name: "acme-organization-trail" };

    expect(filters).toEqual([
      expect.objectContaining({
        ...inLogGroup,
        name: "acme-audit-trail-changes",
        pattern: '{$.eventName="StopLogging"}',
        metric_transformation: { name: "trail-changes", namespace: "LogMetrics", value: "1" },
      }),
      expect.objectContaining({
        ...inLogGroup,
        name: "acme-audit-sign-ins",
        pattern: '{$.eventName="ConsoleLogin"}',
        metric_transformation: { name: "sign-ins", namespace: "LogMetrics", value: "1" },
      }),
    ]);
  });

  test("raises an alarm at one matching event within five minutes, and not without data", () => {
    const alarms = trailAlarms().all(CloudwatchMetricAlarm);

    expect(alarms.map(({ alarm_name }) => alarm_name)).toEqual(["acme-audit-trail-changes", "acme-audit-sign-ins"]);
    for (const alarm of alarms) {
      expect(alarm).toMatchObject({
        statistic: "Sum",
        period: 300,
        evaluation_periods: 1,
        threshold: 1,
        comparison_operator: "GreaterThanOrEqualToThreshold",
        treat_missing_data: "notBreaching",
        actions_enabled: true,
      });
    }
  });

  test("reads the metric of the detection's own filter", () => {
    const resources = trailAlarms();
    const counted = resources
      .all(CloudwatchLogMetricFilter)
      .map(({ metric_transformation: { name, namespace } }) => ({ name, namespace }));
    const read = resources
      .all(CloudwatchMetricAlarm)
      .map(({ metric_name, namespace }) => ({ name: metric_name, namespace }));

    expect(read).toEqual(counted);
    expect(new Set(read.map(({ name }) => name)).size).toBe(2);
  });

  test.each(["page", "notify"] as const)("notifies only the topic of the severity %s", (severity) => {
    expect(alarmOf({ severity }).alarm_actions).toEqual([topicArns[severity]]);
  });

  test.each([
    [undefined, undefined],
    [false, undefined],
    [true, [topicArns.notify]],
  ])("TrailAlarms with okActions %s, also notifies when the state becomes OK: %j", (okActions, ok_actions) => {
    const alarm = trailAlarms({ detections: [signIns], okActions: okActions ?? false }).one(CloudwatchMetricAlarm);

    expect(alarm.ok_actions).toEqual(ok_actions);
    expect(alarm.alarm_actions).toEqual([topicArns.notify]);
  });

  test("links the detection's own runbook, if it has one", () => {
    const { alarm_description } = alarmOf({ runbook: "https://wiki.example.com/own", controls: [] });

    expect(alarm_description).toMatch(/ Runbook: https:\/\/wiki\.example\.com\/own$/);
  });

  test("has a description with title, reason, runbook and controls", () => {
    expect(alarmOf({}).alarm_description).toBe(
      "A trail was changed. Whoever stops the trail is not seen afterwards. " +
        "Runbook: docs/runbooks/trail-changes.md (CIS 1.2: 3.5; Security Hub CloudWatch.5)",
    );
  });

  test.each(["https://wiki.example.com/runbooks", "docs/runbooks"])(
    "links the runbook below the URL %s",
    (runbookUrl) => {
      const { alarm_description } = trailAlarms({ runbookUrl, detections: [detection()] }).one(CloudwatchMetricAlarm);

      expect(alarm_description).toContain(`Runbook: ${runbookUrl}/trail-changes.md`);
    },
  );

  test("sends the pattern to CloudWatch unchanged, even if it contains Terraform templates", () => {
    const { pattern } = trailAlarms({ detections: [detection({ pattern: "{$.a=%{2}% && $.b=${c}}" })] }).one(
      CloudwatchLogMetricFilter,
    );

    expect(pattern).toBe("{$.a=%%{2}% && $.b=$${c}}");
  });

  test("creates no alarm for severity watch, only a metric filter", () => {
    const resources = trailAlarms({ detections: [detection({ severity: "watch" })] });

    expect(resources.all(CloudwatchLogMetricFilter)).toHaveLength(1);
    expect(resources.all(CloudwatchMetricAlarm)).toEqual([]);
  });

  test("uses the threshold and the period of the detection", () => {
    expect(alarmOf({ threshold: 20, periodSeconds: 900 })).toMatchObject({ threshold: 20, period: 900 });
  });

  test("creates neither a filter nor an alarm without detections", () => {
    expect(trailAlarms({ detections: [] }).json.resource).toBeUndefined();
  });
});

describe("the limits of TrailAlarms", () => {
  const many = (count: number) => Array.from({ length: count }, (_, i) => detection({ id: `detection-${i}` }));

  test.each([99, 100])("accepts %i detections", (count) => {
    const resources = trailAlarms({ detections: many(count) });

    expect(resources.all(CloudwatchLogMetricFilter)).toHaveLength(count);
    expect(resources.all(CloudwatchMetricAlarm)).toHaveLength(count);
  });

  test("fails with 101 detections", () => {
    expect(() => trailAlarms({ detections: many(101) })).toThrow(
      "a log group can have at most 100 metric filters, got 101; disable detections",
    );
  });

  test.each([1023, 1024])("accepts a pattern of %i characters", (length) => {
    const resources = trailAlarms({ detections: [detection({ pattern: "x".repeat(length) })] });

    expect(resources.one(CloudwatchLogMetricFilter).pattern).toHaveLength(length);
  });

  test("counts the characters of a pattern without Terraform's escapes", () => {
    const pattern = "%{".padEnd(1024, "x");

    expect(trailAlarms({ detections: [detection({ pattern })] }).one(CloudwatchLogMetricFilter).pattern).toBe(
      `%${pattern}`,
    );
  });

  test("fails when the pattern of any detection has 1,025 characters", () => {
    const detections = [signIns, detection({ pattern: "x".repeat(1025) })];

    expect(() => trailAlarms({ detections })).toThrow(
      "detection trail-changes has a pattern of 1025 characters, but CloudWatch accepts at most 1024; split the detection",
    );
  });

  test.each([1023, 1024])("accepts a description of %i characters", (length) => {
    expect(alarmOf({ why: whyFor(length) }).alarm_description).toHaveLength(length);
  });

  test("fails when a description has 1,025 characters", () => {
    const why = whyFor(1025);

    expect(() => alarmOf({ why })).toThrow(
      "the description of alarm trail-changes has 1025 characters, but CloudWatch accepts at most 1024",
    );
  });
});
