import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { archiveBucketNames } from "../../../config/names/names";
import { detectionsOf } from "../../../config/derived/detections-of";
import { parseFilterPattern } from "../../../aws-semantics/filter-pattern/filter-pattern";
import { matches } from "../../../aws-semantics/filter-pattern/filter-predicate";
import { exampleConfigurations } from "../../support/event-rules";
import { organization } from "../../support/organization";

const event = (eventName: string, bucketName: string) => ({
  eventSource: "s3.amazonaws.com",
  eventName,
  readOnly: false,
  sourceIPAddress: "203.0.113.99",
  userIdentity: { type: "AssumedRole" },
  requestParameters: { bucketName },
});

describe.each(exampleConfigurations)("every bucket that %s creates", (path) => {
  const { config, stacks } = organization(path);
  const detections = detectionsOf(config);
  const buckets = [...stacks.values()].flatMap((stack) => stack.all(S3Bucket).map(({ bucket }) => String(bucket)));

  test.each([
    ["archive-guard-removed", "DeleteBucketPolicy"],
    ["archive-settings-changed", "PutBucketPublicAccessBlock"],
  ])(
    `every bucket that ${path} creates is protected by %s: %s of the bucket matches the filter and the rule`,
    (id, eventName) => {
      const { pattern = "", rulePattern = "" } = detections.find((detection) => detection.id === id) ?? {};
      const unseenBy = (text: string) =>
        buckets.filter((bucket) => !matches(parseFilterPattern(text), event(eventName, bucket)));

      expect([unseenBy(pattern), unseenBy(rulePattern)]).toEqual([[], []]);
      expect(buckets.length).toBeGreaterThan(4);
    },
  );

  test(`every bucket that ${path} creates is named completely in the EventBridge rule, except access-log buckets, which every account has`, () => {
    const { rulePattern = "" } = detections.find(({ id }) => id === "archive-guard-removed") ?? {};
    const ofLogs = archiveBucketNames(config.prefix, "").accessLogs;

    expect(buckets.filter((bucket) => !rulePattern.includes(`"${bucket}"`) && !bucket.startsWith(ofLogs))).toEqual([]);
  });
});
