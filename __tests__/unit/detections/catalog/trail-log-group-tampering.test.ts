import { anyTrailLogGroup, trailLogGroupTampering } from "../../../../detections/catalog/trail-log-group-tampering";
import { parseFilterPattern } from "../../../../aws-semantics/filter-pattern/filter-pattern";
import { matches } from "../../../../aws-semantics/filter-pattern/filter-predicate";
import { account, arn } from "../../../../sample-data/values";

const group = "aws-controltower/CloudTrailLogs";
const groupArn = arn("logs", "eu-west-1", account(1), `log-group:${group}`);
const noticedBy = (values: readonly string[], eventName: string, requestParameters: object) =>
  matches(parseFilterPattern(trailLogGroupTampering(values).pattern), {
    eventSource: "logs.amazonaws.com",
    eventName,
    requestParameters,
  });

test.each([
  ["DeleteLogGroup", { logGroupName: group }],
  ["DeleteMetricFilter", { logGroupName: group }],
  ["DisassociateKmsKey", { resourceIdentifier: `${groupArn}:*` }],
  ["PutDataProtectionPolicy", { logGroupIdentifier: groupArn }],
  ["PutRetentionPolicy", { logGroupName: group, retentionInDays: 1 }],
])("the detection matches %s of the trail's log group, and of no other", (eventName, request) => {
  expect(noticedBy([`*${group}*`], eventName, request)).toBe(true);
  expect(noticedBy(["*another-group*"], eventName, request)).toBe(false);
  expect(noticedBy(anyTrailLogGroup, eventName, request)).toBe(false);
});

test("the detection does not match a long retention", () => {
  expect(noticedBy([`*${group}*`], "PutRetentionPolicy", { logGroupName: group, retentionInDays: 365 })).toBe(false);
});
