import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { FeedAlarms } from "../../../../features/siem-feeds/feed-alarms";
import { synth } from "../../../support/synth";
import { account, arn } from "../../../../sample-data/values";

const topicArn = arn("sns", "eu-west-1", account(1), "acme-audit-notify");
const alarms = synth((scope) => {
  new FeedAlarms(scope, "Alarms", {
    queueName: "acme-siem-splunk",
    deadLetterQueueName: "acme-siem-splunk-dead-letters",
    waitingAlarmName: "acme-siem-splunk-waiting",
    deadLetterAlarmName: "acme-siem-splunk-dead-letters",
    topicArn,
    page: "What to do: docs/siem-feed.md.",
  });
}).all(CloudwatchMetricAlarm);

test.each([
  ["acme-siem-splunk-waiting", "acme-siem-splunk", "ApproximateAgeOfOldestMessage", 86_400],
  ["acme-siem-splunk-dead-letters", "acme-siem-splunk-dead-letters", "ApproximateNumberOfMessagesVisible", 1],
])("the alarm %s reads %s", (name, QueueName, metric, threshold) => {
  expect(alarms.find(({ alarm_name: its }) => its === name)).toMatchObject({
    namespace: "AWS/SQS",
    metric_name: metric,
    dimensions: { QueueName },
    statistic: "Maximum",
    threshold,
    comparison_operator: "GreaterThanOrEqualToThreshold",
    treat_missing_data: "notBreaching",
    alarm_actions: [topicArn],
    alarm_description: expect.stringContaining("docs/siem-feed.md"),
  });
  expect(alarms).toHaveLength(2);
});
