import type { AuditConfig } from "../audit-config";

/**
 * Age in days from which Athena cannot read objects of this archive. Their storage class is then Glacier Flexible Retrieval or
 * Deep Archive, and Athena skips them without an error. Undefined if every object stays readable. S3 never moves objects smaller
 * than 128 KB, so results beyond this age are partial, not empty.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/querying-glacier.html
 */
export function readableDays({ archive: { lifecycle } }: AuditConfig): number | undefined {
  const days = [lifecycle.glacierDays, lifecycle.deepArchiveDays].filter((step) => step !== null);
  return days.length === 0 ? undefined : Math.min(...days);
}
