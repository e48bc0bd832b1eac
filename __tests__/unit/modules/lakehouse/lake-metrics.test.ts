import { CloudwatchLogMetricFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-metric-filter";
import { parseFilterPattern } from "../../../../aws-semantics/filter-pattern/filter-pattern";
import { matches } from "../../../../aws-semantics/filter-pattern/filter-predicate";
import { lakehouseChecks } from "../../../../detections/lakehouse-checks";
import { LakeMetrics } from "../../../../modules/lakehouse/lake-metrics";
import { type Attributes, synth } from "../../../support/synth";

const metricsOf = (metrics: readonly { namespace: string; metricName: string }[]) =>
  synth((scope) => new LakeMetrics(scope, "Metrics", { logGroupName: "/acme", metrics }));
const filters: Attributes[] = metricsOf(lakehouseChecks(1)).all(CloudwatchLogMetricFilter);

/** Returns the metrics whose filter matches a log line of the job. */
const countedBy = (line: object) =>
  filters.filter(({ pattern }) => matches(parseFilterPattern(pattern), line)).map(({ name }) => name);

test("each check of the job has a metric from the log of the job", () => {
  expect(filters.map(({ metric_transformation: metric }) => [metric.namespace, metric.name])).toEqual(
    lakehouseChecks(1).map(({ namespace, metricName }) => [namespace, metricName]),
  );
  for (const { log_group_name: group } of filters) expect(group).toBe("/acme");
});

test.each([
  ["the log line of a run that loaded every table", { loaded: true, lagSeconds: 95 }, ["lakehouse-loaded"]],
  ["the log line of a run that did not load every table", { loaded: false }, []],
  ["the log line of a loaded table", { table: "cloudtrail", objects: 312, bytes: 4, lagSeconds: 95 }, []],
  [
    "the log line of a batch with an unreadable log line",
    { table: "cloudtrail", quarantined: 1 },
    ["lakehouse-quarantined"],
  ],
  ["the log line of a table that failed", { table: "cloudtrail", error: "AccessDenied" }, ["lakehouse-failed"]],
  ["the log line of another program", { error: "this program has the SHA-256 1" }, ["lakehouse-failed"]],
])("%s adds to the expected metrics", (_, line, expected) => {
  expect(countedBy(line)).toEqual(expected);
});

test("the metric counts each quarantined line", () => {
  const values = filters.map(({ metric_transformation: { name, value } }) => [name, value]);

  expect(Object.fromEntries(values)).toEqual({
    "lakehouse-loaded": "1",
    "lakehouse-failed": "1",
    "lakehouse-quarantined": "$.quarantined",
  });
});

test("a metric fails if no log line of the job contains it", () => {
  expect(() => metricsOf([{ namespace: "a", metricName: "other" }])).toThrow(
    "no filter pattern counts log lines of the job as metric other",
  );
});
