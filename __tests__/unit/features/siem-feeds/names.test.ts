import { allFileSources, feedNamesOf, fileSources } from "../../../../features/siem-feeds/names";
import { type LogClass, logClasses } from "../../../../config/schema/log-classes";
import { configOf } from "../../../support/organization";

const everything = configOf("config/examples/everything.yaml", {});
const longest = { ...everything, prefix: "a".repeat(21) };

test("names of feeds are within the limits with the longest prefix and the longest name", () => {
  const [splunk, sentinel] = everything.siemFeeds;
  if (splunk === undefined || sentinel === undefined) throw new Error("the example has two feeds");
  for (const feed of [splunk, sentinel]) {
    const names = feedNamesOf(longest, { ...feed, name: "b".repeat(20) });
    expect(names.roleName.length).toBeLessThanOrEqual(64);
    expect(names.deadLetterQueueName.length).toBeLessThanOrEqual(80);
  }
  expect(feedNamesOf(everything, sentinel).roleName).toMatch(/^OIDC_/);
});

test("the prefixes of one bucket do not overlap, because S3 refuses overlapping notifications", () => {
  const all = fileSources(everything, Object.keys(logClasses) as LogClass[]);
  const entries = all.flatMap(({ archive, keyPrefixes }) => keyPrefixes.map((prefix) => ({ archive, prefix })));

  for (const [i, one] of entries.entries()) {
    for (const [j, other] of entries.entries()) {
      if (i !== j && one.archive === other.archive) expect(other.prefix.startsWith(one.prefix)).toBe(false);
    }
  }
  expect(entries.length).toBeGreaterThan(Object.keys(logClasses).length);
});

test("every class of logs and the trails of external accounts have a notification, and failed deliveries have none", () => {
  const all = fileSources(everything, Object.keys(logClasses) as LogClass[]);

  expect(all.map(({ name }) => name)).toEqual(
    Object.keys(logClasses).flatMap((name) => (name === "trail" ? ["trail", "outsideTrails"] : [name])),
  );
  expect(all.flatMap(({ keyPrefixes }) => keyPrefixes).filter((prefix) => prefix.startsWith("failed"))).toEqual([]);
  expect(fileSources({ ...everything, accounts: { ...everything.accounts, outside: [] } }, ["trail"])).toHaveLength(1);
});

test("a class that two feeds read has one notification", () => {
  expect(allFileSources(everything).filter(({ name }) => name === "trail")).toHaveLength(1);
});
