import type { LogTable } from "../../../../tables/log-table";
import { type AccountRange, partitionsRead } from "../../../../cli/query/partitions-read";
import { account } from "../../../../sample-data/values";

const partition = (name: string, projection: LogTable["partitions"][number]["projection"]) => ({
  name,
  type: "string",
  comment: "",
  projection,
});
const dates = (firstDay: string) => partition("day", { type: "date", format: "", firstDay });

const table: LogTable = {
  name: "events",
  description: "",
  columns: [],
  partitions: [
    partition("account", { type: "enum", values: [account(1), account(2), account(3)] }),
    partition("region", { type: "enum", values: ["eu-west-1", "us-east-1"] }),
    dates("2026/01/01"),
  ],
  location: "s3://bucket/logs",
  partitionPath: "${account}/Trail/${region}/${day}",
  inputFormat: "",
  outputFormat: "",
  serde: "",
  parameters: {},
};

const now = new Date("2026-03-05T12:00:00Z");
const days = ["2026/02/27", "2026/03/01"] as const;
const read = (values: Record<string, string>, changes: Partial<LogTable> = {}, range: AccountRange = {}) =>
  partitionsRead({ table: { ...table, ...changes }, values, days }, now, range);
const counted = (partitions: LogTable["partitions"], between: readonly [string, string] | undefined) =>
  partitionsRead({ table: { ...table, partitions }, values: {}, days: between }, now).partitions;

describe("the planned partitions", () => {
  test("the planned partitions contain every account and region on each day if there are no conditions", () => {
    expect(read({})).toEqual({
      table: "events",
      partitions: 3 * 2 * 3,
      location: "s3://bucket/logs/{3 × account}/Trail/{2 × region}/{3 × day}",
    });
  });

  test("the planned partitions contain one account and region if given, and nothing for an unlisted account", () => {
    expect(read({ account: account(2), region: "us-east-1" })).toEqual({
      table: "events",
      partitions: 3,
      location: `s3://bucket/logs/${account(2)}/Trail/us-east-1/{3 × day}`,
    });
    expect(read({ account: account(9) }).partitions).toBe(0);
  });

  test.each([
    [{}, 3],
    [{ from: account(2) }, 2],
    [{ before: account(2) }, 1],
    [{ from: account(2), before: account(3) }, 1],
    [{ from: account(4) }, 0],
  ])("the planned partitions with the accounts %j contain %i times the days of a region", (range, accounts) => {
    expect(read({ region: "us-east-1" }, {}, range).partitions).toBe(accounts * 3);
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
  ])("the planned partitions from %s to %s contain no day before the first or after today: %i", (from, to, count) => {
    expect(counted([dates("2026/01/01")], [from, to])).toBe(count);
  });

  test("the planned partitions contain every day if the engine cannot compare the days", () => {
    expect(counted([dates("2026/01/01")], undefined)).toBe(64);
  });

  test.each([
    ["2026/01/31", "2026/02/01", 2],
    ["2026/02/01", "2026/02/28", 1],
    ["2025/10/01", "2026/01/01", 1],
    ["2026/02/01", "2026/12/31", 2],
  ])("the planned partitions from %s to %s contain this number of months: %i", (from, to, count) => {
    expect(counted([partition("month", { type: "enum", values: ["2026/01", "2026/02", "2026/03"] })], [from, to])).toBe(
      count,
    );
  });

  test.each(["2026/2/27", "year=2026/month=02/day=27"])("begin on the first day in the format %s", (firstDay) => {
    expect(counted([dates(firstDay)], ["2026/02/01", "2026/03/01"])).toBe(3);
  });

  test("the planned partitions are unknown if an injected partition has no value", () => {
    const partitions = [partition("vpc", { type: "injected" }), ...table.partitions.slice(1, 2)];
    const changes = { partitions, partitionPath: "${vpc}/${region}" };

    expect(read({ vpc: "vpc-1" }, changes).partitions).toBe(2);
    expect(read({}, changes)).toMatchObject({
      partitions: null,
      location: "s3://bucket/logs/{every vpc}/{2 × region}",
    });
  });
});
