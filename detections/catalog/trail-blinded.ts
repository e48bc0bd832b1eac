import { anyOf, anyOfPatterns, apiCalls, succeeded } from "../calls";
import type { Detection } from "../detection";
import { onlyIfItSucceeds } from "../drill";
import { withConditions } from "../with-conditions";

/** Names of the organization trail and of its bucket, as values of a filter pattern. */
export interface TrailNames {
  /** Name of the trail. It begins with an asterisk, because calls contain the name or the ARN. */
  readonly trail: string;

  /** Name of the trail archive. */
  readonly bucket: string;

  /**
   * Name of another trail, which records only data events. The detection also matches changes of its selectors.
   *
   * @default none
   */
  readonly dataEventTrail?: string | undefined;
}

/** Patterns of the default names in any organization, for the catalog. A deployment replaces them with its own names. */
export const anyTrail: TrailNames = { trail: "*-organization-trail", bucket: "*-trail-archive-*" };

/**
 * Someone stops or deletes a trail, or changes the organization trail so that it records or delivers less.
 *
 * A deployment compares the full name of the bucket, because anyone can create a bucket with a similar name.
 */
export function trailBlinded({ trail, bucket, dataEventTrail }: TrailNames): Detection {
  return {
    id: "trail-blinded",
    title: "A trail was stopped or deleted, or the organization trail was narrowed",
    why: "Since this call, some or all API calls are not recorded in the archive, and raise no alarm.",
    severity: "page",
    track: "pager",
    drill: onlyIfItSucceeds,
    controls: ["ATT&CK T1685.002", "NIST 800-53 AU-9", "NIST 800-53 AU-12", "PCI DSS 4 10.2.1.6", "SOC 2 CC7.2"],
    pattern: withConditions(
      anyOfPatterns(
        apiCalls("cloudtrail", ["StopLogging", "DeleteTrail"]),
        // The response shows the trail after the change. The request shows only the changed settings
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
          ...(dataEventTrail === undefined ? [] : [`$.requestParameters.trailName = "${dataEventTrail}"`]),
          "$.requestParameters.eventSelectors[*].includeManagementEvents IS FALSE",
          '$.requestParameters.eventSelectors[*].readWriteType = "ReadOnly"',
        ])} }`,
      ),
      succeeded,
    ),
  };
}
