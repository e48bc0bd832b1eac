import type { PipelineCheck } from "./detection";

/** Archives that can have a replica in a second region, with their names in the titles of checks. */
const replicated = {
  trail: "the trail archive",
  config: "the Config archive",
  "service-logs": "the service-log archive",
  "access-logs": "the access-log bucket",
  "waf-logs": "the bucket of AWS WAF logs",
} as const;

export type ReplicatedArchive = keyof typeof replicated;

export const replicatedArchives = Object.keys(replicated) as ReplicatedArchive[];

/**
 * Check of an archive with a replica. S3 counts failures in the region of the archive, even if the bucket of the replicas was
 * deleted.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/repl-metrics.html
 */
export function replicationChecks(archive: ReplicatedArchive): PipelineCheck[] {
  return [
    {
      id: `replica-failing-${archive}`,
      title: `A log of ${replicated[archive]} was not replicated to the second region`,
      why: "S3 does not try again. If the home region is lost, the log is lost too.",
      severity: "notify",
      runbook: "replica-behind",
      namespace: "AWS/S3",
      metricName: "OperationsFailedReplication",
      sign: "trouble",
      periodSeconds: 300,
      periods: 1,
    },
  ];
}

/**
 * Checks of a replica. S3 reports the lag in the region of the replica, even while no object is replicated, but not after the bucket of
 * the replicas was deleted. Only the trail always has new logs, so only the replica of the trail archive has a check of silence.
 *
 * @param lateSeconds lag from which the alarm is raised
 */
export function replicaChecks(archive: ReplicatedArchive, lateSeconds: number): PipelineCheck[] {
  const lag = { namespace: "AWS/S3", metricName: "ReplicationLatency", runbook: "replica-behind" } as const;
  return [
    {
      id: `replica-late-${archive}`,
      title: `The replica of ${replicated[archive]} is ${lateSeconds / 60} minutes behind`,
      why: "If the home region is lost now, the logs of that time are lost too.",
      severity: "notify",
      ...lag,
      sign: "trouble",
      measure: { statistic: "Maximum", threshold: lateSeconds },
      periodSeconds: 300,
      periods: 3,
    },
    ...(archive === "trail"
      ? [
          {
            id: "replica-silent",
            title: "S3 reported no replication of the trail archive for an hour",
            why: "The replication is disabled, the bucket of the replicas was deleted, or the home region is not available.",
            severity: "page",
            ...lag,
            sign: "silence",
            measure: { statistic: "SampleCount", threshold: 1 },
            periodSeconds: 900,
            periods: 4,
          } as const,
        ]
      : []),
  ];
}

/** Lag in seconds from which a replica is late: with S3 Replication Time Control, and without it. */
export const replicaLateSeconds = { controlled: 900, uncontrolled: 3_600 };
