/** A kind of failure of queries of the archive of which people are notified. */
export interface QueryFailureKind {
  readonly id: string;
  readonly title: string;
  readonly why: string;

  /** Name of the runbook, without `.md`. */
  readonly runbook: string;
}

export interface QueryFailure extends QueryFailureKind {
  /** Event pattern of EventBridge, as JSON. */
  readonly eventPattern: string;
}

/** The workgroups of queries of the archive. */
export interface ArchiveQueries {
  readonly accountId: string;

  /** Workgroups of people. */
  readonly workgroupNames: readonly string[];

  /** Workgroup of the scheduled checks; undefined if there are no checks. */
  readonly checkWorkgroupName: string | undefined;
}

const unreadableLog = {
  id: "log-unreadable",
  title: "A query could not read a log",
  why: "Somebody wrote an object that is not a log, or that readers cannot decrypt. Queries fail, or continue without the object.",
  runbook: "log-unreadable",
} as const satisfies QueryFailureKind;

const failedCheck = {
  id: "overwrite-check-failed",
  title: "The daily check for overwritten logs failed",
  why: "A log was overwritten, or the check could not run. See the reason. A cancelled query has no reason.",
  runbook: "logs-overwritten",
} as const satisfies QueryFailureKind;

export const queryFailureKinds: readonly QueryFailureKind[] = [unreadableLog, failedCheck];

/**
 * The failures of queries of which people are notified, with the event pattern of each.
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
  // The message contains the address of the object, or an error of the reader such as `HIVE_CURSOR_ERROR`. For a line that is not
  // JSON, it contains no address. A mistake in a query causes neither.
  const unreadable = pattern({
    currentState: ["FAILED"],
    workgroupName: workgroupNames,
    athenaError: { errorMessage: [{ wildcard: "*s3://*" }, { wildcard: "*HIVE_*" }] },
  });
  const ofPeople = { ...unreadableLog, eventPattern: unreadable };
  if (checkWorkgroupName === undefined) return [ofPeople];
  // Matches any reason and any query of the workgroup, so a successful query of someone else cannot hide a failed query
  const failed = pattern({ currentState: ["FAILED", "CANCELLED"], workgroupName: [checkWorkgroupName] });
  return [ofPeople, { ...failedCheck, eventPattern: failed }];
}
