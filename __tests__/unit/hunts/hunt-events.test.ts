import { huntEvents } from "../../../hunts/hunt-events";
import { sourceColumns } from "../../../hunts/sources";
import { logViews } from "../../../tables/catalog";
import { parseSql } from "../../support/trino-sql";

const sql = huntEvents(["cloudtrail", "cloudtrail_outside"], "day BETWEEN ? AND ?");

const huntColumns = sourceColumns.cloudtrail.columns;

test("each table is read once, and only the days of the condition", () => {
  const { errors, selects } = parseSql(sql);

  expect(errors).toEqual([]);
  const reading = selects.filter(({ tables }) => tables.length > 0);
  expect(reading.flatMap(({ tables }) => tables.map(({ name }) => name))).toEqual(["cloudtrail", "cloudtrail_outside"]);
  for (const { conditions } of reading) expect(conditions).toEqual(["dayBETWEEN?AND?"]);
});

test("hunts have the columns of the view, and additional columns", () => {
  const view = logViews().find(({ name }) => name === "cloudtrail_events");
  const ofView = view?.columns.map(({ name }) => name) ?? [];

  expect(huntColumns.slice(0, ofView.length)).toEqual(ofView);
  expect(huntColumns.slice(ofView.length)).toEqual([
    "principal",
    "is_service",
    "is_refused",
    "is_reading",
    "source_network",
    "is_public",
    "actor",
    "actor_account",
  ]);
  for (const name of huntColumns) expect(sql).toContain(` AS ${name}`);
});
