import { callVolumeUnusual } from "../../../../detections/catalog/call-volume-unusual";
import { parseFilterPattern } from "../../../../aws-semantics/filter-pattern/filter-pattern";
import { matches } from "../../../../aws-semantics/filter-pattern/filter-predicate";
import { urgentEventsOf } from "../../../../detections/urgent-events";
import { account } from "../../../../sample-data/values";

/** The example event of the AWS page about the contents of Insights events. */
const insight = (state: string, insightType = "ApiCallRateInsight") => ({
  eventVersion: "1.08",
  eventTime: "2026-01-15T12:00:00Z",
  awsRegion: "eu-west-1",
  eventID: "55ed45c5-0b0c-4228-9fe5-EXAMPLEc3f4d",
  eventType: "AwsCloudTrailInsight",
  recipientAccountId: account(3),
  sharedEventID: "979c82fe-14d4-4e4c-aa01-EXAMPLE3acee",
  insightDetails: {
    state,
    eventSource: "autoscaling.amazonaws.com",
    eventName: "CompleteLifecycleAction",
    insightType,
    insightContext: { statistics: { baseline: { average: 9.82222e-5 }, insight: { average: 5 }, insightDuration: 1 } },
  },
  eventCategory: "Insight",
});
const fires = (event: object) => matches(parseFilterPattern(callVolumeUnusual.pattern), event);

test.each(["ApiCallRateInsight", "ApiErrorRateInsight"])(
  "the detection matches the start of an insight of type %s",
  (type) => {
    expect(fires(insight("Start", type))).toBe(true);
    expect(fires(insight("End", type))).toBe(false);
  },
);

test("the detection does not match an API call", () => {
  expect(fires({ ...insight("Start"), eventType: "AwsApiCall" })).toBe(false);
  expect(fires({ eventType: "AwsApiCall", eventName: "CompleteLifecycleAction" })).toBe(false);
});

test("the EventBridge rule also matches, with the documented detail type", () => {
  const [urgent] = urgentEventsOf([callVolumeUnusual]);
  const { "detail-type": kinds, detail } = JSON.parse(urgent?.eventPatterns[0] ?? "{}");

  expect(kinds.some(({ suffix }: { suffix: string }) => "AWS Insight via CloudTrail".endsWith(suffix))).toBe(true);
  expect(detail).toEqual({ eventType: ["AwsCloudTrailInsight"], insightDetails: { state: ["Start"] } });
});
