import { withoutTokenTraces } from "../token-traces";

describe("withoutTokenTraces", () => {
  test("returns what the work returns", () => {
    expect(withoutTokenTraces(() => 5)).toBe(5);
  });

  test("writes out no stack trace meanwhile", () => {
    expect(withoutTokenTraces(() => new Error("x").stack)).toBe("");
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

    expect(new Error("after").stack).toContain("token-traces.test.ts");
  });
});
