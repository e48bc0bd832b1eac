import { anyOf, anyOfPatterns, apiCalls } from "../calls";
import type { Detection } from "../detection";
import { refused } from "../drill";
import { notHousekeeping } from "./housekeeping";

/** Values that match a call on a bucket of the archive. */
export interface ArchiveBuckets {
  /** Values for the metric filter, whose pattern would be too long with every name. All values of one of these lists must match. */
  readonly filter: readonly (readonly string[])[];

  /** Values for the EventBridge rule. One of these values must match. */
  readonly rule: readonly string[];
}

/** Patterns of the buckets in any organization, for the catalog. A deployment replaces them. AWS WAF requires a fixed prefix. */
const likeArchive = [
  ...["trail-archive", "config-archive", "service-logs", "access-logs", "query-results"].map((name) => `*-${name}-*`),
  "aws-waf-logs-*",
];
export const anyArchive: ArchiveBuckets = { filter: likeArchive.map((value) => [value]), rule: likeArchive };

/** Patterns of the workgroups of analysts, responders and checks in any organization, for the catalog. */
export const anyWorkgroups = ["*-audit", "*-responders", "*-checks"];

/** A call on an archive that S3 refuses for every caller. */
const guardDrill = refused(
  "s3",
  "DeleteBucketWebsite",
  "The call contains a wrong account as the owner of the bucket, so S3 refuses it. An archive also has no website.",
  ({ trailBucketName, nobody }) => ({ Bucket: trailBucketName, ExpectedBucketOwner: nobody }),
);

/** A call on a table that does not exist. */
const settingsDrill = refused("glue", "DeleteTable", "No table has this name.", ({ databaseName, name }) => ({
  DatabaseName: databaseName,
  Name: name,
}));

/** Someone removes a protection of the archive's buckets. */
export function archiveGuardRemoved(buckets: ArchiveBuckets): Detection {
  return {
    id: "archive-guard-removed",
    title: "A protection of the archive was removed or replaced, or somebody tried to",
    why: "Without its policy, lock, versions and lifecycle a bucket of the archive can be emptied.",
    severity: "page",
    track: "pager",
    urgentEvent: { widened: "EventBridge cannot combine a prefix and anything-but on one field." },
    drill: guardDrill,
    controls: [
      "ATT&CK T1485.001",
      "ATT&CK T1685.002",
      "NIST 800-53 AU-9",
      "NIST 800-53 AU-11",
      "PCI DSS 4 10.3.2",
      "PCI DSS 4 10.5.1",
      "SOC 2 CC7.2",
    ],
    ...patternsOf(
      buckets,
      (ofArchive) =>
        `{ ($.eventSource = "s3.amazonaws.com") && ${ofArchive} && ${anyOf([
          '$.eventName = "DeleteBucket*" && $.eventName != "DeleteBucketTagging"',
          ...["BucketPolicy", "BucketLifecycle", "BucketObjectLockConfiguration", "ObjectLockConfiguration"].map(
            (what) => `$.eventName = "Put${what}"`,
          ),
          '$.eventName = "PutBucketVersioning" && $.requestParameters.VersioningConfiguration.Status = "Suspended"',
        ])} }`,
    ),
  };
}

/**
 * Someone changes other settings of the buckets of the archive, or changes the tables over them.
 *
 * @param database database of the tables; by default, a pattern for any organization
 */
export function archiveSettingsChanged(
  buckets: ArchiveBuckets,
  workgroups: readonly string[],
  database = "*_audit",
): Detection {
  return {
    id: "archive-settings-changed",
    title: "Settings of the archive, or the tables over it, were changed",
    why: "Logs may be copied to another bucket, or encrypted with a foreign key. Or access to them is no longer logged, or queries miss them.",
    severity: "notify",
    track: "pager",
    drill: settingsDrill,
    controls: ["ATT&CK T1685.002", "NIST 800-53 AU-9", "NIST 800-53 CM-3", "PCI DSS 4 10.3.4", "SOC 2 CC7.2"],
    ...patternsOf(buckets, (ofArchive) =>
      anyOfPatterns(
        // All settings, including those of `archive-guard-removed`, so that settings that S3 adds later match too
        `{ ($.eventSource = "s3.amazonaws.com") && ($.eventName = "PutBucket*") && ($.eventName != "PutBucketTagging") && (${ofArchive}) }`,
        apiCalls(
          "athena",
          ["*teWorkGroup"],
          anyOf(workgroups.map((name) => `$.requestParameters.workGroup = "${name}"`)),
        ),
        `{ ($.eventSource = "glue.amazonaws.com") && ${anyOf([
          `$.eventName = "*Database" && $.requestParameters.name = "${database}"`,
          // Calls on tables, on their partitions and versions, and on crawlers
          `$.requestParameters.databaseName = "${database}"`,
        ])} && ($.readOnly IS FALSE) && (${notHousekeeping("crawler")}) }`,
      ),
    ),
  };
}

/** The patterns for the metric filter and for the EventBridge rule. The limits of both allow a different number of bucket names. */
function patternsOf(buckets: ArchiveBuckets, patternOf: (ofArchive: string) => string) {
  const named = (value: string) => `$.requestParameters.bucketName = "${value}"`;
  return {
    pattern: patternOf(anyOf(buckets.filter.map((values) => values.map(named).join(" && ")))),
    rulePattern: patternOf(anyOf(buckets.rule.map(named))),
  };
}
