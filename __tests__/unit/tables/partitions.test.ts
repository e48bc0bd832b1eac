import { accountPartition, dayIn, dayPartition, regionPartition } from "../../../tables/partitions";
import { account } from "../../../sample-data/values";

test("account and region partitions list their values", () => {
  expect(accountPartition([account(1), account(2)])).toMatchObject({
    name: "account",
    projection: { type: "enum", values: [account(1), account(2)] },
  });
  expect(regionPartition(["eu-west-1"], "Where")).toEqual({
    name: "region",
    type: "string",
    comment: "Where",
    projection: { type: "enum", values: ["eu-west-1"] },
  });
});

describe("a day partition", () => {
  test.each([
    ["slashed", "2026-01-09", "2026/01/09"],
    ["slashed", "2026-11-20", "2026/11/20"],
    ["unpadded", "2026-01-09", "2026/1/9"],
    ["unpadded", "2026-11-20", "2026/11/20"],
    ["unpadded", "2026-10-01", "2026/10/1"],
    ["hive", "2026-01-09", "year=2026/month=01/day=09"],
  ] as const)("a day partition in the format %s writes %s as %s", (format, day, written) => {
    expect(dayIn(format, day)).toBe(written);
  });

  test.each([
    ["slashed", "yyyy/MM/dd", "2024/03/01"],
    ["unpadded", "yyyy/M/d", "2024/3/1"],
    ["hive", "'year='yyyy'/month='MM'/day='dd", "year=2024/month=03/day=01"],
  ] as const)("a day partition in the format %s is projected as %s from the first day", (written, format, firstDay) => {
    expect(dayPartition("2024-03-01", written).projection).toEqual({ type: "date", format, firstDay });
  });

  test("has the format with slashes by default, and an example", () => {
    expect(dayPartition("2024-03-01")).toEqual(dayPartition("2024-03-01", "slashed"));
    expect(dayPartition("2024-03-01", "unpadded").comment).toContain("2026/1/31");
  });
});
