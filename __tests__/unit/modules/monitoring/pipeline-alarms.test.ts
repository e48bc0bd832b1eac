import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import type { PipelineCheck } from "../../../../detections/detection";
import { PipelineAlarms, type PipelineAlarmsProps } from "../../../../modules/monitoring/pipeline-alarms";
import { synth } from "../../../support/synth";
import { account, arn } from "../../../../sample-data/values";

const topicArns = {
  page: arn("sns", "eu-west-1", account(1), "acme-audit-page"),
  notify: arn("sns", "eu-west-1", account(1), "acme-audit-notify"),
};
const silence: PipelineCheck = {
  id: "trail-silent",
  title: "Nothing arrived",
  why: "No alarm can be raised.",
  severity: "page",
  runbook: "trail-silent",
  namespace: "AWS/Logs",
  metricName: "IncomingLogEvents",
  sign: "silence",
  periodSeconds: 900,
  periods: 4,
};
const trouble: PipelineCheck = {
  ...silence,
  id: "topic-failing",
  severity: "notify",
  sign: "trouble",
  runbook: "topics",
};
const dimensions = { LogGroupName: "acme-organization-trail" };

const pipelineAlarms = (props: Partial<PipelineAlarmsProps> = {}) =>
  synth((scope) => {
    new PipelineAlarms(scope, "Alarms", {
      prefix: "acme",
      checks: [silence, trouble].map((check) => ({ check, dimensions })),
      topicArns,
      runbookUrl: "docs/runbooks",
      ...props,
    });
  });
const alarmOf = (check: PipelineCheck) =>
  pipelineAlarms({ checks: [{ check, dimensions }] }).one(CloudwatchMetricAlarm);

describe("PipelineAlarms", () => {
  test("treats missing data of a silence check as breaching", () => {
    expect(alarmOf(silence)).toMatchObject({
      comparison_operator: "LessThanThreshold",
      threshold: 1,
      treat_missing_data: "breaching",
    });
  });

  test("uses the statistic of the check: the maximum of a period, with its threshold", () => {
    const late: PipelineCheck = { ...trouble, id: "late", measure: { statistic: "Maximum", threshold: 3600 } };

    expect(alarmOf(trouble)).toMatchObject({ statistic: "Sum", threshold: 1 });
    expect(alarmOf(late)).toMatchObject({
      statistic: "Maximum",
      threshold: 3600,
      comparison_operator: "GreaterThanOrEqualToThreshold",
      treat_missing_data: "notBreaching",
    });
  });

  test("treats missing data of an error metric as not breaching", () => {
    expect(alarmOf(trouble)).toMatchObject({
      comparison_operator: "GreaterThanOrEqualToThreshold",
      threshold: 1,
      treat_missing_data: "notBreaching",
    });
  });

  test("sums the metric of each check over all periods of the check", () => {
    expect(alarmOf({ ...silence, periodSeconds: 3600, periods: 26 })).toMatchObject({
      alarm_name: "acme-trail-silent",
      namespace: "AWS/Logs",
      metric_name: "IncomingLogEvents",
      dimensions,
      statistic: "Sum",
      period: 3600,
      evaluation_periods: 26,
      datapoints_to_alarm: 26,
    });
  });

  test("notifies the topic of its severity when the state becomes ALARM or OK", () => {
    const alarms = pipelineAlarms().all(CloudwatchMetricAlarm);

    expect(alarms).toHaveLength(2);
    expect(alarms.map(({ alarm_actions }) => alarm_actions)).toEqual([[topicArns.page], [topicArns.notify]]);
    for (const alarm of alarms) {
      expect(alarm.ok_actions).toEqual(alarm.alarm_actions);
      expect(alarm.actions_enabled).toBe(true);
    }
  });

  test.each(["docs/runbooks", "https://wiki.example.com"])("links its runbook below the URL %s", (runbookUrl) => {
    const alarms = pipelineAlarms({ runbookUrl }).all(CloudwatchMetricAlarm);

    expect(alarms.map(({ alarm_description }) => alarm_description)).toEqual([
      `Nothing arrived. No alarm can be raised. Runbook: ${runbookUrl}/trail-silent.md`,
      `Nothing arrived. No alarm can be raised. Runbook: ${runbookUrl}/topics.md`,
    ]);
  });
});
