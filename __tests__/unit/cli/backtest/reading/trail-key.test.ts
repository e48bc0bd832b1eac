import { kindOfFile } from "../../../../../cli/backtest/reading/trail-key";
import { account } from "../../../../../sample-data/values";

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
  [key("2026/03/03"), { from: "2026-03-04" }, "filtered"],
  // Events before midnight may be delivered after midnight
  [key("2026/03/05"), { to: "2026-03-04" }, "log"],
  [key("2026/03/06"), { to: "2026-03-04" }, "filtered"],
  [key("2026/03/04"), { accounts: [account(3)] }, "log"],
  [key("2026/03/04"), { accounts: [account(4)] }, "filtered"],
  ["copied/2026/03/04.json", { accounts: [account(4)], from: "2027-01-01" }, "log"],
] as const)("the key %s with the selection %j is %s", (path, selection, kind) => {
  expect(kindOfFile(path, selection)).toBe(kind);
});
