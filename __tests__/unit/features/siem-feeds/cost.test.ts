import { prices } from "../../../../config/schema/prices";
import type { LogClass } from "../../../../config/schema/log-classes";
import { feedCharges } from "../../../../features/siem-feeds/cost";
import { feedPrices } from "../../../../features/siem-feeds/prices";

const feed = (...logs: LogClass[]) => ({ name: "splunk", logs });

/** Files and prices from which the charges are computed. */
const basisOf = (files: Partial<Record<LogClass, number>>) => ({
  filesOf: (logClass: LogClass) => files[logClass] ?? 0,
  prices,
  price: (name: string) => new Map<string, number>(Object.entries(feedPrices)).get(name) ?? 0,
});

/** Charges in US dollars, in this order: notifications, files that are read, and requests to keys. */
const amounts = (feeds: Parameters<typeof feedCharges>[0], files: Partial<Record<LogClass, number>>) =>
  feedCharges(feeds, basisOf(files)).map(({ amount }) => amount);

/** The number of data keys in a month, with a new data key every five minutes. */
const keys = (365 / 12) * 288;

test("a million files of the trail are published, queued, read and decrypted once", () => {
  const [announced, read, decrypted] = amounts([feed("trail")], { trail: 1e6 });

  expect(announced).toBeCloseTo(0.5 + 1.2);
  expect(read).toBeCloseTo(0.4);
  expect(decrypted).toBeCloseTo(((1e6 + 5 * keys) / 1e4) * 0.03);
});

test("a second feed of the same class is not published again, but queued, read and decrypted again", () => {
  const [announced, read, decrypted] = amounts([feed("trail"), feed("trail")], { trail: 1e6 });

  expect(announced).toBeCloseTo(0.5 + 2 * 1.2);
  expect(read).toBeCloseTo(2 * 0.4);
  expect(decrypted).toBeCloseTo(((2e6 + 8 * keys) / 1e4) * 0.03);
});

test("a feed of two classes has two topics and one queue", () => {
  const [announced, , decrypted] = amounts([feed("flowLogs", "dnsQueryLogs")], { flowLogs: 1e6, dnsQueryLogs: 2e6 });

  expect(announced).toBeCloseTo(3 * (0.5 + 1.2));
  expect(decrypted).toBeCloseTo(((2 * 2 * keys + 3 * keys) / 1e4) * 0.03);
});

test("files of a bucket with a bucket key are not decrypted one by one, and access logs are not decrypted", () => {
  const [, , ofFlowLogs = 0] = amounts([feed("flowLogs")], { flowLogs: 1e6 });
  const [, , ofAccessLogs = 0] = amounts([feed("accessLogs")], { accessLogs: 1e6 });

  expect(ofFlowLogs).toBeCloseTo(((5 * keys) / 1e4) * 0.03);
  expect(ofAccessLogs).toBeCloseTo(ofFlowLogs);
});

test.each([
  [8759, 5 * 8759],
  [8760, 5 * 8760],
  [8761, 5 * 8760],
])("%i files of a bucket need %i requests for keys, at most one data key every five minutes", (files, requests) => {
  const [, , charge] = feedCharges([feed("flowLogs")], { ...basisOf({}), filesOf: () => files });

  expect(charge?.quantity).toBeCloseTo(requests);
});

test("no charges exist without feeds, or without files", () => {
  expect(amounts([], { trail: 1e6 })).toEqual([0, 0, 0]);
  expect(amounts([feed("trail")], {})).toEqual([0, 0, 0]);
});
