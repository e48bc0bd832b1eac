import type { Detection } from "../detection";
import { notDrilled } from "../drill";

/**
 * CloudTrail Insights found an unusual rate of calls or errors. The detection is not in the catalog, because only a trail with
 * `trail.insights` has such events. The trail sends these events to its log group, and CloudTrail sends them to EventBridge as
 * `AWS Insight via CloudTrail`. When the unusual activity ends, Insights sends a second event, which does not match.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-insights-fields-trails.html
 */
export const callVolumeUnusual: Detection = {
  id: "call-volume-unusual",
  title: "CloudTrail Insights found an unusual number of calls or errors",
  why: "An account behaves differently than in the weeks before: a script is out of control, or somebody tries out permissions.",
  severity: "notify",
  track: "pager",
  urgentEvent: { isSent: true },
  drill: notDrilled("CloudTrail Insights compares an hour with a week, and no single call changes its result."),
  controls: ["ATT&CK T1526", "ATT&CK T1580", "NIST 800-53 SI-4", "SOC 2 CC7.2"],
  pattern: '{ ($.eventType = "AwsCloudTrailInsight") && ($.insightDetails.state = "Start") }',
};
