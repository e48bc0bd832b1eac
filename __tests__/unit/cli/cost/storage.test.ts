import type { Prices } from "../../../../cli/cost/prices";
import { prices } from "../../../../config/schema/prices";
import { storageCost } from "../../../../cli/cost/storage";
import { daysOfMonth } from "../../../../features/cost";
import { Dice } from "../../../support/dice";

const never = {
  infrequentAccessDays: null,
  glacierInstantRetrievalDays: null,
  glacierDays: null,
  deepArchiveDays: null,
  expireDays: null,
};
const terabyte = { gigabytes: 1_000, files: 1_000 };

test("logs that are never moved cost a month of S3 Standard for each month in which they exist", () => {
  expect(storageCost(terabyte, never, 5, prices)).toEqual({
    gigabytes: 5_000,
    stored: expect.closeTo(5 * 23),
    moves: 0,
  });
});

test("logs cost nothing after they expire", () => {
  const expiring = { ...never, expireDays: 2 * daysOfMonth };

  expect(storageCost(terabyte, expiring, 1, prices).stored).toBeCloseTo(23);
  expect(storageCost(terabyte, expiring, 2, prices).stored).toBeCloseTo(46);
  expect(storageCost(terabyte, expiring, 3, prices)).toEqual(storageCost(terabyte, expiring, 30, prices));
});

test.each([
  ["infrequentAccessDays", 12.5, 0.01],
  ["glacierInstantRetrievalDays", 4, 0.02],
  ["glacierDays", 3.6, 0.03],
  ["deepArchiveDays", 0.99, 0.05],
] as const)(
  "a month in Standard and two months after %s cost their prices, and the transitions of a month",
  (step, price, move) => {
    const { stored, moves } = storageCost(terabyte, { ...never, [step]: daysOfMonth }, 3, prices);

    expect(stored).toBeCloseTo(23 + 2 * price);
    expect(moves).toBeCloseTo(move);
  },
);

test("objects are moved if they have at least 128 KB", () => {
  const moving = { ...never, deepArchiveDays: 1 };
  const files = (bytes: number) => ({ gigabytes: 1, files: 1e9 / bytes });

  expect(storageCost(files(128 * 1024 - 1), moving, 2, prices).moves).toBe(0);
  expect(storageCost(files(128 * 1024), moving, 2, prices).moves).toBeGreaterThan(0);
});

test("a step that is not reached costs nothing", () => {
  expect(storageCost(terabyte, { ...never, deepArchiveDays: 365 }, 12, prices).moves).toBe(0);
  expect(storageCost(terabyte, { ...never, deepArchiveDays: 364 }, 12, prices).moves).toBeGreaterThan(0);
});

test("the storage classes of any lifecycle contain every day of the retention, and no other day", () => {
  const dice = new Dice(1);
  const days = () => (dice.below(3) === 0 ? null : 1 + dice.below(4_000));
  const one = Object.fromEntries(Object.keys(prices).map((name) => [name, 1])) as Prices;
  for (let i = 0; i < 500; i++) {
    const [a, b, c, d] = [days(), days(), days(), days()].toSorted((x, y) => (x ?? Infinity) - (y ?? Infinity));
    const steps = { infrequentAccessDays: a, glacierInstantRetrievalDays: b, glacierDays: c, deepArchiveDays: d };
    const lifecycle = { ...never, ...(steps as typeof never), expireDays: days() };
    const month = 1 + dice.below(240);
    const { gigabytes, stored } = storageCost(terabyte, lifecycle, month, one);

    expect(stored).toBeCloseTo(gigabytes / 1_000, 6);
    expect(gigabytes / 1_000).toBeCloseTo(Math.min(month, (lifecycle.expireDays ?? Infinity) / daysOfMonth), 6);
  }
});
