import { anyOf, anyPattern, calls, notByService, notFromService, succeeded } from "../../detections/calls";
import { parseFilterPattern } from "../../detections/filter-pattern/filter-pattern";
import { matches } from "../../detections/filter-pattern/filter-predicate";

const event = (eventSource: string, eventName: string, more: object = {}) => ({ eventSource, eventName, ...more });
const does = (pattern: string, subject: object) => matches(parseFilterPattern(pattern), subject);

describe("calls", () => {
  const pattern = calls("iam", ["CreateUser", "Delete*"], succeeded, notByService);

  test("is a pattern of the service, any of the names and every condition", () => {
    expect(pattern).toBe(
      '{ ($.eventSource = "iam.amazonaws.com") && (($.eventName = "CreateUser") || ($.eventName = "Delete*")) && ($.errorCode NOT EXISTS) && ($.userIdentity.invokedBy NOT EXISTS) }',
    );
  });

  test.each([
    ["a named call", event("iam.amazonaws.com", "CreateUser"), true],
    ["a call whose name begins so", event("iam.amazonaws.com", "DeleteUser"), true],
    ["another call", event("iam.amazonaws.com", "CreateRole"), false],
    ["another service's call of that name", event("rds.amazonaws.com", "CreateUser"), false],
    ["a refused call", event("iam.amazonaws.com", "CreateUser", { errorCode: "AccessDenied" }), false],
    ["a service's call", event("iam.amazonaws.com", "CreateUser", { userIdentity: { invokedBy: "x" } }), false],
  ])("%s: %#", (_, subject, expected) => {
    expect(does(pattern, subject)).toBe(expected);
  });
});

test("calls of services whose names begin alike are one pattern", () => {
  const pattern = calls("sso*", ["CreateUser"]);

  expect(does(pattern, event("sso.amazonaws.com", "CreateUser"))).toBe(true);
  expect(does(pattern, event("sso-directory.amazonaws.com", "CreateUser"))).toBe(true);
  expect(does(pattern, event("iam.amazonaws.com", "CreateUser"))).toBe(false);
});

test("a call through a service is told by its address, whoever CloudTrail says invoked it", () => {
  const pattern = calls("iam", ["CreateUser"], notFromService);
  const from = (sourceIPAddress: string, invokedBy: string) =>
    event("iam.amazonaws.com", "CreateUser", { sourceIPAddress, userIdentity: { invokedBy } });

  expect(does(pattern, from("203.0.113.7", "signin.amazonaws.com"))).toBe(true);
  expect(does(pattern, from("cloudformation.amazonaws.com", "cloudformation.amazonaws.com"))).toBe(false);
});

test("anyPattern matches what one of the patterns matches", () => {
  const either = anyPattern(calls("iam", ["CreateUser"]), calls("kms", ["DisableKey"]));

  expect(does(either, event("iam.amazonaws.com", "CreateUser"))).toBe(true);
  expect(does(either, event("kms.amazonaws.com", "DisableKey"))).toBe(true);
  expect(does(either, event("kms.amazonaws.com", "CreateUser"))).toBe(false);
});

test("anyOf puts its conditions in parentheses, so that nothing outside binds to one of them", () => {
  expect(anyOf(["$.a = 1", "$.b = 2"])).toBe("(($.a = 1) || ($.b = 2))");
});

test("notFromService is about the address: a person in a console that calls as signin.amazonaws.com is no service", () => {
  const pattern = calls("rds", ["DeleteDBInstance"], notFromService);
  const from = (sourceIPAddress: string) =>
    event("rds.amazonaws.com", "DeleteDBInstance", {
      sourceIPAddress,
      userIdentity: { invokedBy: "signin.amazonaws.com" },
    });

  expect(does(pattern, from("198.51.100.7"))).toBe(true);
  expect(does(pattern, from("cloudformation.amazonaws.com"))).toBe(false);
});
