import { isThrottled, readRunOutput } from "../../../../cli/deploy/terraform-output";

const lines = (...all: readonly unknown[]) => all.map((line) => JSON.stringify(line)).join("\n");
const changes = { add: 3, change: 1, import: 0, remove: 0, operation: "apply" };
const diagnostic = (severity: string, summary: string, detail = "") => ({
  "@level": severity,
  type: "diagnostic",
  diagnostic: { severity, summary, detail },
});

test("the changes are read from the last summary, because apply prints its summary after the plan's", () => {
  const planned = { type: "change_summary", changes: { ...changes, add: 4, operation: "plan" } };

  expect(readRunOutput(lines({ type: "version" }, planned, { type: "change_summary", changes })).changes).toEqual(
    changes,
  );
});

test("errors are read with summary and detail, and warnings are not errors", () => {
  const text = lines(
    diagnostic("warning", "Deprecated"),
    diagnostic("error", "creating trail", "AccessDenied"),
    diagnostic("error", "No value"),
  );

  expect(readRunOutput(text)).toEqual({ changes: undefined, errors: ["creating trail: AccessDenied", "No value"] });
});

test.each(["", "Initializing the backend...\n", "{ not JSON\n", "panic: runtime error\n{"])(
  "%j contains neither changes nor errors",
  (text) => {
    expect(readRunOutput(text)).toEqual({ changes: undefined, errors: [] });
  },
);

test.each([
  "creating IAM Role: api error Throttling: Rate exceeded",
  "creating rule: ThrottlingException: too fast",
  "TooManyRequestsException: slow down",
  "RequestLimitExceeded: Request limit exceeded.",
  "putting object: api error SlowDown: Please reduce your request rate",
])("an error such as %s is retried", (error) => {
  expect(isThrottled([error])).toBe(true);
});

test.each([
  [[]],
  [["AccessDenied: not authorized"]],
  [["Throttling: Rate exceeded", "AccessDenied: not authorized"]],
  [["MalformedPolicyDocument: field Throttlings is unknown"]],
])("the error %j is not retried", (errors) => {
  expect(isThrottled(errors)).toBe(false);
});
