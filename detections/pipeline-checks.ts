import type { PipelineCheck } from "./detection";
import { lakehouseChecks } from "./lakehouse-checks";
import { replicaChecks, replicaLateSeconds, replicatedArchives, replicationChecks } from "./replica-checks";

/**
 * Checks in the account of the alarms.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch-Logs-Monitoring-CloudWatch-Metrics.html
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-monitoring-using-cloudwatch.html
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html
 */
export const managementChecks = [
  {
    id: "trail-log-group-silent",
    title: "No event reached the trail's log group for an hour",
    why: "Every detection reads this log group; while it is silent, no alarm can be raised.",
    severity: "page",
    runbook: "trail-log-group-silent",
    namespace: "AWS/Logs",
    metricName: "IncomingLogEvents",
    sign: "silence",
    periodSeconds: 900,
    periods: 4,
  },
  {
    id: "page-topic-failing",
    title: "Messages of severity page were not delivered",
    why: "An endpoint of the page topic refused them or could not be reached.",
    severity: "notify",
    runbook: "alarm-topic-failing",
    namespace: "AWS/SNS",
    metricName: "NumberOfNotificationsFailed",
    sign: "trouble",
    periodSeconds: 300,
    periods: 1,
  },
  {
    id: "notify-topic-failing",
    title: "Messages of severity notify were not delivered",
    why: "An endpoint of the notify topic refused them or could not be reached.",
    severity: "page",
    runbook: "alarm-topic-failing",
    namespace: "AWS/SNS",
    metricName: "NumberOfNotificationsFailed",
    sign: "trouble",
    periodSeconds: 300,
    periods: 1,
  },
] as const satisfies readonly PipelineCheck[];

/** Checks of the daily query for silent accounts and regions. */
export const silenceRunChecks = [
  ...runsOf(
    "silence-check",
    "The daily query for silent accounts",
    "An account or a region could become silent unnoticed.",
  ),
  {
    id: "silence-check-missing",
    title: "The daily query for silent accounts did not succeed for 26 hours",
    why: "An account or a region could become silent unnoticed.",
    severity: "notify",
    runbook: "scheduled-run-failed",
    namespace: "AWS/States",
    metricName: "ExecutionsSucceeded",
    sign: "silence",
    periodSeconds: 3600,
    periods: 26,
  },
] as const satisfies readonly PipelineCheck[];

/** Checks of the daily hunts, in the log-archive account. */
export const huntRunChecks = [
  ...runsOf("hunts", "The daily hunts", "Attacks that no single event shows would remain unnoticed.", "hunts-failed"),
  {
    id: "hunts-missing",
    title: "The daily hunts did not succeed for 26 hours",
    why: "Attacks that no single event shows would remain unnoticed.",
    severity: "notify",
    runbook: "hunts-failed",
    namespace: "AWS/States",
    metricName: "ExecutionsSucceeded",
    sign: "silence",
    periodSeconds: 3600,
    periods: 26,
  },
] as const satisfies readonly PipelineCheck[];

/** Checks of the weekly summary. */
export const weeklySummaryChecks = runsOf(
  "weekly-summary",
  "The weekly summary",
  "Only this message shows detections of severity watch.",
);

/**
 * Checks of the trail archive, in the log-archive account.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/metrics-dimensions.html
 */
export const archiveChecks = [
  {
    id: "archive-delivery-silent",
    title: "Nothing was written to the trail archive for an hour",
    why: "CloudTrail delivers every few minutes. Log files that it cannot deliver in time are lost.",
    severity: "page",
    runbook: "archive-delivery-silent",
    namespace: "AWS/S3",
    metricName: "PutRequests",
    sign: "silence",
    periodSeconds: 900,
    periods: 4,
  },
  {
    id: "archive-requests-refused",
    title: "The trail archive refused requests for a quarter of an hour",
    why: "Either CloudTrail may no longer write, or somebody tries to read without permission.",
    severity: "page",
    runbook: "archive-requests-refused",
    namespace: "AWS/S3",
    metricName: "4xxErrors",
    sign: "trouble",
    periodSeconds: 300,
    periods: 3,
  },
  {
    id: "digests-missing",
    title: "No digest of the management account arrived for two hours",
    why: "Without the hourly digest, nobody can prove that log files were neither changed nor deleted.",
    severity: "notify",
    runbook: "digests-missing",
    namespace: "AWS/S3",
    metricName: "PutRequests",
    sign: "silence",
    periodSeconds: 3600,
    periods: 2,
  },
] as const satisfies readonly PipelineCheck[];

/**
 * Checks of the locked copy of the AWS Config archive, in the log-archive account. S3 publishes the metrics of replication only while
 * it replicates.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/repl-metrics.html
 */
export const configCopyChecks = [
  {
    id: "config-copy-failing",
    title: "A file of AWS Config was not copied to the locked bucket",
    why: "The Config archive itself has no lock. Without the copy, a record can be deleted.",
    severity: "notify",
    runbook: "config-copy-failing",
    namespace: "AWS/S3",
    metricName: "OperationsFailedReplication",
    sign: "trouble",
    periodSeconds: 300,
    periods: 1,
  },
  {
    id: "config-copy-late",
    title: "The locked copy of the Config archive is an hour behind",
    why: "A file without a copy has no lock, and can be deleted.",
    severity: "notify",
    runbook: "config-copy-failing",
    namespace: "AWS/S3",
    metricName: "ReplicationLatency",
    sign: "trouble",
    measure: { statistic: "Maximum", threshold: 3600 },
    periodSeconds: 300,
    periods: 3,
  },
] as const satisfies readonly PipelineCheck[];

/** Checks of the replication to a second region, in the log-archive account. */
export const secondRegionChecks: readonly PipelineCheck[] = replicatedArchives.flatMap((archive) =>
  replicationChecks(archive).concat(replicaChecks(archive, replicaLateSeconds.uncontrolled)),
);

/**
 * Checks of the daily query for overwritten logs, in the log-archive account. The query fails when it finds an overwritten log, so the
 * check counts successful queries.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/query-metrics-viewing.html
 */
export const overwriteRunChecks = [
  {
    id: "logs-overwritten",
    title: "The daily check for overwritten logs has not passed for 26 hours",
    why: "A log was overwritten, or the check could not run. The error of its last query shows which of the two happened.",
    severity: "notify",
    runbook: "logs-overwritten",
    namespace: "AWS/Athena",
    metricName: "TotalExecutionTime",
    sign: "silence",
    periodSeconds: 3600,
    periods: 26,
  },
] as const satisfies readonly PipelineCheck[];

/** Checks of the lakehouse's job in the log-archive account, for one run in each hour. */
export const hourlyLakehouseChecks: readonly PipelineCheck[] = lakehouseChecks(1);

/** Every check except those of features, in all accounts. */
export const pipelineChecks: readonly PipelineCheck[] = [
  ...managementChecks,
  ...silenceRunChecks,
  ...weeklySummaryChecks,
  ...huntRunChecks,
  ...archiveChecks,
  ...configCopyChecks,
  ...secondRegionChecks,
  ...overwriteRunChecks,
  ...hourlyLakehouseChecks,
];

/** Failed and timed-out executions of a state machine. */
function runsOf<Id extends string>(id: Id, what: string, why: string, runbook = "scheduled-run-failed") {
  const run = { why, severity: "notify", runbook, namespace: "AWS/States" } as const;
  const sign = { sign: "trouble", periodSeconds: 300, periods: 1 } as const;
  return [
    { id: `${id}-failed`, title: `${what} failed`, metricName: "ExecutionsFailed", ...run, ...sign },
    { id: `${id}-timed-out`, title: `${what} took too long`, metricName: "ExecutionsTimedOut", ...run, ...sign },
  ] as const;
}
