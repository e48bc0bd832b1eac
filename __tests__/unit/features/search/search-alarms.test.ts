import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { SearchAlarms } from "../../../../features/search/search-alarms";
import { synth } from "../../../support/synth";
import { account, arn } from "../../../../sample-data/values";

const topicArn = arn("sns", "eu-west-1", account(1), "acme-audit-notify");
const alarms = synth((scope) => {
  new SearchAlarms(scope, "Alarms", {
    accountId: account(2),
    domainName: "acme-audit",
    queueName: "acme-trail-files",
    deadLetterQueueName: "acme-trail-files-dead-letters",
    pipelineName: "acme-trail",
    rejectedMetric: "cloudtrail.opensearch.documentErrors.count",
    volumeGibibytes: 100,
    alarmName: (trouble) => `acme-${trouble}`,
    topicArn,
    page: "What to do: docs/search.md.",
  });
}).all(CloudwatchMetricAlarm);

const domain = { namespace: "AWS/ES", dimensions: { DomainName: "acme-audit", ClientId: account(2) } };
const queue = (QueueName: string) => ({ namespace: "AWS/SQS", dimensions: { QueueName } });
const atLeast = "GreaterThanOrEqualToThreshold";

describe("SearchAlarms", () => {
  test.each([
    [
      "search-cluster-red",
      {
        ...domain,
        metric_name: "ClusterStatus.red",
        statistic: "Maximum",
        threshold: 1,
        comparison_operator: atLeast,
        evaluation_periods: 1,
      },
    ],
    [
      "search-storage-low",
      {
        ...domain,
        metric_name: "FreeStorageSpace",
        statistic: "Minimum",
        threshold: 25_600,
        comparison_operator: "LessThanOrEqualToThreshold",
      },
    ],
    [
      "search-writes-blocked",
      {
        ...domain,
        metric_name: "ClusterIndexWritesBlocked",
        statistic: "Maximum",
        threshold: 1,
        comparison_operator: atLeast,
      },
    ],
    [
      "search-key-unusable",
      { ...domain, metric_name: "KMSKeyError", statistic: "Maximum", threshold: 1, comparison_operator: atLeast },
    ],
    [
      "search-files-waiting",
      {
        ...queue("acme-trail-files"),
        metric_name: "ApproximateAgeOfOldestMessage",
        threshold: 3_600,
        comparison_operator: atLeast,
        evaluation_periods: 3,
      },
    ],
    [
      "search-files-dead-letters",
      {
        ...queue("acme-trail-files-dead-letters"),
        metric_name: "ApproximateNumberOfMessagesVisible",
        threshold: 1,
        comparison_operator: atLeast,
      },
    ],
    [
      "search-documents-rejected",
      {
        namespace: "AWS/OSIS",
        dimensions: { PipelineName: "acme-trail" },
        metric_name: "cloudtrail.opensearch.documentErrors.count",
        statistic: "Sum",
        threshold: 1,
        comparison_operator: atLeast,
        evaluation_periods: 1,
      },
    ],
  ])("the alarm %s reads the metric of its problem", (trouble, expected) => {
    expect(alarms.find(({ alarm_name: name }) => name === `acme-${trouble}`)).toMatchObject(expected);
  });

  test("each of the seven alarms notifies when the state becomes ALARM or OK, and links the runbook", () => {
    expect(alarms).toHaveLength(7);
    for (const alarm of alarms) {
      expect(alarm).toMatchObject({
        period: 300,
        actions_enabled: true,
        alarm_actions: [topicArn],
        ok_actions: [topicArn],
        treat_missing_data: "notBreaching",
        alarm_description: expect.stringContaining("docs/search.md"),
      });
    }
  });
});
