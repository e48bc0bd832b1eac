import { parse, problemsOf } from "../configuration";

test("the version of a configuration is 1 by default", () => {
  expect([parse().version, parse({ version: 1 }).version]).toEqual([1, 1]);
});

test.each([0, 2, 1.5, "1", null])("the version %j is refused", (version) => {
  expect(problemsOf({ version })).toEqual([expect.stringMatching(/^version: expected/)]);
});

test("a later version is refused, and the message says what to install", () => {
  expect(problemsOf({ version: 2 })).toEqual([expect.stringContaining("needs a newer release of trailkeeper")]);
});
