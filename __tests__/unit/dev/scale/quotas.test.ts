import { quotas } from "../../../../dev/scale/quotas";

const enough = (what: string) => quotas().find((one) => one.what.startsWith(what))?.accounts ?? NaN;

test("the quotas are in the order in which they are reached", () => {
  const accounts = quotas().map((one) => one.accounts);

  expect(accounts).toEqual(accounts.toSorted((a, b) => a - b));
});

test.each([
  ["partitions of a table in an Athena query: a month, four regions", 4 * 31, 1_000_000],
  ["partitions of a table in an Athena query: a month, all 34 regions", 34 * 31, 1_000_000],
  ["requests to the key", 4 * 29 * 31, 5_500 * 1_800],
  ["list of accounts in a table", 13, 512_000],
])("%s: one account more than the result exceeds the quota", (what, ofAccount, limit) => {
  expect(enough(what) * ofAccount).toBeLessThanOrEqual(limit);
  expect((enough(what) + 1) * ofAccount).toBeGreaterThan(limit);
});
