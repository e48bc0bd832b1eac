import { withoutTokenTraces } from "../../../synthesis/token-traces";

describe("withoutTokenTraces", () => {
  test("returns what the work returns", () => {
    expect(withoutTokenTraces(() => 5)).toBe(5);
  });

  test("takes no stack trace for a token", () => {
    const token = { stack: "" };
    withoutTokenTraces(() => Error.captureStackTrace(token));

    expect(token.stack).toBe("");
  });

  test("leaves an error its stack trace, even when it is read meanwhile", () => {
    expect(withoutTokenTraces(() => new Error("x").stack)).toContain("token-traces.test.ts");
  });

  test("lets an error through, and its stack trace with it", () => {
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

  test("leaves later stack traces as they were", () => {
    withoutTokenTraces(() => undefined);
    const token = { stack: "" };
    Error.captureStackTrace(token);

    expect(token.stack).toContain("token-traces.test.ts");
  });
});
