import { readFileSync } from "node:fs";
import { searchSizes } from "../../../../features/search/search-sizes";
import { pipelineUnits, searchEstimate, searchableDays } from "../../../../features/search/estimate";
import { searchPrices } from "../../../../features/search/prices";

const prices = new Map<string, number>(Object.entries(searchPrices));
const price = (name: string) => prices.get(name) ?? 0;

describe("the number of days that a size of the search holds", () => {
  test("uses three quarters of the storage, for two copies, each a tenth larger than the logs", () => {
    // Two nodes of 100 GiB are 214.7 GB
    expect(searchableDays(searchSizes.small, 10)).toBe(7);
    expect(searchableDays(searchSizes.small, 74)).toBe(0);
    expect(searchableDays(searchSizes.large, 100)).toBe(43);
  });
});

test("a pipeline uses one unit for each 150 gigabytes a day, and at least one", () => {
  expect([0, 1, 150, 151, 1_000].map(pipelineUnits)).toEqual([1, 1, 1, 2, 7]);
});

test("the smallest size that holds the days is chosen, or else the largest size with its number of days", () => {
  expect(searchEstimate(10, 7, price)).toMatchObject({ size: "small", units: 1, amount: 210 + 175 });
  expect(searchEstimate(10, 8, price)).toMatchObject({ size: "standard" });
  expect(searchEstimate(1_000, 7, price)).toMatchObject({ size: undefined, mostDays: 4, amount: 4_700 + 7 * 175 });
});

test.each([10, 100, 1_000])("docs/search.md contains the sizes and costs for %d gigabytes a day", (gigabytes) => {
  const whole = (amount: number) => amount.toLocaleString("en-US");
  const cells = [7, 30].map((days) => {
    const { size, mostDays, amount } = searchEstimate(gigabytes, days, price);
    return `\`${size ?? "large"}\`${size ? "" : ` holds ${mostDays} days`}, $${whole(amount)}`;
  });
  const { units } = searchEstimate(gigabytes, 7, price);
  const row = [`${whole(gigabytes)} GB`, ...cells, String(units)].join(" | ");
  const page = readFileSync("docs/search.md", "utf8").replaceAll(/ {2,}/g, " ");

  expect(page).toContain(`| ${row} |`);
});
