import { runQuery, valuesFor } from "../../../local-aws/saved-queries";
import type { Trino } from "../../../local-aws/trino/trino";

const query = (name: string) => ({ name, description: "What.", sql: `SELECT '${name}'`, database: "acme_audit" });

test("a saved query runs as it is deployed, on the copies of the tables for Trino", async () => {
  const answer = { columns: [], rows: [], scannedBytes: 0, scannedRows: 0 };
  const trino = { query: jest.fn().mockResolvedValue(answer) };

  expect(await runQuery(trino as unknown as Trino, query("cost-events"))).toBe(answer);

  expect(trino.query.mock.calls).toEqual([["SELECT 'cost-events'", "acme_audit_trino"]]);
});

test("values are passed as strings, including quotation marks, and the statement ends without a semicolon", async () => {
  const trino = { query: jest.fn() };

  await runQuery(trino as unknown as Trino, { ...query("a"), sql: "SELECT '?' WHERE day = ?;\n" }, [
    "2026/11/01",
    "it's",
  ]);

  expect(trino.query.mock.calls[0]?.[0]).toBe(
    "EXECUTE IMMEDIATE 'SELECT ''?'' WHERE day = ?' USING '2026/11/01', 'it''s'",
  );
});

describe("valuesFor", () => {
  const requested = {
    ...query("a"),
    sql: "-- A.\n-- ? account: id\n-- ? least = 10: calls\n-- ? key: id\nSELECT ?, ?, ?",
  };

  test("returns values in the order of the parameters, with defaults for missing values", () => {
    expect(valuesFor(requested, { key: "AKIA" })).toEqual(["%", "10", "AKIA"]);
  });

  test("fails when a value without a default is missing", () => {
    expect(() => valuesFor(requested)).toThrow("missing parameter: add --param key=… (id");
  });
});
