import { anyOf } from "../calls";
import type { Detection } from "../detection";
import { refused } from "../drill";

/** Pattern of the default name in any organization, for the catalog. A deployment with another log group replaces it. */
export const anyTrailLogGroup: readonly string[] = ["*-organization-trail*"];

/** A call on a metric filter that does not exist. */
const logGroupDrill = refused(
  "cloudwatch-logs",
  "DeleteMetricFilter",
  "No metric filter has this name.",
  ({ trailLogGroupName, name }) => ({ logGroupName: trailLogGroupName, filterName: name }),
);

/**
 * Someone changes the log group that all metric filters read.
 *
 * @param logGroups values of a filter pattern that match the name and the ARN of the log group
 */
export function trailLogGroupTampering(logGroups: readonly string[]): Detection {
  return {
    id: "trail-log-group-tampering",
    title: "The log group of the trail was deleted, shortened, masked or redirected, or somebody tried to",
    why: "Every alarm reads this log group. If an event is missing in the log group, nobody is notified.",
    severity: "page",
    track: "pager",
    drill: logGroupDrill,
    controls: [
      "ATT&CK T1685.002",
      "ATT&CK T1070",
      "NIST 800-53 AU-9",
      "NIST 800-53 SI-4",
      "PCI DSS 4 10.7.2",
      "SOC 2 CC7.2",
    ],
    pattern: `{ ($.eventSource = "logs.amazonaws.com") && ${ofLogGroup(logGroups)} && ${anyOf([
      ...[
        "DeleteLogGroup",
        "DeleteLogStream",
        "DeleteMetricFilter",
        "DeleteSubscriptionFilter",
        "PutSubscriptionFilter",
        "DisassociateKmsKey",
        "PutDataProtectionPolicy",
        "PutTransformer",
      ].map((name) => `$.eventName = "${name}"`),
      '$.eventName = "PutRetentionPolicy" && $.requestParameters.retentionInDays < 90',
      '$.eventName = "PutLogGroupDeletionProtection" && $.requestParameters.deletionProtectionEnabled IS FALSE',
    ])} }`,
  };
}

/** Condition on the log group of a call. The name of the field depends on the API call. */
function ofLogGroup(logGroups: readonly string[]): string {
  const fields = ["logGroupName", "logGroupIdentifier", "resourceIdentifier"];
  return anyOf(fields.flatMap((field) => logGroups.map((value) => `$.requestParameters.${field} = "${value}"`)));
}
