import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { SearchedLogAlarms } from "../../../../features/search/searched-log-alarms";
import { account, arn } from "../../../../sample-data/values";
import { synth } from "../../../support/synth";

const topicArn = arn("sns", "eu-west-1", account(1), "acme-audit-notify");
const alarms = synth((scope) => {
  new SearchedLogAlarms(scope, "Alarms", {
    what: "Search of flow-logs",
    queueName: "acme-files",
    deadLetterQueueName: "acme-files-dead-letters",
    pipelineName: "acme-flow-logs",
    rejectedMetric: "flow-logs.opensearch.documentErrors.count",
    alarmName: (trouble) => `acme-search-${trouble}`,
    topicArn,
    page: "What to do: docs/search.md.",
  });
}).all(CloudwatchMetricAlarm);

test.each([
  ["waiting", "AWS/SQS", "ApproximateAgeOfOldestMessage", { QueueName: "acme-files" }, "Maximum", 3_600, 3],
  [
    "dead-letters",
    "AWS/SQS",
    "ApproximateNumberOfMessagesVisible",
    { QueueName: "acme-files-dead-letters" },
    "Maximum",
    1,
    3,
  ],
  [
    "rejected",
    "AWS/OSIS",
    "flow-logs.opensearch.documentErrors.count",
    { PipelineName: "acme-flow-logs" },
    "Sum",
    1,
    1,
  ],
])("the alarm %s reads the %s metric %s", (name, namespace, metric, dimensions, statistic, threshold, periods) => {
  const [alarm, ...others] = alarms.filter(({ alarm_name: its }) => its === `acme-search-${name}`);

  expect(others).toEqual([]);
  expect(alarm).toMatchObject({
    namespace,
    metric_name: metric,
    dimensions,
    statistic,
    comparison_operator: "GreaterThanOrEqualToThreshold",
    threshold,
    evaluation_periods: periods,
    period: 300,
    treat_missing_data: "notBreaching",
    alarm_actions: [topicArn],
    ok_actions: [topicArn],
  });
  expect(alarm?.alarm_description).toContain("What to do: docs/search.md.");
});
