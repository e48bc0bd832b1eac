import { inLakehouse, loadedTables } from "../../../hunts/loaded-tables";
import { parseSql } from "../../support/trino-sql";

const tables = [
  { name: "cloudtrail", dayFormat: "%Y/%m/%d" },
  { name: "flow_logs", dayFormat: "year=%Y/month=%m/day=%d" },
];
const { sql, parameters } = loadedTables("acme_lakehouse", tables);

test("the statement reads the loaded objects and the unparsed lines of each table, and nothing else", () => {
  const { errors, selects } = parseSql(sql);

  expect(errors).toEqual([]);
  expect(selects.flatMap((select) => select.tables.map(({ name }) => name))).toEqual(
    tables.flatMap(() => [
      inLakehouse("acme_lakehouse", "loaded_objects"),
      inLakehouse("acme_lakehouse", "quarantine"),
    ]),
  );
});

test("the statement has a parameter for each `?`, and compares days in the format of their table", () => {
  expect(sql.match(/\?/g)).toHaveLength(parameters.length);
  expect(parameters).toEqual(["today", "from", "to", "today", "from", "to"]);
  for (const { name, dayFormat } of tables) {
    const part = sql.split("UNION ALL").find((one) => one.includes(`SELECT '${name}'`));
    expect(part?.split(`, '%Y/%m/%d'), '${dayFormat}')`)).toHaveLength(4);
  }
});

test("the name of a table in a statement contains its database", () => {
  expect(inLakehouse("acme_lakehouse", "cloudtrail")).toBe('"acme_lakehouse"."cloudtrail"');
});
