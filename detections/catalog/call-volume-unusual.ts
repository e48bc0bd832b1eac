import type { Detection } from "../detection";

/**
 * CloudTrail Insights found an unusual rate of calls or errors. It is not in the catalog: only a trail with
 * `trail.insights` has such events. The trail sends them to its log group, and CloudTrail to EventBridge as
 * `AWS Insight via CloudTrail`. The end of the unusual time is another event, and is left out.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-insights-fields-trails.html
 */
export const callVolumeUnusual: Detection = {
  id: "call-volume-unusual",
  title: "CloudTrail Insights found an unusual number of calls or errors",
  why: "An account does not behave as in the weeks before: a script that runs wild, or somebody who tries what works.",
  severity: "notify",
  track: "pager",
  controls: ["ATT&CK T1526", "ATT&CK T1580", "NIST 800-53 SI-4", "SOC 2 CC7.2"],
  pattern: '{ ($.eventType = "AwsCloudTrailInsight") && ($.insightDetails.state = "Start") }',
};
