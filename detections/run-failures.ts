import type { QueryFailureKind } from "./query-failures";

/** A kind of failed run of EMR Serverless of which people are notified, with its event pattern. */
export interface RunFailure extends QueryFailureKind {
  /** Event pattern of EventBridge, as JSON. */
  readonly eventPattern: string;
}

/** Runs of the lakehouse's job that failed or were stopped. */
export const failedLakehouseRun = {
  id: "lakehouse-run-failed",
  title: "A run of the lakehouse's job failed",
  why: "It failed, or took longer than the interval of its schedule and was ended. The next run continues.",
  runbook: "lakehouse-not-loaded",
} as const satisfies QueryFailureKind;

/**
 * The failures of runs of which people are notified. The pattern does not compare the name of the run, because its caller chooses the
 * name. The log-archive account runs no other job.
 *
 * @param accountId account of the job
 * @see https://docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide/using-eventbridge.html
 */
export const lakehouseRunFailure = (accountId: string): RunFailure => ({
  ...failedLakehouseRun,
  eventPattern: JSON.stringify({
    source: ["aws.emr-serverless"],
    "detail-type": ["EMR Serverless Job Run State Change"],
    account: [accountId],
    detail: { state: ["FAILED", "CANCELLED"] },
  }),
});
