import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { detectionsOf } from "../../../config/derived/detections-of";
import { parseFilterPattern } from "../../../detections/filter-pattern/filter-pattern";
import { matches } from "../../../detections/filter-pattern/filter-predicate";
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
  const patterns = new Map(detectionsOf(config).map(({ id, pattern }) => [id, parseFilterPattern(pattern)]));
  const buckets = [...stacks.values()].flatMap((stack) => stack.all(S3Bucket).map(({ bucket }) => String(bucket)));

  test.each([
    ["archive-guard-removed", "DeleteBucketPolicy"],
    ["archive-settings-changed", "PutBucketPublicAccessBlock"],
  ])("is one of those that %s names: %s of it is noticed", (id, eventName) => {
    const pattern = patterns.get(id);
    const unseen = buckets.filter((bucket) => pattern === undefined || !matches(pattern, event(eventName, bucket)));

    expect(unseen).toEqual([]);
    expect(buckets.length).toBeGreaterThan(4);
  });
});
