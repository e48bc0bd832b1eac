import { archiveVersionsTable } from "../../../tables/archive-versions";
import { folderIn, logSource, typesOf } from "../../support/catalog";
import { account } from "../../../sample-data/values";

const table = archiveVersionsTable({ ...logSource, bucketNames: ["acme-config"], listName: "versions" });

test("archiveVersionsTable finds the list of an archive and a day, whatever the hour", () => {
  const values = { account: account(2), region: "eu-west-1", archive: "acme-config", day: "2026-01-31", hour: "01-00" };

  expect(folderIn(table, values)).toBe(
    `s3://acme-logs/here/${account(2)}/eu-west-1/acme-config/versions/hive/dt=2026-01-31-01-00`,
  );
  const [, , archive, day, hour] = table.partitions.map(({ projection }) => projection);
  expect(archive).toEqual({ type: "enum", values: ["acme-config"] });
  expect(day).toEqual({ type: "date", format: "yyyy-MM-dd", firstDay: "2024-03-01" });
  const hours = hour?.type === "enum" ? hour.values : [];
  expect([hours.length, hours[0], hours[9], hours[23]]).toEqual([24, "00-00", "09-00", "23-00"]);
});

test("archiveVersionsTable has the columns of a list in order, as AWS documents them for ORC", () => {
  expect(typesOf(table)).toEqual([
    "bucket string",
    "key string",
    "version_id string",
    "is_latest boolean",
    "is_delete_marker boolean",
    "size bigint",
    "last_modified_date timestamp",
  ]);
});
