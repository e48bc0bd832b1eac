import { windowsOf } from "../../../../../cli/backtest/athena/windows";

test("one window contains the days of delivery: the days of the events, and the next day", () => {
  expect(windowsOf("2026-02-27", "2026-02-28", 1)).toEqual([["2026/02/27", "2026/03/01"]]);
});

test.each([1, 2, 3, 7, 31, 366, 1_000])("each day is in exactly one of %i windows of similar length", (count) => {
  const windows = windowsOf("2026-01-01", "2026-12-31", count);
  const days = windows.flatMap(([from, to]) => {
    const [first, last] = [from, to].map((day) => Date.parse(day.replaceAll("/", "-")) / 86_400_000);
    return Array.from({ length: Number(last) - Number(first) + 1 }, (_, index) => Number(first) + index);
  });
  const begin = Date.parse("2026-01-01") / 86_400_000;

  expect(days).toEqual(Array.from({ length: 366 }, (_, index) => begin + index));
  expect(windows).toHaveLength(Math.min(count, 366));
});
