import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { ScanAlarm, type ScanAlarmProps } from "../../../../modules/monitoring/scan-alarm";
import { synth } from "../../../support/synth";
import { account, arn } from "../../../../sample-data/values";

const topic = arn("sns", "eu-west-1", account(1), "acme-audit-notify");

const scanAlarm = (props: Partial<ScanAlarmProps> = {}) =>
  synth((scope) => {
    new ScanAlarm(scope, "ScanAlarm", {
      alarmName: "acme-audit-scanned-bytes",
      workgroupName: "acme-audit",
      bytesPerDay: 2_000_000_000_000,
      actions: [topic],
      ...props,
    });
  }).one(CloudwatchMetricAlarm);

/** Returns the metrics of the alarm, without the expression. */
const metricsOf = (alarm: { metric_query: { id: string; metric?: unknown }[] }) =>
  alarm.metric_query.filter(({ metric }) => metric !== undefined);

describe("ScanAlarm", () => {
  test("ScanAlarm is raised when the queries of a day scan more than the limit, and not raised without queries", () => {
    expect(scanAlarm()).toMatchObject({
      alarm_name: "acme-audit-scanned-bytes",
      comparison_operator: "GreaterThanThreshold",
      threshold: 2_000_000_000_000,
      evaluation_periods: 1,
      treat_missing_data: "notBreaching",
      alarm_description: expect.stringContaining("acme-audit read more than 2000000000000 bytes"),
    });
  });

  test("sums all kinds of queries of its workgroup in a day, whatever their result", () => {
    const metrics = metricsOf(scanAlarm());

    expect(metrics).toHaveLength(6);
    expect(new Set(metrics.map(({ id }) => id)).size).toBe(6);
    for (const { id, metric } of metrics) {
      // The format of ids of metrics in CloudWatch
      expect(id).toMatch(/^[a-z][a-zA-Z0-9_]*$/);
      expect(metric).toEqual({
        namespace: "AWS/Athena",
        metric_name: "ProcessedBytes",
        dimensions: {
          WorkGroup: "acme-audit",
          QueryState: expect.stringMatching(/^(SUCCEEDED|FAILED|CANCELED)$/),
          QueryType: expect.stringMatching(/^(DML|DDL)$/),
        },
        stat: "Sum",
        period: 86_400,
      });
    }
    expect(new Set(metrics.map(({ metric }) => JSON.stringify(metric))).size).toBe(6);
  });

  test("compares only the sum with the limit, and counts a kind without queries as zero", () => {
    const judged = scanAlarm().metric_query.filter(({ return_data }: { return_data?: boolean }) => return_data);

    expect(judged).toEqual([expect.objectContaining({ expression: "SUM(FILL(METRICS(), 0))" })]);
  });

  test("notifies only the given topics", () => {
    expect(scanAlarm().alarm_actions).toEqual([topic]);
    expect(scanAlarm().ok_actions).toEqual([topic]);
  });

  test.each([0, -1, NaN])("fails when bytesPerDay is %o", (bytesPerDay) => {
    expect(() => scanAlarm({ bytesPerDay })).toThrow(`bytesPerDay must be more than 0, got ${bytesPerDay}`);
  });
});
