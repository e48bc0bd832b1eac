/** A query of the archive that fails, of which people are notified with the event of Athena. */
export interface QueryFailure {
  readonly id: string;
  readonly title: string;
  readonly why: string;

  /** Name of the runbook, without `.md`. */
  readonly runbook: string;

  /** Event pattern of EventBridge, as JSON. */
  readonly eventPattern: string;
}

/** Where the archive is queried. */
export interface ArchiveQueries {
  readonly accountId: string;

  /** Workgroups of people. */
  readonly workgroupNames: readonly string[];

  /** Workgroup of the scheduled checks; undefined when there are none. */
  readonly checkWorkgroupName: string | undefined;
}

/**
 * The failures of queries of which people are notified.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/athena-events.html
 */
export function queryFailures(queries: ArchiveQueries): QueryFailure[] {
  const { accountId, workgroupNames, checkWorkgroupName } = queries;
  const pattern = (detail: object) =>
    JSON.stringify({
      source: ["aws.athena"],
      "detail-type": ["Athena Query State Change"],
      account: [accountId],
      detail,
    });
  const unreadableLog: QueryFailure = {
    id: "log-unreadable",
    title: "A query could not read a log",
    why: "Somebody wrote an object that is no log, or that nobody here can decrypt: queries fail, or go on without it.",
    runbook: "log-unreadable",
    // The message has the address of the object, or an error of the reader such as `HIVE_CURSOR_ERROR` without one: a line
    // that is no JSON has no address. A mistake in a query has neither.
    eventPattern: pattern({
      currentState: ["FAILED"],
      workgroupName: workgroupNames,
      athenaError: { errorMessage: [{ wildcard: "*s3://*" }, { wildcard: "*HIVE_*" }] },
    }),
  };
  if (checkWorkgroupName === undefined) return [unreadableLog];
  return [
    unreadableLog,
    {
      id: "overwrite-check-failed",
      title: "The daily check for overwritten logs failed",
      why: "A log was overwritten, or the check could not run: the reason says which.",
      runbook: "logs-overwritten",
      // Any reason, and any query of the workgroup: a query of somebody else that succeeds hides none that failed
      eventPattern: pattern({ currentState: ["FAILED", "CANCELLED"], workgroupName: [checkWorkgroupName] }),
    },
  ];
}
