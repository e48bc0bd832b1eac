import { eventsDeliveredOnce } from "../../../../tables/cloudtrail-events";
import { archivePart, lakePart, onceInBoth, onceInLake } from "../../../../tables/lake/events-once";

const inLake = new Set(["cloudtrail", "cloudtrail_data_events"]);
const both = ["cloudtrail", "cloudtrail_earlier_1"];

test("the view searches a table of the lakehouse for duplicates only in the archive", () => {
  const sql = onceInBoth(inLake)(["cloudtrail"]).join("\n");

  expect(sql.match(/row_number/g)).toHaveLength(1);
  expect(sql).toMatch(new RegExp(`row_number[^\\n]*\\n\\s*FROM ${archivePart("cloudtrail")}\\n`));
  expect(sql).toContain(`SELECT *, BIGINT '1' AS delivery FROM ${lakePart("cloudtrail")}`);
  expect(onceInLake(inLake)(["cloudtrail"])).toEqual(["FROM cloudtrail"]);
});

test.each([
  ["tables that can contain the same events", both],
  ["two tables of the lakehouse that can contain the same events", ["cloudtrail", "cloudtrail_data_events"]],
  ["a table that the lakehouse does not have", ["cloudtrail_outside"]],
])("%s are searched together for duplicates, also rows of the lakehouse", (_, tables) => {
  for (const once of [onceInBoth, onceInLake]) expect(once(inLake)(tables)).toEqual(eventsDeliveredOnce(tables));
});
