import { savedQueries } from "../../../../queries/saved-queries";
import { chosenLake, lakeText, quarantineTexts, type Source } from "../../../../cli/query/chosen-lake";
import { catalogOf } from "../../../../cli/query/dry-run";
import { findQuery } from "../../../../cli/query/find-query";
import type { QueryAnswer } from "../../../../cli/query/query-engine";
import { scansOf } from "../../../../cli/query/scan";
import { CommandError } from "../../../../shared/child-process";
import { loadConfig } from "../../../../config/load";

const config = loadConfig("config/example.yaml");
const catalog = catalogOf(config);
const lakeDatabase = "acme_lakehouse";
const rows = [
  ["loaded", "cloudtrail", "2026/02/10", "2026/03/02", null, "9"],
  ["quarantined", "cloudtrail", "2026/02/11", null, null, "3"],
];

interface Given {
  readonly source?: Source;
  readonly database?: string | undefined;
  readonly answer?: () => Promise<QueryAnswer>;
}

const answered = async () => ({ columns: [], types: [], rows, scannedBytes: 0 });

async function choose(name: string, given: Given = {}) {
  const { source, answer = answered } = given;
  const database = "database" in given ? given.database : lakeDatabase;
  const warnings: string[] = [];
  const lake = await chosenLake({
    query: findQuery(savedQueries(), name),
    source,
    queryTarget: { config, catalog, lakeDatabase: database },
    engine: () => ({ answer, stop: async () => undefined }),
    warn: (warning) => warnings.push(warning),
  });
  return { lake, warnings };
}

const notCalled = () => Promise.reject(new Error("the engine was asked"));

test("a query reads the lakehouse for the days that are complete there", async () => {
  const { lake } = await choose("identity-root-activity");

  expect(lake).toMatchObject({ isOnly: false, days: [{ table: "cloudtrail", before: "2026/02/27" }] });
  expect(lake && lakeText(lake)).toEqual([
    "cloudtrail: 2026/02/10 to 2026/02/26 from the lakehouse acme_lakehouse, other days from the archive",
  ]);
});

test.each<[string, string, Given]>([
  ["with --source archive", "identity-root-activity", { source: "archive" }],
  ["if there is no lakehouse", "identity-root-activity", { database: undefined }],
  ["of tables that the lakehouse does not contain", "compliance-resources-without-tag", {}],
])("a query %s does not read the lakehouse", async (_, name, given) => {
  expect((await choose(name, { ...given, answer: notCalled })).lake).toBeUndefined();
});

test("a lakehouse without complete days is not read", async () => {
  const answer = async () => ({
    ...(await answered()),
    rows: [["loaded", "cloudtrail", "2026/03/01", "2026/03/02", null, "9"]],
  });

  expect((await choose("identity-root-activity", { answer })).lake).toBeUndefined();
});

test("a query reads the archive and prints a warning if the lakehouse cannot be read", async () => {
  const answer = () => Promise.reject(new CommandError("table not found"));
  const { lake, warnings } = await choose("identity-root-activity", { answer });

  expect(lake).toBeUndefined();
  expect(warnings).toEqual([
    "cannot read which days the lakehouse has loaded, so the query reads the archive for every day: table not found",
  ]);
  await expect(choose("identity-root-activity", { answer, source: "lakehouse" })).rejects.toThrow("table not found");
});

describe("--source lakehouse", () => {
  test("reads all loaded logs, and prints from which day logs may be missing", async () => {
    const { lake } = await choose("identity-root-activity", { source: "lakehouse" });

    expect(lake?.isOnly).toBe(true);
    expect(lake && lakeText(lake)).toEqual([
      "cloudtrail: only from the lakehouse acme_lakehouse; logs of the days since 2026/02/27 may be missing",
    ]);
  });

  test("--source lakehouse is refused for tables that the lakehouse does not contain, and if there is no lakehouse", async () => {
    await expect(choose("compliance-config-coverage", { source: "lakehouse" })).rejects.toThrow(
      /query compliance-config-coverage reads \w+, which the lakehouse does not contain; omit --source lakehouse/,
    );
    await expect(choose("identity-root-activity", { source: "lakehouse", database: undefined })).rejects.toThrow(
      "there is no lakehouse; set lakehouse.enabled to true, or omit --source lakehouse",
    );
  });
});

test("only unreadable lines of the queried days are reported", async () => {
  const { lake } = await choose("identity-root-activity");
  const { sql } = findQuery(savedQueries(), "identity-root-activity");
  const texts = (from: string, to: string) => lake && quarantineTexts(lake, scansOf(sql, [from, to, "%"], catalog));

  expect(texts("2026/02/11", "2026/02/11")).toEqual([
    "3 lines and objects of 2026/02/11 could not be parsed, so their rows are missing: " +
      `SELECT * FROM "acme_lakehouse"."quarantine" WHERE table_name = 'cloudtrail'`,
  ]);
  expect(texts("2026/02/12", "2026/02/20")).toEqual([]);
});
