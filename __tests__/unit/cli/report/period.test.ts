import { daysBefore, daysOf, periodOf } from "../../../../cli/report/period";

test.each([
  ["2026-11-23T00:00:00Z", "2026-11-16", "2026-11-22"],
  ["2026-11-22T23:59:59Z", "2026-11-09", "2026-11-15"],
  ["2026-11-24T12:00:00Z", "2026-11-16", "2026-11-22"],
  ["2026-01-01T00:00:00Z", "2025-12-22", "2025-12-28"],
])("the last complete week at %s is from %s to %s", (now, from, to) => {
  expect(periodOf({}, new Date(now))).toEqual({ from, to });
});

test.each([
  ["2026-11-30T23:59:59Z", "2026-10-01", "2026-10-31"],
  ["2026-12-01T00:00:00Z", "2026-11-01", "2026-11-30"],
  ["2026-01-15T00:00:00Z", "2025-12-01", "2025-12-31"],
  ["2028-03-01T00:00:00Z", "2028-02-01", "2028-02-29"],
])("the last complete month at %s is from %s to %s", (now, from, to) => {
  expect(periodOf({ month: true }, new Date(now))).toEqual({ from, to });
});

test.each([
  [{ from: "2026-11-01", to: "2026-12-01" }, undefined],
  [{ from: "2026-11-01", to: "2026-12-02" }, "expected at most 31 days, got 32; write several reports"],
  [{ from: "2026-11-02", to: "2026-11-01" }, "--from 2026-11-02 is after --to 2026-11-01; swap them"],
  [{ from: "2026-11-02" }, "--from and --to must be used together; add the missing option"],
  [{ from: "2026-02-30", to: "2026-03-01" }, "expected a day such as 2026-11-01, got 2026-02-30"],
  [{ from: "2026-11-01", to: "2026-11-1" }, "expected a day such as 2026-11-01, got 2026-11-1"],
])("the period %j is accepted, or refused with the fix", (given, message) => {
  const period = () => periodOf(given, new Date("2026-12-24"));

  if (message === undefined) expect(daysOf(period())).toHaveLength(31);
  else expect(period).toThrow(message);
});

test("daysBefore returns days of earlier months and years", () => {
  expect(daysBefore("2026-01-05", 30)).toBe("2025-12-06");
});
