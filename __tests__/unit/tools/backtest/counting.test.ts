import { AlarmHistory } from "../../../../tools/backtest/alarm-history";
import { isEventTime } from "../../../../tools/backtest/reading/event-time";
import { Frequent } from "../../../../tools/backtest/frequent";
import { principalOf } from "../../../../tools/backtest/principal";
import { Problems } from "../../../../tools/backtest/problems";
import { SeenIds } from "../../../../tools/backtest/seen-ids";
import { kindOfFile } from "../../../../tools/backtest/reading/trail-key";
import { account, arn } from "../../../support/values";

describe("an alarm", () => {
  const firings = (rows: { threshold?: number; periodSeconds?: number }, ...times: readonly string[]) => {
    const history = new AlarmHistory(rows);
    for (const time of times) history.add(Date.parse(`2026-03-01T${time}Z`));
    return history.firings().map(({ from, to, events }) => `${from.slice(11, 16)} ${to.slice(11, 16)} ${events}`);
  };

  test("goes off in the period of one event, which begins at a multiple of its length", () => {
    expect(firings({}, "10:04:59", "11:05:00")).toEqual(["10:00 10:05 1", "11:05 11:10 1"]);
  });

  test("goes off at the threshold, not below it", () => {
    expect(firings({ threshold: 3 }, "10:00:00", "10:04:59", "10:05:00")).toEqual([]);
    expect(firings({ threshold: 3 }, "10:00:00", "10:02:00", "10:04:59")).toEqual(["10:00 10:05 3"]);
  });

  test("that stays in ALARM is one firing, and one that was quiet between goes off twice", () => {
    expect(firings({}, "10:16:00", "10:01:00", "10:06:00")).toEqual(["10:00 10:10 2", "10:15 10:20 1"]);
  });

  test("has periods of its own length", () => {
    expect(firings({ threshold: 2, periodSeconds: 600 }, "10:04:00", "10:06:00")).toEqual(["10:00 10:10 2"]);
  });

  test("counts a year of periods, and says what it does not count", () => {
    const history = new AlarmHistory({});
    for (let period = 0; period < 110_003; period++) history.add(period * 300_000);
    history.add(0);

    expect(history.uncounted).toBe(3);
    expect(history.firings()).toHaveLength(1);
  });
});

describe("ids", () => {
  test("are recognized when they come again", () => {
    const seen = new SeenIds();

    expect(["a", "b", "a", "", "b", ""].map((id) => seen.isSeen(id))).toEqual([false, false, true, false, true, true]);
  });

  test("are recognized among the last million, and never taken for others", () => {
    const seen = new SeenIds();
    const id = (n: number) => `${n.toString(16).padStart(8, "0")}-0000-4000-8000-00000000000x`;
    let wrong = 0;
    for (let n = 0; n < 2_500_000; n++) if (seen.isSeen(id(n))) wrong++;

    expect(wrong).toBe(0);
    expect([2_499_999, 2_000_000, 1_500_001].map((n) => seen.isSeen(id(n)))).toEqual([true, true, true]);
    expect(seen.isSeen(id(0))).toBe(false);
  });
});

test("names are counted exactly up to 2,000; then the most frequent ones are kept", () => {
  const names = new Frequent();
  for (let n = 0; n < 1_999; n++) names.add(`name-${n}`);
  for (let i = 0; i < 9; i++) names.add("often");
  expect(names.top(1)).toEqual([{ name: "often", events: 9 }]);
  for (let n = 0; n < 10_000; n++) names.add(`other-${n}`);

  expect(names.size).toBeLessThanOrEqual(2_000);
  expect(names.top(1)).toEqual([{ name: "often", events: 9 }]);
  expect(names.top().reduce((sum, { events }) => sum + events, names.others)).toBe(12_008);
});

test("equally frequent names are in the order of the alphabet", () => {
  const names = new Frequent();
  for (const name of ["b", "a", "c", "c"]) names.add(name);

  expect(names.top().map(({ name }) => name)).toEqual(["c", "a", "b"]);
});

const role = (name: string) => arn("sts", "", account(3), `assumed-role/${name}`);
test.each<[unknown, string]>([
  [{ type: "AssumedRole", arn: `${role("deploy")}/run-1` }, role("deploy")],
  [{ arn: `${role("AWSReservedSSO_Admin_1")}/ada@example.com` }, `${role("AWSReservedSSO_Admin_1")}/ada@example.com`],
  [{ arn: arn("iam", "", account(3), "user/ada") }, arn("iam", "", account(3), "user/ada")],
  [{ type: "AWSService", invokedBy: "config.amazonaws.com" }, "config.amazonaws.com"],
  [{ type: "WebIdentityUser", userName: "repo" }, "repo"],
  [{ type: "AWSAccount", principalId: "AIDA", arn: 5 }, "AIDA"],
  [{ type: "Unknown", arn: "" }, "Unknown"],
  [{}, "unknown"],
  [null, "unknown"],
])("the principal of %j is %s", (identity, name) => {
  expect(principalOf(identity)).toBe(name);
});

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
])("%p is a time: %p", (value, isTime) => {
  expect(isEventTime(value)).toBe(isTime);
});

test("problems are named by file and reason, 10,000 of them, and counted beyond", () => {
  const problems = new Problems();
  for (let n = 0; n < 10_001; n++) problems.add(`file-${n}`, "no permission");
  problems.add("file-0", "no permission", "record 5");

  expect(problems.count).toBe(10_002);
  expect(problems.list()).toHaveLength(10_000);
  expect(problems.list()[0]).toEqual({ file: "file-0", reason: "no permission", position: "", count: 2 });
});

const key = (day: string, kind = "CloudTrail", id = account(3)) =>
  `cloudtrail-logs/AWSLogs/o-a1b2c3d4e5/${id}/${kind}/eu-west-1/${day}/${id}_${kind}_eu-west-1_x.json.gz`;
test.each([
  [key("2026/03/04"), {}, "log"],
  [key("2026/03/04", "CloudTrail-Digest"), {}, "digest"],
  ["x_CloudTrail-Digest_eu-west-1.json.gz", {}, "digest"],
  ["events.jsonl", {}, "log"],
  ["events", {}, "log"],
  ["logs/a.csv", {}, "other"],
  ["logs/.DS_Store", {}, "other"],
  [key("2026/03/04"), { from: "2026-03-04", to: "2026-03-04" }, "log"],
  [key("2026/03/03"), { from: "2026-03-04" }, "outside"],
  // Delivered after midnight
  [key("2026/03/05"), { to: "2026-03-04" }, "log"],
  [key("2026/03/06"), { to: "2026-03-04" }, "outside"],
  [key("2026/03/04"), { accounts: [account(3)] }, "log"],
  [key("2026/03/04"), { accounts: [account(4)] }, "outside"],
  ["copied/2026/03/04.json", { accounts: [account(4)], from: "2027-01-01" }, "log"],
] as const)("%s is, for %j, %s", (path, selection, kind) => {
  expect(kindOfFile(path, selection)).toBe(kind);
});
