import { anyOf, anyOfPatterns, apiCalls, succeeded } from "../../../detections/calls";
import { parseFilterPattern } from "../../../aws-semantics/filter-pattern/filter-pattern";
import { matches } from "../../../aws-semantics/filter-pattern/filter-predicate";

const event = (eventSource: string, eventName: string, more: object = {}) => ({
  eventSource,
  eventName,
  readOnly: false,
  ...more,
});
const does = (pattern: string, subject: object) => matches(parseFilterPattern(pattern), subject);

describe("apiCalls", () => {
  const pattern = apiCalls("iam", ["CreateUser", "Delete*"], succeeded, "$.readOnly IS FALSE");

  test("returns a pattern with the service, any of the names and all conditions", () => {
    expect(pattern).toBe(
      '{ ($.eventSource = "iam.amazonaws.com") && (($.eventName = "CreateUser") || ($.eventName = "Delete*")) && ($.errorCode NOT EXISTS) && ($.readOnly IS FALSE) }',
    );
  });

  test.each([
    ["a named call", event("iam.amazonaws.com", "CreateUser"), true],
    ["a call whose name begins with a listed prefix", event("iam.amazonaws.com", "DeleteUser"), true],
    ["a call that is not listed", event("iam.amazonaws.com", "CreateRole"), false],
    ["a call with a listed name of another service", event("rds.amazonaws.com", "CreateUser"), false],
    ["a refused call", event("iam.amazonaws.com", "CreateUser", { errorCode: "AccessDenied" }), false],
    ["a read-only call", event("iam.amazonaws.com", "CreateUser", { readOnly: true }), false],
  ])("matches or does not match %s (row %#)", (_, subject, expected) => {
    expect(does(pattern, subject)).toBe(expected);
  });
});

test("apiCalls with a service prefix matches calls of every service with this prefix", () => {
  const pattern = apiCalls("sso*", ["CreateUser"]);

  expect(does(pattern, event("sso.amazonaws.com", "CreateUser"))).toBe(true);
  expect(does(pattern, event("sso-directory.amazonaws.com", "CreateUser"))).toBe(true);
  expect(does(pattern, event("iam.amazonaws.com", "CreateUser"))).toBe(false);
});

test("anyOfPatterns matches an event if any of the patterns matches it", () => {
  const either = anyOfPatterns(apiCalls("iam", ["CreateUser"]), apiCalls("kms", ["DisableKey"]));

  expect(does(either, event("iam.amazonaws.com", "CreateUser"))).toBe(true);
  expect(does(either, event("kms.amazonaws.com", "DisableKey"))).toBe(true);
  expect(does(either, event("kms.amazonaws.com", "CreateUser"))).toBe(false);
});

test("anyOf puts its conditions in parentheses, so that operators outside apply to the whole", () => {
  expect(anyOf(["$.a = 1", "$.b = 2"])).toBe("(($.a = 1) || ($.b = 2))");
});
