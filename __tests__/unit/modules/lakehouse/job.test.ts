import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { jobArguments, jobDescription, jobProgram } from "../../../../modules/lakehouse/job";
import { lakeTables } from "../../../../tables/lake/lake-table";
import { cloudTrailTable } from "../../../../tables/cloudtrail";
import { logSource } from "../../../support/catalog";

const tables = lakeTables([cloudTrailTable(logSource)], { expireDays: () => 400, firstDay: "2026-01-01" });
const bounds = { lateDays: 3, snapshotDays: 5, quarantined: ["s3://acme-trail-archive/forged/"] };
const program = jobProgram();
const argumentsOf = (description: string) =>
  jobArguments({ program, description, database: "lake.acme", maintainHour: 4 });
const partsOf = (args: readonly string[]) => args.slice(args.indexOf("--tables") + 1);

test("the object key of the program contains its full hash, so that another program has another key", () => {
  const hash = createHash("sha256").update(readFileSync(program.file)).digest("hex");

  expect(program).toEqual({ file: "lakehouse/load.py", key: `job/load-${hash}.py`, sha256: hash });
});

test("the description contains the limits and the tables", () => {
  expect(JSON.parse(jobDescription(tables, bounds))).toMatchObject({ ...bounds, tables: [{ name: "cloudtrail" }] });
});

test("the arguments contain the checksum of the program, the database and the hour, and end with the whole description", () => {
  const description = jobDescription(tables, bounds);
  const args = argumentsOf(description);

  expect(args.slice(0, 7)).toEqual([
    "--sha256",
    program.sha256,
    "--database",
    "lake.acme",
    "--maintain-hour",
    "4",
    "--tables",
  ]);
  expect(Buffer.from(partsOf(args).join(""), "base64").toString()).toBe(description);
});

test.each([
  [7_710, [10_280]],
  [7_711, [10_280, 4]],
  [15_420, [10_280, 10_280]],
])("a description of %i bytes is split into arguments of %j characters", (bytes, lengths) => {
  expect(partsOf(argumentsOf("x".repeat(bytes))).map((part) => part.length)).toEqual(lengths);
});

test("the program reads every required value from the description", () => {
  const content = readFileSync(program.file, "utf8");
  const described = JSON.parse(jobDescription(tables, bounds));
  const read = [...content.matchAll(/\b(?:spec|self\.spec|table)(?:\["(\w+)"\]|\.get\("(\w+)"\))/g)].map(
    ([, required, optional]) => required ?? optional ?? "",
  );
  const given = new Set([...Object.keys(described), ...Object.keys(described.tables[0]), "regex"]);

  expect(read.length).toBeGreaterThan(10);
  expect([...new Set(read)].filter((name) => !given.has(name))).toEqual([]);
});

test("the program accepts each of its arguments", () => {
  const content = readFileSync(program.file, "utf8");
  const options = argumentsOf("{}").filter((argument) => argument.startsWith("--"));

  expect(options.length).toBe(4);
  for (const option of options) expect(content).toContain(`add_argument("${option}"`);
});
