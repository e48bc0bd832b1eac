import { cloudTrailTable } from "../../../../../tables/cloudtrail";
import { account } from "../../../../../sample-data/values";
import { estimateScan } from "../../../../../cli/backtest/athena/scan-estimate";

const accountIds = Array.from({ length: 40 }, (_, index) => account(1).replace(/..$/, String(index).padStart(2, "0")));
const table = cloudTrailTable({
  location: "s3://bucket/logs",
  accountIds,
  regions: ["eu-west-1", "us-east-1"],
  firstDay: "2026-01-01",
});
const now = new Date("2026-03-10T12:00:00Z");
const days: readonly [string, string] = ["2026/03/01", "2026/03/10"];
const [first = "", second = ""] = accountIds;

test("each partition is listed once if there are few partitions", async () => {
  const folders: string[] = [];
  const sizeOf = async (folder: string) => folders.push(folder);
  const estimate = await estimateScan({ table, days, accounts: [first, second] }, now, sizeOf);

  expect(estimate).toEqual({ partitions: 40, listed: 40, bytes: (40 * 41) / 2, uncertainty: 0 });
  expect(new Set(folders).size).toBe(40);
  expect(folders).toContain(`s3://bucket/logs/${second}/CloudTrail/us-east-1/2026/03/10/`);
});

test("the listed partitions are spread over accounts, regions and days if there are many, and the estimate is accurate", async () => {
  const folders: string[] = [];
  // Accounts differ by a factor of a hundred, and regions by a factor of three
  const bytesOf = (folder: string) =>
    (1 + (Number(/\/(\d{12})\//.exec(folder)?.[1]) % 100)) * (folder.includes("eu-west-1") ? 3 : 1) * 1_000;
  const sizeOf = async (folder: string) => (folders.push(folder), bytesOf(folder));
  const exact = await estimateScan({ table, days }, now, async (folder) => bytesOf(folder));
  const estimate = await estimateScan({ table, days }, now, sizeOf, 100);

  expect([exact.partitions, exact.listed, estimate.listed]).toEqual([800, 800, 100]);
  expect(new Set(folders.map((folder) => folder.split("/")[4])).size).toBe(40);
  expect(new Set(folders.map((folder) => folder.slice(-3))).size).toBe(10);
  expect(Math.abs(estimate.bytes - exact.bytes)).toBeLessThan(estimate.uncertainty);
  expect(estimate.uncertainty).toBeLessThan(exact.bytes / 2);
});

test("days before the first day of the table and after today have no partitions", async () => {
  const range = { table, accounts: [first] };
  const listed = async (from: string, to: string) =>
    (await estimateScan({ ...range, days: [from, to] }, now, async () => 1)).partitions;

  expect(await listed("2025/12/01", "2026/01/01")).toBe(2);
  expect(await listed("2026/03/10", "2026/12/31")).toBe(2);
  expect(await listed("2026/03/11", "2026/12/31")).toBe(0);
});
