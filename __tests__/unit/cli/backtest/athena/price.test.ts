import { priceOf, priceText, windowCount } from "../../../../../cli/backtest/athena/price";

const estimate = { partitions: 100, listed: 100, bytes: 3e12, uncertainty: 0 };

test("the price contains bytes, queries, dollars and time, before anything is read", () => {
  expect(priceText(priceOf(estimate, 60, 1, true))).toBe(
    [
      "reads 3 TB (100 partitions), once",
      "  in 60 queries, each within the scan limit of the workgroup",
      "  costs about $15",
      "  takes about 50 minutes if Athena reads a gigabyte in a second",
    ].join("\n"),
  );
});

test("an estimate contains its number of partitions, and its possible error", () => {
  const text = priceText(priceOf({ ...estimate, listed: 10, uncertainty: 5e11 }, 1, 2, true));

  expect(text).toContain(
    "about 3 TB (estimated from 10 of 100 partitions, with 95 % probability between 2.5 TB and 3.5 TB)",
  );
  expect(text).toContain("2 times, because the detections do not fit into one statement");
  expect(text).toContain("about $30");
});

test("Athena charges a minimum for each query", () => {
  expect(priceOf({ ...estimate, bytes: 0 }, 100, 1, true).dollars).toBeCloseTo(100 * 0.00005);
  expect(priceOf(estimate, 1, 1, false).dollars).toBe(0);
});

test.each([
  [0, 0, 1],
  [49e9, 0, 1],
  [50e9, 0, 1],
  [51e9, 0, 2],
  [49e9, 10e9, 2],
  [1e12, 0, 20],
])(
  "%d bytes, %d of them uncertain, are read in windows of half the scan limit of 100 GB",
  (bytes, uncertainty, windows) => {
    expect(windowCount({ ...estimate, bytes, uncertainty }, 100e9)).toBe(windows);
  },
);

test("one window exists without a scan limit", () => {
  expect(windowCount(estimate, Infinity)).toBe(1);
});
