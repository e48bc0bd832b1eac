/** What people are notified of when a query of the archive fails on an object. */
export const unreadableLog = {
  id: "log-unreadable",
  title: "A query could not read a log",
  why: "Somebody wrote an object that is no log, or that nobody here can decrypt: queries fail, or go on without it.",
} as const;

/** Account and workgroups of queries over the archive. */
export interface ArchiveQueries {
  readonly accountId: string;
  readonly workgroupNames: readonly string[];
}

/**
 * The event pattern of queries that failed on an object in S3. Athena's message has the address of the object. Or it has a
 * reader error such as `HIVE_CURSOR_ERROR` without an address, for example for a line that is not JSON. A mistake in a query
 * causes neither.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/athena-events.html
 */
export function unreadableLogPattern({ accountId, workgroupNames }: ArchiveQueries): string {
  return JSON.stringify({
    source: ["aws.athena"],
    "detail-type": ["Athena Query State Change"],
    account: [accountId],
    detail: {
      currentState: ["FAILED"],
      workgroupName: workgroupNames,
      athenaError: { errorMessage: [{ wildcard: "*s3://*" }, { wildcard: "*HIVE_*" }] },
    },
  });
}
