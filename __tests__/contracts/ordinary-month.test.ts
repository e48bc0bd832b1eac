import { detections } from "../../detections/catalog/all";
import { Backtest } from "../../cli/backtest/backtest";
import { ordinaryMonth } from "../support/ordinary-month";

/**
 * Matching events and alarms of each detection in a month without attacks. A detection with a threshold may match often
 * if its alarm is not raised.
 */
const expected: Readonly<Record<string, readonly [events: number, alarms: number]>> = {
  // An operator of each account reads one secret a day. The alarm requires twenty within minutes
  "secrets-read-in-bulk": [168, 0],
  // CloudFormation deletes a preview of a change each workday, and Terraform each week: a bucket, a database
  "data-deleted-in-bulk": [50, 0],
  // The same database, without a final snapshot. Users with previews exclude them by their names
  "deleted-for-good": [25, 25],
  // The scanner is refused 15 to 20 times in each account, in a region that is disabled
  "refused-calls-burst": [684, 0],
  // An auditor enters a wrong password twice a week
  "sign-in-failure-burst": [8, 0],
  // The scanner makes five calls of this kind in each account
  "identities-enumerated": [200, 0],
  // Terraform replaces the trust policy of a role each week
  "trust-or-limits-changed": [4, 4],
  // The baseline of seven accounts is deployed each week with this role
  "organization-access-role-assumed": [28, 4],
  // Six instances are stopped each night, two image builders terminate theirs, and the database of a preview is deleted
  "mass-deletion": [221, 0],
  // A repository is shared each week with the account that pulls from it
  "compute-opened-to-outsiders": [4, 4],
  // A quota increase is requested once
  "limits-raised": [1, 1],
  // Terraform writes the policy of a new key each week
  "key-access-changed": [4, 4],
  // A schedule is disabled each week while a database is changed
  "alarm-or-rule-silenced": [4, 4],
  // The log group, alarm and rule of a preview are deleted together with it
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

test("the month of this test has more than a hundred thousand events", () => {
  expect(backtest.events).toBeGreaterThan(100_000);
  expect(backtest.duplicates).toBe(0);
});

test("the tuned detections match only the expected events of ordinary work", () => {
  const found = tuned().map(({ detection, events, history }) => [detection.id, [events, history.firings().length]]);

  expect(Object.fromEntries(found)).toEqual(expected);
});

test("In a month of ordinary work no tuned detection pages anyone.", () => {
  const alarmsOf = (severity: string) =>
    tuned()
      .filter(({ detection }) => detection.severity === severity)
      .reduce((sum, { history }) => sum + history.firings().length, 0);

  expect({ page: alarmsOf("page"), notify: alarmsOf("notify") }).toEqual({ page: 0, notify: 46 });
});

test("the CIS patterns often match ordinary changes, but never page", () => {
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

test("detections of severity watch match ordinary work, such as shells, images, roles of functions, names and users", () => {
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
