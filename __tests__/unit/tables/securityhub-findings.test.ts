import { securityHubFindingsTable } from "../../../tables/securityhub-findings";
import { folderIn, logSource } from "../../support/catalog";
import { account } from "../../../sample-data/values";

const table = securityHubFindingsTable(logSource);

describe("securityHubFindingsTable", () => {
  test("finds the events by account, region and day of delivery", () => {
    expect(folderIn(table, { account: account(1), region: "eu-west-1", day: "2026/01/31" })).toBe(
      `s3://acme-logs/here/${account(1)}/eu-west-1/2026/01/31`,
    );
  });

  test("renames keys that are names of partitions or invalid column names", () => {
    expect(table.serdeParameters).toEqual({
      "mapping.detailtype": "detail-type",
      "mapping.eventaccount": "account",
      "mapping.eventregion": "region",
    });
    const names = table.columns.map(({ name }) => `mapping.${name}`);
    for (const mapped of Object.keys(table.serdeParameters ?? {})) expect(names).toContain(mapped);
  });

  test("has the fields that saved queries use", () => {
    const detail = table.columns.find(({ name }) => name === "detail")?.type ?? "";

    expect(detail).toMatch(/^struct<findings:array<struct<.*>>>$/);
    for (const field of ["id", "awsaccountid", "severity", "title", "createdat", "updatedat", "resources", "workflow"])
      expect(detail).toMatch(new RegExp(`\\b${field}:`));
  });
});
