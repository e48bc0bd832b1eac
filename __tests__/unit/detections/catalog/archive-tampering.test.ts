import {
  anyArchive,
  anyWorkgroups,
  archiveGuardRemoved,
  archiveSettingsChanged,
} from "../../../../detections/catalog/archive-tampering";
import { fieldComplexities } from "../../../../aws-semantics/event-pattern/complexity";
import { parseFilterPattern } from "../../../../aws-semantics/filter-pattern/filter-pattern";
import { matches } from "../../../../aws-semantics/filter-pattern/filter-predicate";
import { urgentEventsOf } from "../../../../detections/urgent-events";
import { logTamperingDetections } from "../../../../detections/catalog/tampering-logs";
import { event } from "../../../../sample-data/detection-examples/example";

const buckets = {
  filter: [["acme-*", "*-1"], ["aws-waf-logs-acme-1"], ["acme-access-logs-*"]],
  rule: ["acme-trail-archive-1", "aws-waf-logs-acme-1", "acme-access-logs-*"],
};

describe.each([
  [archiveGuardRemoved(buckets), archiveGuardRemoved(anyArchive), "DeleteBucketPolicy"],
  [archiveSettingsChanged(buckets, ["acme-audit"]), archiveSettingsChanged(anyArchive, anyWorkgroups), "PutBucketAcl"],
])("$id", ({ pattern, rulePattern = "", ...rest }, inCatalog, eventName) => {
  const on = (bucketName: string) => event("s3", eventName, { request: { bucketName } });
  const isNoticed = (text: string, bucket: string) => matches(parseFilterPattern(text), on(bucket));

  test.each(["acme-trail-archive-1", "aws-waf-logs-acme-1", "acme-access-logs-7"])(
    "matches %s in the metric filter and in the EventBridge rule",
    (bucket) => {
      expect([isNoticed(pattern, bucket), isNoticed(rulePattern, bucket)]).toEqual([true, true]);
    },
  );

  test.each([
    "acme-trail-archive-2",
    "x-acme-trail-archive-1",
    "aws-waf-logs-acme-12",
    "website",
    "xacme-access-logs-1",
  ])("matches %s neither in the metric filter nor in the EventBridge rule", (bucket) => {
    expect([isNoticed(pattern, bucket), isNoticed(rulePattern, bucket)]).toEqual([false, false]);
  });

  test("matches a bucket with a similar name only in the metric filter", () => {
    expect(isNoticed(pattern, "acme-terraform-state-1")).toBe(true);
    expect(isNoticed(rulePattern, "acme-terraform-state-1")).toBe(false);
  });

  test("has one EventBridge rule, without a wildcard in the name of the bucket", () => {
    const [urgent] = urgentEventsOf([{ ...rest, pattern, rulePattern, severity: "page" }]);
    const complexities = urgent?.eventPatterns.map((text) =>
      fieldComplexities(JSON.parse(text)).get("detail.requestParameters.bucketName"),
    );

    expect(complexities).toEqual([0]);
  });

  test(`${rest.id} contains names in the catalog that match any organization, in filter and rule`, () => {
    expect(logTamperingDetections).toContainEqual(inCatalog);
    expect(inCatalog.rulePattern).toBe(inCatalog.pattern);
  });
});
