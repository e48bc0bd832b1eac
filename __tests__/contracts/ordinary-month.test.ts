import { detections } from "../../detections/catalog/all";
import { Backtest } from "../../tools/backtest/backtest";
import { ordinaryMonth } from "../support/ordinary-month";

/**
 * Matching events and alarms of each detection in a month in which nothing bad happens. Those with a threshold may
 * match often, as long as their alarm stays quiet.
 */
const expected: Readonly<Record<string, readonly [events: number, alarms: number]>> = {
  // An operator of each account reads one secret a day. The alarm needs twenty within minutes
  "secrets-read-in-bulk": [168, 0],
  // A preview of a change is taken away by CloudFormation each workday, and by Terraform each week: a bucket, a database
  "data-deleted-in-bulk": [50, 0],
  // The same database, without a last snapshot; whoever has previews excludes them by their names
  "deleted-for-good": [25, 25],
  // The scanner is refused fifteen to twenty times in each account, where a region is closed
  "refused-calls-burst": [684, 0],
  // An auditor mistypes a password twice a week
  "sign-in-failure-burst": [8, 0],
  // The scanner makes five calls of this kind in each account
  "identities-enumerated": [200, 0],
  // Terraform replaces the trust of a role each week
  "trust-or-limits-changed": [4, 4],
  // The baseline of seven accounts is deployed each week, with this role
  "organization-access-role-assumed": [28, 4],
  // Six machines are stopped for each night, two image builders terminate theirs, and a preview's database is deleted
  "mass-deletion": [221, 0],
  // A repository is opened to the account that pulls from it each week
  "compute-opened-to-outsiders": [4, 4],
  // A quota is requested once
  "limits-raised": [1, 1],
  // Terraform writes the policy of a new key each week
  "key-access-changed": [4, 4],
  // A timer rests each week while a database is changed
  "alarm-or-rule-silenced": [4, 4],
  // A preview's log group, alarm and rule are deleted with it
  "monitoring-deleted-in-bulk": [100, 0],
};

const backtest = new Backtest(detections);
beforeAll(() => {
  const refused: string[] = [];
  backtest.take([...ordinaryMonth()], (reason) => refused.push(reason));

  expect(refused).toEqual([]);
});

const notified = () => backtest.tallies.filter(({ detection }) => detection.severity !== "watch");
const tuned = () => notified().filter(({ detection, events }) => detection.track === "pager" && events > 0);

test("a month has more than a hundred thousand events", () => {
  expect(backtest.events).toBeGreaterThan(100_000);
  expect(backtest.duplicates).toBe(0);
});

test("the tuned detections match only expected events of ordinary work", () => {
  const found = tuned().map(({ detection, events, history }) => [detection.id, [events, history.firings().length]]);

  expect(Object.fromEntries(found)).toEqual(expected);
});

test("In a month of ordinary work no tuned detection pages anybody.", () => {
  const alarmsOf = (severity: string) =>
    tuned()
      .filter(({ detection }) => detection.severity === severity)
      .reduce((sum, { history }) => sum + history.firings().length, 0);

  expect({ page: alarmsOf("page"), notify: alarmsOf("notify") }).toEqual({ page: 0, notify: 46 });
});

test("the CIS patterns match ordinary changes all the time, but never page", () => {
  const compliance = notified().filter(({ detection, events }) => detection.track === "compliance" && events > 0);

  expect(compliance.map(({ detection }) => [detection.id, detection.severity])).toEqual([
    ["unauthorized-api-calls", "notify"],
    ["iam-policy-changes", "notify"],
    ["console-sign-in-failures", "notify"],
    ["bucket-policy-changes", "notify"],
    ["security-group-changes", "notify"],
    ["organization-changes", "notify"],
  ]);
});

test("detections of severity watch match ordinary work: shells, images, roles of functions, names, users", () => {
  const watched = backtest.tallies.filter(({ detection, events }) => detection.severity === "watch" && events > 0);

  expect(watched.map(({ detection }) => detection.id)).toEqual([
    "copies-made-of-data",
    "data-access-changes",
    "identity-center-access-changed",
    "role-passed-to-workload",
    "network-edge-changes",
    "machine-shells",
  ]);
});
