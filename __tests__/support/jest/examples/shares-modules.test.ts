import { loadedAt } from "./loaded-once";

test("the state of the test framework of earlier files is gone", () => {
  const names = Object.getOwnPropertySymbols(globalThis).map(({ description }) => description);

  expect(names.filter((name) => name === "JEST_STATE_SYMBOL" || name === "EVENT_HANDLERS")).toHaveLength(2);
});

test(`modules loaded at ${loadedAt}`, () => {});
