import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { archiveChecks, managementChecks } from "../../../../detections/pipeline-checks";
import { oneStack } from "../../../support/organization";

const management = oneStack("management");
const archive = oneStack("log-archive");

/** The metric of each check, by the id of the check. A new check requires a new line. */
const watched: Record<string, Record<string, unknown>> = {
  "trail-log-group-silent": { LogGroupName: "acme-organization-trail" },
  "page-topic-failing": { TopicName: "acme-audit-page" },
  "notify-topic-failing": { TopicName: "acme-audit-notify" },
  "archive-delivery-silent": { FilterId: "trail-files" },
  "archive-requests-refused": { FilterId: "trail-files" },
  "digests-missing": { FilterId: "management-digests" },
};

test.each([
  ...managementChecks.map((check) => [check.id, check, management] as const),
  ...archiveChecks.map((check) => [check.id, check, archive] as const),
])("the alarm %s reads the metric with the same name", (id, check, stack) => {
  const alarm = stack.all(CloudwatchMetricAlarm).find(({ alarm_name }) => alarm_name === `acme-${id}`);

  expect(alarm).toMatchObject({
    namespace: check.namespace,
    metric_name: check.metricName,
    dimensions: watched[id],
  });
});
