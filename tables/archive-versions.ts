import { orcLists } from "./formats";
import type { TableLocation, LogTable } from "./log-table";
import { accountPartition, dayPartition, regionPartition } from "./partitions";

/** Values that the table of versions needs. */
export interface VersionListSource extends TableLocation {
  /** Buckets whose versions are listed. */
  readonly bucketNames: readonly string[];

  /** Name of the S3 Inventory configurations, which is part of the path of the lists. */
  readonly listName: string;
}

/**
 * Object versions in archives in which a log can be overwritten. S3 Inventory lists them once a day.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-inventory-athena-query.html
 */
export function archiveVersionsTable(source: VersionListSource): LogTable {
  const { location, accountIds, regions, firstDay, bucketNames, listName } = source;
  return {
    name: "archive_versions",
    description: "Every version of every object in the archives to which roles write, listed once a day",
    // Columns in the order of the list, because Athena may read ORC columns by position
    columns: [
      { name: "bucket", type: "string", comment: "Bucket of the object" },
      { name: "key", type: "string", comment: "Key of the object" },
      { name: "version_id", type: "string", comment: "Version of the object" },
      { name: "is_latest", type: "boolean", comment: "Whether this is the latest version" },
      {
        name: "is_delete_marker",
        type: "boolean",
        comment: "Whether the version is a delete marker, of a deleted or expired object",
      },
      { name: "size", type: "bigint", comment: "Bytes" },
      { name: "last_modified_date", type: "timestamp", comment: "Time of the version" },
    ],
    partitions: [
      accountPartition(accountIds, "Account of the archive"),
      regionPartition(regions, "Region of the archive"),
      {
        name: "archive",
        type: "string",
        comment: "Bucket of the object",
        projection: { type: "enum", values: bucketNames },
      },
      dayPartition(firstDay, "dashed"),
      {
        name: "hour",
        type: "string",
        comment: "Hour and minute at which S3 started the list, such as 01-00",
        projection: { type: "enum", values: hours },
      },
    ],
    location,
    partitionPath: `\${account}/\${region}/\${archive}/${listName}/hive/dt=\${day}-\${hour}`,
    ...orcLists,
    notes: [
      "The list of each day is complete, so a version is in the lists of several days. One day is enough for most queries.",
      "Lists are written while `archive.overwriteCheck.enabled` is true. The first list is written within 48 hours.",
      "If a log expired, its version is not the latest, and the latest version is a delete marker. If a log was overwritten, the key has two versions that are not delete markers.",
    ],
  };
}

/** Possible hours of the lists. S3 does not document when lists begin, but they begin on the hour. */
const hours = Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, "0")}-00`);
