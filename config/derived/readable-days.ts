import type { AuditConfig } from "../audit-config";
import type { LogClass } from "../schema/log-classes";
import { lifecycleOf } from "./retention";

/**
 * Age in days from which Athena cannot read objects of this class of logs. Their storage class is then Glacier Flexible Retrieval
 * or Deep Archive, and Athena skips these objects without an error. Undefined if every object stays readable. S3 never moves
 * objects smaller than 128 KB, so a query over older days returns some rows, but not all.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/querying-glacier.html
 */
export function readableDays(config: Pick<AuditConfig, "archive">, name: LogClass): number | undefined {
  const { glacierDays, deepArchiveDays } = lifecycleOf(config, name);
  const days = [glacierDays, deepArchiveDays].filter((step) => step !== null);
  return days.length === 0 ? undefined : Math.min(...days);
}
