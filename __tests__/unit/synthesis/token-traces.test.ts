import { withoutTokenTraces } from "../../../synthesis/token-traces";

describe("withoutTokenTraces", () => {
  test("returns the result of the function", () => {
    expect(withoutTokenTraces(() => 5)).toBe(5);
  });

  test("records no stack trace for a token", () => {
    const token = { stack: "" };
    withoutTokenTraces(() => Error.captureStackTrace(token));

    expect(token.stack).toBe("");
  });

  test("keeps the stack trace of an error, even if it is read inside", () => {
    expect(withoutTokenTraces(() => new Error("x").stack)).toContain("token-traces.test.ts");
  });

  test("throws an error with its stack trace", () => {
    const fail = () => {
      throw new Error("half done");
    };
    let caught = new Error("none");
    try {
      withoutTokenTraces(fail);
    } catch (error) {
      caught = error as Error;
    }

    expect(caught.stack).toMatch(/^Error: half done\n\s+at fail /);
  });

  test("does not change later stack traces", () => {
    withoutTokenTraces(() => undefined);
    const token = { stack: "" };
    Error.captureStackTrace(token);

    expect(token.stack).toContain("token-traces.test.ts");
  });
});
