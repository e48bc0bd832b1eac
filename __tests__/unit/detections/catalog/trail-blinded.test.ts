import { parseFilterPattern } from "../../../../aws-semantics/filter-pattern/filter-pattern";
import { matches } from "../../../../aws-semantics/filter-pattern/filter-predicate";
import { trailBlinded } from "../../../../detections/catalog/trail-blinded";

const { pattern } = trailBlinded({ trail: "*acme-trail", bucket: "acme-archive-1" });
const fires = (eventName: string, fields: object) =>
  matches(parseFilterPattern(pattern), { eventSource: "cloudtrail.amazonaws.com", eventName, ...fields });
const asNow = (change: object) => ({
  responseElements: {
    isOrganizationTrail: true,
    isMultiRegionTrail: true,
    logFileValidationEnabled: true,
    cloudWatchLogsLogGroupArn: "any",
    s3BucketName: "acme-archive-1",
    ...change,
  },
});

test("the detection does not match an update after which the organization trail is still complete", () => {
  expect(fires("UpdateTrail", asNow({}))).toBe(false);
});

test.each([
  ["delivers to a bucket with a name similar to the archive's", { s3BucketName: "x-acme-archive-1" }],
  ["delivers to a bucket whose name begins like the archive's", { s3BucketName: "acme-archive-12" }],
  ["records a single region", { isMultiRegionTrail: false }],
  ["writes no digest files", { logFileValidationEnabled: false }],
  ["delivers to no log group", { cloudWatchLogsLogGroupArn: undefined }],
])("the detection matches when the organization trail %s", (_, change) => {
  expect(fires("UpdateTrail", asNow(change))).toBe(true);
});

test.each(["acme-trail", "an-arn:trail/acme-trail"])(
  "the detection matches new event selectors of %s, by name or by ARN",
  (trailName) => {
    expect(fires("PutEventSelectors", { requestParameters: { trailName } })).toBe(true);
  },
);

test("the detection does not match new event selectors of a team's own trail", () => {
  expect(fires("PutEventSelectors", { requestParameters: { trailName: "team" } })).toBe(false);
});
