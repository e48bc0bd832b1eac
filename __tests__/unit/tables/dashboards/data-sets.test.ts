import { activity, findings, inDatabase } from "../../../../tables/dashboards/data-sets";

test.each([
  [1, 0],
  [14, 13],
])("%i days are today and %i days before it, of every table", (days, before) => {
  for (const { sql } of [activity(days), findings(days)]) {
    expect(sql.match(/WHERE day >= .*/g)).toEqual([
      `WHERE day >= date_format(current_date - INTERVAL '${before}' DAY, '%Y/%m/%d')`,
    ]);
  }
});

test("the calls have nothing that a caller wrote or received, and no address, key or tool", () => {
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

test("a query ends without a semicolon and has no comment: QuickSight makes it a part of its own", () => {
  for (const { sql } of [activity(14), findings(14)]) expect(sql).not.toMatch(/;|--/);
});

test("tables are in the database, and names that the query defines are not", () => {
  const sql = "WITH own AS (\nSELECT 1\nFROM logs\n)\nSELECT 1\n  FROM own\nWHERE a = (\n  SELECT 1 FROM (VALUES 1))";

  expect(inDatabase(sql, "acme_audit", ["own"])).toBe(sql.replace("FROM logs", 'FROM "acme_audit"."logs"'));
});
