import type { MetricAlarm } from "@aws-sdk/client-cloudwatch";
import type { MetricFilter } from "@aws-sdk/client-cloudwatch-logs";
import { alarmReport } from "../../../local-aws/alarm-report";
import { Callers } from "../../../sample-data/events/callers";
import { eventOf } from "../../../sample-data/events/event";
import { account, arn, partition } from "../../../sample-data/values";

const topicArn = (name: string) => arn("sns", "eu-west-1", account(1), name);
const alarm: MetricAlarm = {
  AlarmName: "acme-trail-changes",
  Namespace: "acme/trail",
  MetricName: "trail-changes",
  Statistic: "Sum",
  ComparisonOperator: "GreaterThanOrEqualToThreshold",
  EvaluationPeriods: 1,
  Period: 300,
  Threshold: 1,
  AlarmActions: [topicArn("acme-audit-page")],
};
const filter = (name: string, metricName = "trail-changes", metricNamespace = "acme/trail"): MetricFilter => ({
  filterPattern: `{ $.eventName = "${name}" }`,
  metricTransformations: [{ metricName, metricNamespace, metricValue: "1" }],
});
const caller = new Callers(partition).pipeline(account(3));
const event = (name: string, time: string) =>
  eventOf(
    { caller, service: "cloudtrail", name, region: "eu-west-1", account: account(3) },
    new Date(`2026-03-04T${time}Z`),
    () => "id",
  );
const stops = (...times: readonly string[]) => times.map((time) => event("StopLogging", time));
const firing = (changes: Partial<MetricAlarm>, ...times: readonly string[]) =>
  alarmReport({ ...alarm, ...changes }, [filter("StopLogging")], stops(...times)).firing.map((begin) =>
    begin.slice(11, 19),
  );

describe("alarmReport", () => {
  test("returns the events that the alarm's metric filter matches, and the times when the alarm is raised", () => {
    const events = [event("StartLogging", "00:00:00"), ...stops("11:31:12"), event("StopLogging2", "12:00:00")];

    expect(alarmReport(alarm, [filter("StopLogging")], events)).toEqual({
      alarm: "acme-trail-changes",
      topic: "acme-audit-page",
      events: [events[1]],
      firing: ["2026-03-04T11:30:00.000Z"],
    });
  });

  test("raises no alarm without matches or without events", () => {
    const quiet = { alarm: "acme-trail-changes", topic: "acme-audit-page", events: [], firing: [] };

    expect(alarmReport(alarm, [filter("StopLogging")], [event("StartLogging", "00:00:00")])).toEqual(quiet);
    expect(alarmReport(alarm, [filter("StopLogging")], [])).toEqual(quiet);
  });

  test.each<[string, MetricFilter]>([
    ["another metric", filter("StopLogging", "root-use")],
    ["a metric of another namespace", filter("StopLogging", "trail-changes", "other/trail")],
    ["no metric", { filterPattern: '{ $.eventName = "StopLogging" }' }],
  ])("ignores a filter of %s", (_, other) => {
    expect(alarmReport(alarm, [other], stops("11:31:12")).events).toEqual([]);
  });

  test("evaluates every filter of the metric, and every metric of a filter", () => {
    const both = {
      ...filter("StopLogging"),
      metricTransformations: ["root-use", "trail-changes"].map((metricName) => ({
        metricName,
        metricNamespace: "acme/trail",
        metricValue: "1",
      })),
    };
    const events = [event("StopLogging", "01:00:00"), event("DeleteTrail", "02:00:00"), event("Decrypt", "03:00:00")];

    expect(alarmReport(alarm, [both, filter("DeleteTrail")], events).events).toEqual(events.slice(0, 2));
  });

  test("fails for a filter whose pattern AWS would refuse", () => {
    expect(() => alarmReport(alarm, [{ ...filter(""), filterPattern: "{ $.eventName }" }], [])).toThrow(/position/);
  });

  test("contains the name of the first notified topic, or none", () => {
    const notified = (AlarmActions?: string[]) => alarmReport({ ...alarm, AlarmActions }, [], []).topic;

    expect(notified([topicArn("first"), topicArn("second")])).toBe("first");
    expect(notified([])).toBe("");
    expect(notified()).toBe("");
  });
});

describe("an alarm is raised", () => {
  test.each([
    ["at the first second of a period", ["11:30:00"], ["11:30:00"]],
    ["at the last second of a period", ["11:34:59"], ["11:30:00"]],
    ["once for several events in a period", ["11:30:00", "11:31:00", "11:34:59"], ["11:30:00"]],
    ["once in each of two periods", ["11:34:59", "11:35:00"], ["11:30:00", "11:35:00"]],
    ["in order of time, whatever the order of events", ["23:59:59", "00:00:00"], ["00:00:00", "23:55:00"]],
  ])("an alarm is raised %s", (_, times, expected) => {
    expect(firing({}, ...times)).toEqual(expected);
  });

  test("only in periods with at least as many events as its threshold", () => {
    expect(firing({ Threshold: 2 }, "01:00:00", "02:00:00", "02:01:00", "03:00:00", "03:01:00", "03:02:00")).toEqual([
      "02:00:00",
      "03:00:00",
    ]);
    expect(firing({ Threshold: 2 }, "01:04:59", "01:05:00")).toEqual([]);
  });

  test.each([
    [60, "11:31:00"],
    [300, "11:30:00"],
    [3600, "11:00:00"],
    [86400, "00:00:00"],
  ])("an alarm is raised with its own period of %i s", (Period, begin) => {
    expect(firing({ Period }, "11:31:12")).toEqual([begin]);
  });
});

test.each<[Partial<MetricAlarm>, string]>([
  [{ Statistic: "Average" }, "Average GreaterThanOrEqualToThreshold 1, period 300"],
  [{ ComparisonOperator: "GreaterThanThreshold" }, "Sum GreaterThanThreshold 1, period 300"],
  [{ EvaluationPeriods: 3 }, "Sum GreaterThanOrEqualToThreshold 3, period 300"],
  [{ Period: undefined }, "Sum GreaterThanOrEqualToThreshold 1, period 0"],
  [{ Period: -1 }, "Sum GreaterThanOrEqualToThreshold 1, period -1"],
])("fails for an unsupported alarm: %j", (changes, kind) => {
  expect(() => firing(changes, "11:31:12")).toThrow(
    `cannot evaluate alarm acme-trail-changes: ${kind}; use an alarm on the sum of one period`,
  );
});
