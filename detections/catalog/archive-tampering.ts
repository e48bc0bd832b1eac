import { anyOf, anyOfPatterns, apiCalls } from "../calls";
import type { Detection } from "../detection";
import { notHousekeeping } from "./housekeeping";

/** How a call is recognized that names a bucket of the archive. */
export interface ArchiveBuckets {
  /** For the metric filter, whose pattern has no room for every name: any of these, each by all of its values. */
  readonly filter: readonly (readonly string[])[];

  /** For the rule of EventBridge: any of these values. */
  readonly rule: readonly string[];
}

/** The buckets of any organization, for the catalog. A deployment knows its own. AWS WAF names the beginning of one. */
const likeArchive = [
  ...["trail-archive", "config-archive", "service-logs", "access-logs", "query-results"].map((name) => `*-${name}-*`),
  "aws-waf-logs-*",
];
export const anyArchive: ArchiveBuckets = { filter: likeArchive.map((value) => [value]), rule: likeArchive };

/** Somebody takes away what guards the buckets of the archive. */
export function archiveGuardRemoved(buckets: ArchiveBuckets): Detection {
  return {
    id: "archive-guard-removed",
    title: "What guards the archive was removed or replaced, or somebody tried to",
    why: "Without its policy, lock, versions and lifecycle a bucket of the archive can be emptied.",
    severity: "page",
    track: "pager",
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

/** Somebody changes other settings of the buckets, or what makes tables of them. */
export function archiveSettingsChanged(buckets: ArchiveBuckets): Detection {
  return {
    id: "archive-settings-changed",
    title: "Settings of the archive, or the tables over it, were changed",
    why: "Logs may be copied out, written with a foreign key, no longer logged in turn, or no longer found.",
    severity: "notify",
    track: "pager",
    controls: ["ATT&CK T1685.002", "NIST 800-53 AU-9", "NIST 800-53 CM-3", "PCI DSS 4 10.3.4", "SOC 2 CC7.2"],
    ...patternsOf(buckets, (ofArchive) =>
      anyOfPatterns(
        apiCalls(
          "s3",
          [
            "PutBucketEncryption",
            "PutBucketLogging",
            // Replication, and who pays for requests
            "PutBucketR*",
            "PutBucketAcl",
            "PutBucketPublicAccessBlock",
            "PutBucketO*",
            "PutBucketN*",
          ],
          ofArchive,
        ),
        apiCalls("athena", ["*teWorkGroup"], '$.requestParameters.workGroup = "*-audit"'),
        `{ ($.eventSource = "glue.amazonaws.com") && ${anyOf([
          '$.eventName = "*Database" && $.requestParameters.name = "*_audit"',
          // Tables, their partitions and versions, and crawlers over them
          '$.requestParameters.databaseName = "*_audit"',
        ])} && ($.readOnly IS FALSE) && (${notHousekeeping("crawler")}) }`,
      ),
    ),
  };
}

/** The same pattern for both ways, with the buckets as each has room for them. */
function patternsOf(buckets: ArchiveBuckets, patternOf: (ofArchive: string) => string) {
  const named = (value: string) => `$.requestParameters.bucketName = "${value}"`;
  return {
    pattern: patternOf(anyOf(buckets.filter.map((values) => values.map(named).join(" && ")))),
    rulePattern: patternOf(anyOf(buckets.rule.map(named))),
  };
}
