import { dnsLogsTable } from "../../../../tables/dns-logs";
import { flowLogsTable } from "../../../../tables/flow-logs";
import { sessionTranscriptsTable } from "../../../../tables/session-transcripts";
import { dayOfTable, readLakeDays } from "../../../../cli/query/lake-days";
import { logSource } from "../../../support/catalog";

type Row = readonly (string | null)[];

/** Returns the days that are read from these rows of the job's tables. */
const daysOf = (...rows: Row[]) =>
  readLakeDays({ answer: async () => ({ columns: [], types: [], rows, scannedBytes: 0 }) }, "acme_lakehouse", 3);
const loaded = (first: string | null, newest: string | null, unsettled: string | null = null): Row => [
  "loaded",
  "cloudtrail",
  first,
  newest,
  unsettled,
  "7",
];

test("a day is complete when the job loads no more late logs of that day", async () => {
  expect(await daysOf(loaded("2026/02/20", "2026/03/05"))).toEqual([
    { table: "cloudtrail", first: "2026/02/20", before: "2026/03/02", quarantined: [] },
  ]);
});

test("a day with an incomplete batch of a killed run is not complete, and the later days are not complete either", async () => {
  expect(await daysOf(loaded("2026/02/20", "2026/03/05", "2026/02/25"))).toMatchObject([{ before: "2026/02/25" }]);
  expect(await daysOf(loaded("2026/02/20", "2026/03/05", "2026/03/04"))).toMatchObject([{ before: "2026/03/02" }]);
});

test("a table whose first batch is incomplete has no complete days", async () => {
  expect(await daysOf(loaded(null, null, "2026/02/20"))).toEqual([]);
});

test("days are read in the format of any table", async () => {
  const row: Row = ["loaded", "flow_logs", "year=2026/month=02/day=20", "year=2026/month=03/day=05", null, "7"];

  expect(await daysOf(row)).toMatchObject([{ first: "2026/02/20", before: "2026/03/02" }]);
});

test("quarantined lines are counted by table and day", async () => {
  const quarantined: Row = ["quarantined", "cloudtrail", "2026/02/21", null, null, "3"];
  const ofAnother: Row = ["quarantined", "dns_logs", "2026/02/21", null, null, "4"];

  expect(await daysOf(loaded("2026/02/20", "2026/03/05"), quarantined, ofAnother)).toMatchObject([
    { quarantined: [{ day: "2026/02/21", lines: 3 }] },
  ]);
});

test("a day is printed in the path format of its table", () => {
  expect(dayOfTable(flowLogsTable(logSource), "2026/02/03")).toBe("year=2026/month=02/day=03");
  expect(dayOfTable(dnsLogsTable(logSource), "2026/02/03")).toBe("2026/02/03");
});

test("a table without days fails", () => {
  expect(() => dayOfTable(sessionTranscriptsTable(logSource), "2026/02/03")).toThrow(
    "table session_transcripts of the lakehouse needs a partition of days",
  );
});
