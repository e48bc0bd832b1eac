import { anyOf, anyOfPatterns, apiCalls, succeeded } from "../../../detections/calls";
import { parseFilterPattern } from "../../../detections/filter-pattern/filter-pattern";
import { matches } from "../../../detections/filter-pattern/filter-predicate";

const event = (eventSource: string, eventName: string, more: object = {}) => ({
  eventSource,
  eventName,
  readOnly: false,
  ...more,
});
const does = (pattern: string, subject: object) => matches(parseFilterPattern(pattern), subject);

describe("apiCalls", () => {
  const pattern = apiCalls("iam", ["CreateUser", "Delete*"], succeeded, "$.readOnly IS FALSE");

  test("is a pattern with the service, any of the names and all conditions", () => {
    expect(pattern).toBe(
      '{ ($.eventSource = "iam.amazonaws.com") && (($.eventName = "CreateUser") || ($.eventName = "Delete*")) && ($.errorCode NOT EXISTS) && ($.readOnly IS FALSE) }',
    );
  });

  test.each([
    ["a named call", event("iam.amazonaws.com", "CreateUser"), true],
    ["a call whose name begins so", event("iam.amazonaws.com", "DeleteUser"), true],
    ["another call", event("iam.amazonaws.com", "CreateRole"), false],
    ["another service's call of that name", event("rds.amazonaws.com", "CreateUser"), false],
    ["a refused call", event("iam.amazonaws.com", "CreateUser", { errorCode: "AccessDenied" }), false],
    ["a call that only reads", event("iam.amazonaws.com", "CreateUser", { readOnly: true }), false],
  ])("%s: %#", (_, subject, expected) => {
    expect(does(pattern, subject)).toBe(expected);
  });
});

test("calls of services whose names begin alike are one pattern", () => {
  const pattern = apiCalls("sso*", ["CreateUser"]);

  expect(does(pattern, event("sso.amazonaws.com", "CreateUser"))).toBe(true);
  expect(does(pattern, event("sso-directory.amazonaws.com", "CreateUser"))).toBe(true);
  expect(does(pattern, event("iam.amazonaws.com", "CreateUser"))).toBe(false);
});

test("anyOfPatterns matches what any of the patterns matches", () => {
  const either = anyOfPatterns(apiCalls("iam", ["CreateUser"]), apiCalls("kms", ["DisableKey"]));

  expect(does(either, event("iam.amazonaws.com", "CreateUser"))).toBe(true);
  expect(does(either, event("kms.amazonaws.com", "DisableKey"))).toBe(true);
  expect(does(either, event("kms.amazonaws.com", "CreateUser"))).toBe(false);
});

test("anyOf puts its conditions in parentheses, so that no operator outside binds to one of them", () => {
  expect(anyOf(["$.a = 1", "$.b = 2"])).toBe("(($.a = 1) || ($.b = 2))");
});
