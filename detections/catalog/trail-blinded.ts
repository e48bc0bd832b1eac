import { anyOf, anyOfPatterns, apiCalls, succeeded } from "../calls";
import type { Detection } from "../detection";
import { withConditions } from "../only";

/** Names of the organization trail and of its bucket, each a value of a filter pattern. */
export interface TrailNames {
  /** Name of the trail. Calls name it by name or by ARN, so it begins with an asterisk. */
  readonly trail: string;

  /** Name of the trail archive. */
  readonly bucket: string;
}

/** The default names of any organization, for the catalog. A deployment knows its own. */
export const anyTrail: TrailNames = { trail: "*-organization-trail", bucket: "*-trail-archive-*" };

/**
 * Somebody stops or deletes a trail, or changes the organization trail so that it records or delivers less.
 *
 * A deployment compares the whole name of the bucket: anybody can create a bucket whose name looks like an archive's.
 */
export function trailBlinded({ trail, bucket }: TrailNames): Detection {
  return {
    id: "trail-blinded",
    title: "A trail was stopped or deleted, or the organization trail was narrowed",
    why: "From then on calls leave no mark, or fewer, in the archive and raise no alarm.",
    severity: "page",
    track: "pager",
    controls: ["ATT&CK T1685.002", "NIST 800-53 AU-9", "NIST 800-53 AU-12", "PCI DSS 4 10.2.1.6", "SOC 2 CC7.2"],
    pattern: withConditions(
      anyOfPatterns(
        apiCalls("cloudtrail", ["StopLogging", "DeleteTrail"]),
        // The answer shows the trail as it is now; the request shows only what it changes
        apiCalls(
          "cloudtrail",
          ["UpdateTrail"],
          "$.responseElements.isOrganizationTrail IS TRUE",
          anyOf([
            "$.responseElements.isMultiRegionTrail IS FALSE",
            "$.responseElements.logFileValidationEnabled IS FALSE",
            "$.responseElements.cloudWatchLogsLogGroupArn NOT EXISTS",
            `$.responseElements.s3BucketName != "${bucket}"`,
          ]),
        ),
        `{ ($.requestParameters.name = "${trail}") && ($.requestParameters.isOrganizationTrail IS FALSE) }`,
        `{ ($.eventName = "PutEventSelectors") && ${anyOf([
          `$.requestParameters.trailName = "${trail}"`,
          "$.requestParameters.eventSelectors[*].includeManagementEvents IS FALSE",
          '$.requestParameters.eventSelectors[*].readWriteType = "ReadOnly"',
        ])} }`,
      ),
      succeeded,
    ),
  };
}
