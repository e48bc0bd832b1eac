import { Frequent } from "../../../../cli/backtest/frequent";

test("names are counted exactly up to 2,000 names; beyond that, only the most frequent names are kept", () => {
  const names = new Frequent();
  for (let n = 0; n < 1_999; n++) names.add(`name-${n}`);
  for (let i = 0; i < 9; i++) names.add("often");
  expect(names.top(1)).toEqual([{ name: "often", events: 9 }]);
  for (let n = 0; n < 10_000; n++) names.add(`other-${n}`);

  expect(names.size).toBeLessThanOrEqual(2_000);
  expect(names.top(1)).toEqual([{ name: "often", events: 9 }]);
  expect(names.top().reduce((sum, { events }) => sum + events, names.others)).toBe(12_008);
});

test("equally frequent names are sorted alphabetically", () => {
  const names = new Frequent();
  for (const name of ["b", "a", "c", "c"]) names.add(name);

  expect(names.top().map(({ name }) => name)).toEqual(["c", "a", "b"]);
});
