import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { SearchedLogAlarms } from "../../../../modules/search/searched-log-alarms";
import { account, arn } from "../../../../tools/sample-data/values";
import { synth } from "../../../support/synth";

const topicArn = arn("sns", "eu-west-1", account(1), "acme-audit-notify");
const alarms = synth((scope) => {
  new SearchedLogAlarms(scope, "Alarms", {
    what: "Search of flow-logs",
    queueName: "acme-files",
    deadLetterQueueName: "acme-files-given-up",
    alarmName: (trouble) => `acme-search-${trouble}`,
    topicArn,
    page: "What to do: docs/search.md.",
  });
}).all(CloudwatchMetricAlarm);

test.each([
  ["acme-search-waiting", "ApproximateAgeOfOldestMessage", "acme-files", 3_600],
  ["acme-search-given-up", "ApproximateNumberOfMessagesVisible", "acme-files-given-up", 1],
])("the alarm %s reads the metric %s of %s", (name, metric, queue, threshold) => {
  const [alarm, ...others] = alarms.filter(({ alarm_name: its }) => its === name);

  expect(others).toEqual([]);
  expect(alarm).toMatchObject({
    namespace: "AWS/SQS",
    metric_name: metric,
    dimensions: { QueueName: queue },
    statistic: "Maximum",
    comparison_operator: "GreaterThanOrEqualToThreshold",
    threshold,
    evaluation_periods: 3,
    period: 300,
    treat_missing_data: "notBreaching",
    alarm_actions: [topicArn],
    ok_actions: [topicArn],
  });
  expect(alarm?.alarm_description).toContain("What to do: docs/search.md.");
});
