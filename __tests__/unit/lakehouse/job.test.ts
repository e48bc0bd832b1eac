import { jobDescription, jobProgram } from "../../../lakehouse/job";
import { lakeTables } from "../../../lakehouse/lake-table";
import { cloudTrailTable } from "../../../tables/cloudtrail";
import { logSource } from "../../support/catalog";

const tables = lakeTables([cloudTrailTable(logSource)], { expireDays: () => 400, firstDay: "2026-01-01" });
const bounds = { lateDays: 3, snapshotDays: 5 };

test("the keys change with the content, and only with it", () => {
  const described = jobDescription(tables, bounds);

  expect(jobDescription(tables, bounds)).toEqual(described);
  expect(jobDescription(tables, { ...bounds, lateDays: 4 }).key).not.toBe(described.key);
  expect(jobDescription([], bounds).key).not.toBe(described.key);
  expect(jobProgram().key).toMatch(/^job\/load-[0-9a-f]{16}\.py$/);
});

test("the program reads every value of the description that it needs", () => {
  const { content } = jobProgram();
  const described = JSON.parse(jobDescription(tables, bounds).content);
  const read = [...content.matchAll(/\b(?:spec|self\.spec|table)(?:\["(\w+)"\]|\.get\("(\w+)"\))/g)].map(
    ([, required, optional]) => required ?? optional ?? "",
  );
  const given = new Set([...Object.keys(described), ...Object.keys(described.tables[0]), "regex"]);

  expect(read.length).toBeGreaterThan(10);
  expect([...new Set(read)].filter((name) => !given.has(name))).toEqual([]);
});
