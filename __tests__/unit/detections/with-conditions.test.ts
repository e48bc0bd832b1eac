import { anyOfPatterns, apiCalls } from "../../../detections/calls";
import { parseFilterPattern } from "../../../aws-semantics/filter-pattern/filter-pattern";
import { matches } from "../../../aws-semantics/filter-pattern/filter-predicate";
import { withConditions } from "../../../detections/with-conditions";

test("withConditions adds its conditions to the whole pattern, including every alternative", () => {
  const either = anyOfPatterns(apiCalls("iam", ["CreateUser"]), apiCalls("kms", ["DisableKey"]));
  const pattern = parseFilterPattern(withConditions(either, "$.errorCode NOT EXISTS", "$.readOnly IS FALSE"));
  const first = { eventSource: "iam.amazonaws.com", eventName: "CreateUser", readOnly: false };
  const second = { eventSource: "kms.amazonaws.com", eventName: "DisableKey", readOnly: false };

  expect(matches(pattern, first)).toBe(true);
  expect(matches(pattern, second)).toBe(true);
  expect(matches(pattern, { ...first, errorCode: "AccessDenied" })).toBe(false);
  expect(matches(pattern, { ...second, errorCode: "AccessDenied" })).toBe(false);
  expect(matches(pattern, { ...first, readOnly: true })).toBe(false);
});
