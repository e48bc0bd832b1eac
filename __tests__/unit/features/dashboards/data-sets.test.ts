import { activity, findings, inDatabase } from "../../../../features/dashboards/data-sets";

test.each([
  [1, 0],
  [14, 13],
])("%i days contain today and the %i days before it, for every table", (days, before) => {
  for (const { sql } of [activity(days), findings(days)]) {
    expect(sql.match(/WHERE day >= .*/g)).toEqual([
      `WHERE day >= date_format(current_date - INTERVAL '${before}' DAY, '%Y/%m/%d')`,
    ]);
  }
});

test("the columns of calls contain no value that a caller wrote or received, and no address, key or user agent", () => {
  const { columns } = activity(14);

  expect(Object.keys(columns)).toEqual([
    "day",
    "account",
    "region",
    "service",
    "principal",
    "denied_call",
    "events",
    "denied",
    "sign_ins",
    "failed_sign_ins",
  ]);
});

test("queries end without a semicolon and contain no comment, because QuickSight embeds them in its own query", () => {
  for (const { sql } of [activity(14), findings(14)]) expect(sql).not.toMatch(/;|--/);
});

test("the database is added to the names of tables, but not to relations that the query defines", () => {
  const sql = "WITH own AS (\nSELECT 1\nFROM logs\n)\nSELECT 1\n  FROM own\nWHERE a = (\n  SELECT 1 FROM (VALUES 1))";

  expect(inDatabase(sql, "acme_audit", ["own"])).toBe(sql.replace("FROM logs", 'FROM "acme_audit"."logs"'));
});
