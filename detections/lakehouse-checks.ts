import type { PipelineCheck } from "./detection";

/**
 * Checks of the lakehouse's job, in the log-archive account. Their metrics are from the log lines of the job. If a run ends before it
 * prints a line, EMR Serverless sends an event, and the metric of successful runs has no value.
 *
 * @param intervalHours hours between two runs
 */
export const lakehouseChecks = (intervalHours: number) =>
  [
    {
      id: "lakehouse-not-loaded",
      title: "The lakehouse was not loaded for two intervals",
      why: "Queries over its tables miss the newest logs. The archive contains these logs.",
      severity: "notify",
      runbook: "lakehouse-not-loaded",
      namespace: "LogMetrics",
      metricName: "lakehouse-loaded",
      sign: "silence",
      periodSeconds: 3600,
      // Two intervals, and the time that the second run may take
      periods: 2 * intervalHours + 1,
    },
    {
      id: "lakehouse-load-failed",
      title: "A table of the lakehouse was not loaded",
      why: "Queries over the table miss the newest logs. The next run tries again.",
      severity: "notify",
      runbook: "lakehouse-not-loaded",
      namespace: "LogMetrics",
      metricName: "lakehouse-failed",
      sign: "trouble",
      periodSeconds: 300,
      periods: 1,
    },
    {
      id: "lakehouse-lines-quarantined",
      title: "The lakehouse could not parse lines of a log",
      why: "Somebody wrote an object that is not a log, or a log has a new format. The lines are in the table quarantine.",
      severity: "notify",
      runbook: "lakehouse-lines-quarantined",
      namespace: "LogMetrics",
      metricName: "lakehouse-quarantined",
      sign: "trouble",
      periodSeconds: 300,
      periods: 1,
    },
  ] as const satisfies readonly PipelineCheck[];
