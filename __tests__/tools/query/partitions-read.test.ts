import type { LogTable } from "../../../tables/log-table";
import { partitionsRead } from "../../../tools/query/partitions-read";
import { account } from "../../support/values";

const partition = (name: string, projection: LogTable["partitions"][number]["projection"]) => ({
  name,
  type: "string",
  comment: "",
  projection,
});

const table: LogTable = {
  name: "events",
  description: "",
  columns: [],
  partitions: [
    partition("account", { type: "enum", values: [account(1), account(2), account(3)] }),
    partition("region", { type: "enum", values: ["eu-west-1", "us-east-1"] }),
    partition("day", { type: "date", format: "yyyy/MM/dd", firstDay: "2026/01/01" }),
  ],
  location: "s3://bucket/logs",
  partitionPath: "${account}/Trail/${region}/${day}",
  inputFormat: "",
  outputFormat: "",
  serde: "",
  parameters: {},
};
const injected: LogTable = {
  ...table,
  name: "events_by_account",
  partitions: [
    partition("account", { type: "injected" }),
    partition("hour", { type: "integer", from: 0, to: 23, digits: 2 }),
  ],
  partitionPath: "${account}/${hour}",
};

const now = new Date("2026-03-05T12:00:00Z");
const days = { from: "2026/02/27", to: "2026/03/01" };
const read = (limits: Record<string, string>, sql = "SELECT 1 FROM events", tables = [table, injected]) =>
  partitionsRead(sql, { tables, views: [{ name: "people_events", sql: "SELECT * FROM events" }] }, limits, now);

describe("what a question would read", () => {
  test("is every account and region on each of the days, where they are not narrowed", () => {
    expect(read({ ...days, account: "%", region: "%" })).toEqual([
      {
        table: "events",
        partitions: 3 * 2 * 3,
        location: "s3://bucket/logs/{3 × account}/Trail/{2 × region}/{3 × day}",
      },
    ]);
  });

  test("is one account where one is given, on one day", () => {
    const limits = { from: "2026/03/01", to: "2026/03/01", account: account(2), region: "us-east-1" };

    expect(read(limits)).toEqual([
      { table: "events", partitions: 1, location: `s3://bucket/logs/${account(2)}/Trail/us-east-1/{1 × day}` },
    ]);
  });

  test("is without limit where the days are", () => {
    expect(read({ account: account(2) })).toEqual([
      {
        table: "events",
        partitions: null,
        location: `s3://bucket/logs/${account(2)}/Trail/{2 × region}/{every day}`,
      },
    ]);
  });

  test.each([
    ["2025/12/01", "2026/01/02", 2],
    ["2026/01/01", "2026/01/01", 1],
    ["2025/12/31", "2025/12/31", 0],
    ["2025/12/31", "2026/01/01", 1],
    ["2026/03/04", "2026/03/05", 2],
    ["2026/03/05", "2026/03/06", 1],
    ["2026/03/06", "2026/03/07", 0],
    ["2000/01/01", "2099/01/01", 64],
  ])("from %s to %s is no day before the first nor after today: %i", (from, to, count) => {
    expect(read({ from, to, account: account(1), region: "us-east-1" })).toMatchObject([{ partitions: count }]);
  });

  test.each(["2026/2/27", "year=2026/month=02/day=27"])("knows the first day where it is written %s", (firstDay) => {
    const other = { ...table, partitions: [partition("day", { type: "date", format: "", firstDay })] };

    expect(read({ from: "2026/02/01", to: "2026/03/01" }, undefined, [other])).toMatchObject([{ partitions: 3 }]);
  });

  test("needs the account of a table that knows no accounts", () => {
    const sql = "SELECT 1 FROM events_by_account";

    expect(read({ account: account(2) }, sql)).toMatchObject([{ partitions: 24 }]);
    expect(read({ account: "%" }, sql)).toMatchObject([{ partitions: null }]);
    expect(read({}, sql)).toMatchObject([{ partitions: null }]);
  });

  test.each([
    ["SELECT 1 FROM events JOIN events_by_account ON true", ["events", "events_by_account"]],
    ["-- events\nSELECT 1 FROM events_by_account -- events", ["events_by_account"]],
    ["SELECT 1 FROM my_events", []],
    ["SELECT 1 FROM people_events", ["events"]],
    ["SELECT 1 FROM people_events JOIN events ON true", ["events"]],
  ])("is of the tables that %j names", (sql, names) => {
    expect(read(days, sql).map(({ table: name }) => name)).toEqual(names);
  });
});
