import { configHistoryTable, configSnapshotsTable } from "../../../tables/config-items";
import { folderIn, logSource } from "../../support/catalog";
import { account } from "../../../sample-data/values";

const values = { account: account(1), region: "eu-west-1", day: "2026/1/9" };

describe.each([
  ["config_history", configHistoryTable(logSource), "ConfigHistory"],
  ["config_snapshots", configSnapshotsTable(logSource), "ConfigSnapshot"],
])("%s", (name, table, folder) => {
  test("finds the files at AWS Config's location: no organization, days without leading zeros", () => {
    expect(table.name).toBe(name);
    expect(folderIn(table, values)).toBe(`s3://acme-logs/here/${account(1)}/Config/eu-west-1/2026/1/9/${folder}`);
    expect(table.partitions.at(-1)?.projection).toEqual({ type: "date", format: "yyyy/M/d", firstDay: "2024/3/1" });
  });

  test("reads keys case-sensitively, so that the tags Name and name are different", () => {
    expect(table.serdeParameters?.["case.insensitive"]).toBe("false");
  });

  test("maps every renamed column to AWS Config's key, because the value would be null otherwise", () => {
    const [items] = table.columns.slice(-1);
    const fields = [...(items?.type ?? "").matchAll(/(\w+):/g)].map(([, field = ""]) => field);
    const names = [...table.columns.map((column) => column.name), ...fields];
    const spelledAlike = new Set(["configuration", "tags"]);

    expect(fields.length).toBeGreaterThan(15);
    for (const field of names.filter((candidate) => !spelledAlike.has(candidate))) {
      const mapped = table.serdeParameters?.[`mapping.${field}`];
      expect([field, mapped?.toLowerCase()]).toEqual([field, field]);
    }
    expect(table.serdeParameters?.["mapping.arn"]).toBe("ARN");
  });

  test("documents that the strings of its days are not in order", () => {
    expect(table.notes?.join(" ")).toContain("cannot be compared with");
  });
});
