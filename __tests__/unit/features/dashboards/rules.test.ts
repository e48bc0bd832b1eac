import { account } from "../../../../sample-data/values";
import { problemsOf } from "../../config/configuration";

const enabled = (settings: object = {}) => ({
  dashboards: { enabled: true, readerGroup: "audit-readers", ...settings },
});

test("dashboards require a group of readers, and may have a group of authors", () => {
  expect(problemsOf(enabled())).toEqual([]);
  expect(problemsOf(enabled({ authorGroup: "audit-authors" }))).toEqual([]);
});

test.each([
  [
    "without readers",
    { readerGroup: undefined },
    "dashboards.readerGroup: required, because otherwise no one could open the dashboard",
  ],
  [
    "with the group of readers as authors",
    { authorGroup: "audit-readers" },
    'dashboards.authorGroup: duplicate of dashboards.readerGroup; use another group; got "audit-readers"',
  ],
  [
    "with groups that would be created in a region other than the region of the groups",
    { createGroups: true, identityRegion: "us-east-1" },
    "dashboards.createGroups: QuickSight creates groups only in its identity region us-east-1",
  ],
])("dashboards fail %s", (_, settings, message) => {
  expect(problemsOf(enabled(settings)).join("\n")).toContain(message);
  expect(problemsOf({ dashboards: { ...enabled(settings).dashboards, enabled: false } })).toEqual([]);
});

test("the groups are created in the home region", () => {
  expect(problemsOf(enabled({ createGroups: true }))).toEqual([]);
});

test("dashboards fail with more partitions than Athena plans for one query", () => {
  const members = Array.from({ length: 5_000 }, (_, i) => ({ name: `m${i}`, id: String(300_000_000_000 + i) }));
  const accounts = { management: account(1), logArchive: account(2), members };
  const problems = problemsOf({
    ...enabled({ days: 90 }),
    accounts,
    regions: ["eu-central-1", "us-east-1", "eu-west-1"],
  });

  expect(problems.join("\n")).toMatch(
    /dashboards\.days: 90 days of every account and region are \d+ partitions, and Athena plans at most 1000000; set \d\d or fewer/,
  );
});

test.each([
  ["readerGroup", "two words", "expected the name of a group of QuickSight"],
  ["namespace", "a/b", "expected the name of a namespace of QuickSight"],
  ["refreshTime", "24:00", "expected a time from 00:00 to 23:59, such as 06:00"],
  ["refreshTime", "6:00", "expected a time from 00:00 to 23:59, such as 06:00"],
  ["days", 1, "expected 2 days or more"],
  ["days", 91, "expected 90 days or fewer"],
  ["scanLimitGigabytes", 0.001, "expected 0.01 or more"],
  ["identityRegion", "Ireland", "expected a region name such as eu-west-1"],
])("dashboards fail with %s: %s", (setting, value, message) => {
  expect(problemsOf(enabled({ [setting]: value })).join("\n")).toContain(message);
});
