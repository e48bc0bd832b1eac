import { ConfigurationError } from "../../../../config/configuration-error";
import { UserError } from "../../../../shared/user-error";
import { BacktestError } from "../../../../cli/backtest/reading/log-file";
import { PolicyError } from "../../../../aws-semantics/iam/policy-error";
import { MissingToolError } from "../../../../local-aws/requirements";
import { CommandError } from "../../../../shared/child-process";
import { reportError } from "../../../../cli/shared/report-error";
import { SynthesizedError } from "../../../../terraform-types/synthesized/synthesized-error";

/** Returns what is printed about an error. */
function printed(error: unknown): string {
  const print = jest.spyOn(console, "error").mockImplementation(() => {});
  reportError(error);
  return print.mock.calls.flat().join("\n");
}

afterEach(() => {
  process.exitCode = undefined;
});

describe("reportError", () => {
  test("prints the message of an error that the user can fix, and ends with exit code 1", () => {
    expect(printed(new UserError("no such folder; use another one"))).toBe("error: no such folder; use another one");
    expect(process.exitCode).toBe(1);
  });

  test.each([
    new BacktestError("wrong"),
    new CommandError("wrong"),
    new ConfigurationError("audit.yaml", ["prefix: wrong"]),
    new MissingToolError("wrong"),
    new PolicyError("wrong"),
    new SynthesizedError("wrong"),
  ])("prints %s without a stack trace", (error) => {
    expect(printed(error)).toBe(`error: ${error.message}`);
  });

  test.each([
    ["of the operating system", { code: "EACCES" }],
    ["of the AWS SDK", { $metadata: {} }],
    ["of credentials", { tryNextLink: true }],
  ])("prints the name and the message of an error %s", (_, properties) => {
    expect(printed(Object.assign(new Error("denied"), { name: "AccessDenied" }, properties))).toBe(
      "error: AccessDenied: denied",
    );
  });

  test("prints how to get credentials if there are none", () => {
    const error = Object.assign(new Error("no providers"), { name: "CredentialsProviderError", tryNextLink: false });

    expect(printed(error)).toBe("error: no AWS credentials: sign in, or set AWS_PROFILE to a profile (no providers)");
  });

  test("keeps line breaks, and escapes other control characters", () => {
    expect(printed(new UserError("first\n\u001B[2Jsecond"))).toBe("error: first\n\\u001b[2Jsecond");
  });

  test.each([new Error("a bug"), new TypeError("a bug"), "a bug", undefined])("throws any other error: %s", (error) => {
    const print = jest.spyOn(console, "error").mockImplementation(() => {});

    expect(() => reportError(error)).toThrow();
    expect(print).not.toHaveBeenCalled();
    expect(process.exitCode).toBeUndefined();
  });
});
