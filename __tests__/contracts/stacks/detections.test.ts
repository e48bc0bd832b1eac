import { Cloudtrail } from "@cdktf/provider-aws/lib/cloudtrail";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { CloudwatchLogMetricFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-metric-filter";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { readFileSync } from "node:fs";
import { parseConfig } from "../../../config/load";
import { detectionsOf } from "../../../config/derived/detections-of";
import { oneStack } from "../../support/organization";
import type { Attributes } from "../../support/synth";
import { asTerraformReads } from "../../support/terraform-string";

const configurations = [
  "config/example.yaml",
  "config/examples/everything.yaml",
  "config/examples/govcloud.yaml",
  "config/examples/adopt.yaml",
];

describe("a string of Terraform's JSON syntax", () => {
  test.each([
    ["$${a} %%{b}", "${a} %{b}"],
    ["100% of $5", "100% of $5"],
    ["$$ %% { }", "$$ %% { }"],
    ["{$.a=%%{2}%}", "{$.a=%{2}%}"],
  ])("%o is unescaped to %o", (text, read) => {
    expect(asTerraformReads(text)).toBe(read);
  });

  test.each(["${a}", "%{ if a }", "$${a} ${b}"])("fails when %o contains a template", (text) => {
    expect(() => asTerraformReads(text)).toThrow(`expected a plain text, got a template: ${text}`);
  });
});

describe.each(configurations)("the detections of %s", (path) => {
  const config = parseConfig(readFileSync(path, "utf8"), path);
  const { accounts, homeRegion } = config;
  const detections = detectionsOf(config);
  const management = oneStack("management", path);
  const filters = new Map<string, Attributes>(
    management.all(CloudwatchLogMetricFilter).map((filter) => [filter.metric_transformation.name, filter]),
  );
  const alarmsOf = (id: string) =>
    management.all(CloudwatchMetricAlarm).filter(({ metric_name }) => metric_name === id);
  /** Returns the resource of a type to which an attribute such as `${aws_sns_topic.Page.arn}` refers. */
  const referred = (type: { tfResourceType: string }, text: string): [string, Attributes] => {
    const [, kind, id = ""] = /^\$\{(\w+)\.([^.]+)\.\w+\}/.exec(text) ?? [];
    expect(kind).toBe(type.tfResourceType);
    return [id, management.json.resource[type.tfResourceType][id]];
  };
  const trail = management.one(Cloudtrail);

  const alarming = detections.filter(({ severity }) => severity !== "watch");

  test(`the detections of ${path} have one metric filter each, on the log group of the trail`, () => {
    const [ofTrail] = referred(CloudwatchLogGroup, trail.cloud_watch_logs_group_arn);

    for (const [id, { metric_transformation, log_group_name }] of filters) {
      expect(metric_transformation).toEqual({ name: id, namespace: "LogMetrics", value: "1" });
      expect(referred(CloudwatchLogGroup, log_group_name)[0]).toBe(ofTrail);
    }
  });

  test(`the detections of ${path} have one alarm each, on the metric of their filter, with their threshold and period`, () => {
    for (const { id, threshold = 1, periodSeconds = 300 } of alarming) {
      expect(alarmsOf(id)).toEqual([
        expect.objectContaining({
          namespace: filters.get(id).metric_transformation.namespace,
          statistic: "Sum",
          comparison_operator: "GreaterThanOrEqualToThreshold",
          threshold,
          period: periodSeconds,
          evaluation_periods: 1,
          treat_missing_data: "notBreaching",
          actions_enabled: true,
        }),
      ]);
    }
  });

  test("use the values that Security Hub suggests, if Security Hub checks them", () => {
    const compliance = detections.filter(({ track }) => track === "compliance").flatMap(({ id }) => alarmsOf(id));

    expect(compliance).toHaveLength(15);
    expect(compliance.filter(({ threshold, period }) => threshold !== 1 || period !== 300)).toEqual([]);
  });

  test(`the detections of ${path} have no alarm with severity watch`, () => {
    const watched = detections.filter(({ severity }) => severity === "watch");

    expect(watched.length).toBeGreaterThan(0);
    expect(watched.flatMap(({ id }) => alarmsOf(id))).toEqual([]);
  });

  test("publish only to the topic of their severity, which has a subscriber", () => {
    const subscribed = management.all(SnsTopicSubscription).map(({ topic_arn }) => topic_arn);

    for (const { id, severity } of alarming) {
      const actions: string[] = alarmsOf(id).flatMap(({ alarm_actions }) => alarm_actions);
      expect(actions).toHaveLength(1);
      expect(referred(SnsTopic, actions[0] ?? "")[1].name).toMatch(new RegExp(`-${severity}$`));
      expect(subscribed).toEqual(expect.arrayContaining(actions));
    }
  });

  test(`the detections of ${path} have the only filters and alarms of this kind`, () => {
    expect([...filters.keys()]).toEqual(detections.map(({ id }) => id));
    const counting = management.all(CloudwatchMetricAlarm).filter(({ namespace }) => namespace === "LogMetrics");
    expect(counting.filter(({ metric_name }) => !filters.has(metric_name))).toEqual([]);
    // Every other alarm reads a metric of AWS
    const namespaces = management.all(CloudwatchMetricAlarm).map(({ namespace }) => namespace);
    expect(namespaces.filter((name) => name !== "LogMetrics" && !name.startsWith("AWS/"))).toEqual([]);
  });

  // Security Hub and Prowler search only in the account and the region of the trail
  test(`the detections of ${path} are in the account and home region of the trail, its log group and the topics`, () => {
    const [provider, ...others] = management.json.provider.aws;

    expect(others.filter(({ alias }: { alias?: string }) => alias === undefined)).toEqual([]);
    expect(provider).toMatchObject({ region: homeRegion, allowed_account_ids: [accounts.management] });
    for (const type of [Cloudtrail, CloudwatchLogGroup, CloudwatchLogMetricFilter, CloudwatchMetricAlarm, SnsTopic]) {
      expect(management.all(type).filter(({ region, provider: other }) => region ?? other)).toEqual([]);
    }
  });

  test("receive events of every region, and the log group keeps these events for a year", () => {
    const [, group] = referred(CloudwatchLogGroup, trail.cloud_watch_logs_group_arn);

    expect(trail).toMatchObject({ is_multi_region_trail: true, enable_logging: true });
    expect(group.retention_in_days).toBeGreaterThanOrEqual(365);
  });
});

test.each(["config/example.yaml", "config/examples/govcloud.yaml"])(
  "the trail of %s records read and write management events of every source",
  (path) => {
    const selectors: Attributes[] = oneStack("management", path).one(Cloudtrail).advanced_event_selector;
    const whole = selectors.filter(({ field_selector }) =>
      field_selector.every(({ field }: Attributes) => field === "eventCategory"),
    );

    expect(whole.map(({ field_selector }) => field_selector[0].equals)).toEqual([["Management"]]);
  },
);
