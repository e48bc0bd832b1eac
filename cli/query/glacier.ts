import { readableDays } from "../../config/derived/readable-days";
import { type LogClass, logClasses } from "../../config/schema/log-classes";
import type { AuditConfig } from "../../config/audit-config";
import { dayNumber, dayNumberOf, dayText } from "./day-number";
import type { Scan } from "./scan";

/** Buckets of the archives, or of their replicas. Replicas have the same lifecycles. */
export type ArchiveBuckets = Readonly<Record<(typeof logClasses)[LogClass]["archive"], string>>;

/**
 * Reason why a query would miss logs that S3 moved to Glacier, with the commands that restore these logs. Undefined if Athena can
 * read all logs of the time range. Athena skips objects in Glacier storage classes without an error.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/querying-glacier.html
 */
export function glacierProblem(
  scans: readonly Scan[],
  { config, buckets }: { readonly config: AuditConfig; readonly buckets: ArchiveBuckets },
  now: Date,
): string | undefined {
  const firstReadableOf = (days: number) => dayNumberOf(now) - days + 1;
  const partial = scans.flatMap((scan) => {
    const days = scan.days && readableDays(config, classOf(scan, buckets));
    return days !== undefined && firstDayOf(scan) < firstReadableOf(days) ? [{ scan, days }] : [];
  });
  if (partial.length === 0) return undefined;
  const moved = partial.map(({ scan }) => scan);
  // The log class that moves first decides from which day on all logs are readable
  const days = Math.min(...partial.map((one) => one.days));
  const firstReadable = firstReadableOf(days);
  const oldest = dayText(Math.min(...moved.map(firstDayOf))).replaceAll("/", "-");
  const from = dayText(firstReadable).replaceAll("/", "-");
  return [
    `the query reads logs since ${oldest}, but S3 moves logs to Glacier after ${days} days, where Athena skips them ` +
      `without an error; use --from ${from} or later, or restore the logs and run the query again with --restored:`,
    ...new Set(moved.map(restoreCommand)),
    "a restore takes up to 12 hours (Deep Archive: 48); for millions of objects use an S3 Batch Operations job",
  ].join("\n  ");
}

/** The class of the logs that a scan reads, from their location. Logs in an unknown bucket have the lifecycle of the trail. */
function classOf({ table }: Scan, buckets: ArchiveBuckets): LogClass {
  const found = Object.entries(logClasses).find(([, { archive, prefixes }]) =>
    (prefixes.length === 0 ? [""] : prefixes).some((prefix) =>
      `${table.location}/`.startsWith(`s3://${buckets[archive]}/${prefix}`),
    ),
  );
  // The inventory lists of versions are in the bucket of the access logs
  const isAccess = table.location.startsWith(`s3://${buckets.accessLogs}/`);
  return (found?.[0] as LogClass | undefined) ?? (isAccess ? "accessLogs" : "trail");
}

function firstDayOf({ days, table }: Scan): number {
  const day = table.partitions.find(({ projection }) => projection.type === "date")?.projection;
  const first = day?.type === "date" ? dayNumber(day.firstDay) : 0;
  return Math.max(first, days ? dayNumber(days[0]) : first);
}

/** Command that restores the Glacier objects in the folder of the scan. */
function restoreCommand({ table, values }: Scan): string {
  const path = `${table.location}/${table.partitionPath}`.replaceAll(
    /\$\{(\w+)\}/g,
    (text, name: string) => values[name] ?? text,
  );
  const [, bucket = "", key = ""] = /^s3:\/\/([^/]+)\/([^$]*)/.exec(path) ?? [];
  const prefix = key.slice(0, key.lastIndexOf("/") + 1);
  return (
    `aws s3api list-objects-v2 --bucket ${bucket} --prefix ${prefix} --output text ` +
    `--query "Contents[?StorageClass=='GLACIER'||StorageClass=='DEEP_ARCHIVE'].[Key]" | ` +
    `xargs -I{} aws s3api restore-object --bucket ${bucket} --key {} ` +
    `--restore-request '{"Days":7,"GlacierJobParameters":{"Tier":"Bulk"}}'`
  );
}
