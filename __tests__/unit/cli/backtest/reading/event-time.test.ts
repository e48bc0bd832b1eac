import { isEventTime } from "../../../../../cli/backtest/reading/event-time";

test.each<[unknown, boolean]>([
  ["2026-03-01T10:00:00Z", true],
  ["2026-03-01T10:00:00.123Z", true],
  ["2026-03-01T10:00:00", false],
  ["2026-03-01 10:00:00Z", false],
  ["2026-13-01T10:00:00Z", false],
  ["2026-03-01T24:00:00Z", false],
  ["", false],
  [1_772_000_000, false],
  [undefined, false],
])("%o is a valid event time: %o", (value, isTime) => {
  expect(isEventTime(value)).toBe(isTime);
});
