import { opaque } from "../../../queries/query-parameters";
import { overwriteCheck } from "../../../queries/overwrite-check";
import { type SavedQuery, savedQueries } from "../../../queries/saved-queries";
import { unknownColumns, unknownTables } from "../../support/saved-query-checks";
import { parseSql } from "../../support/trino-sql";

const check = overwriteCheck(savedQueries());

test("the check is one valid Trino statement over the table of versions, without parameters", () => {
  const parsed = parseSql(check);

  expect([parsed.errors, unknownTables(parsed), unknownColumns(parsed)]).toEqual([[], [], []]);
  expect(parsed.selects.flatMap(({ tables }) => tables.map(({ name }) => name))).toContain("archive_versions");
  expect(check.replaceAll(opaque, "")).not.toMatch(/[?;]/);
  expect(Buffer.byteLength(check)).toBeLessThanOrEqual(262_144);
});

test("the check runs the saved query over the lists of two days", () => {
  const { sql = "", parameters = [] } = savedQueries().find(({ name }) => name === "data-logs-overwritten") ?? {};
  const values: Record<string, string> = {
    from: "date_format(current_date - INTERVAL '1' DAY, '%Y/%m/%d')",
    to: "date_format(current_date, '%Y/%m/%d')",
    account: "'%'",
    archive: "'%'",
  };
  const [, statement = ""] = /^(?:--.*\n)*([^]*)\nLIMIT 1000;\n$/.exec(sql) ?? [];
  const filled = parameters.reduce((text, { name }) => text.replace("?", () => values[name] ?? "?"), statement);

  expect(check).toContain(`WITH overwritten AS (\n${filled}\n)`);
});

describe("the check fails", () => {
  const saved = (change: Partial<SavedQuery>): SavedQuery => ({
    name: "data-logs-overwritten",
    description: "Which?",
    sql: "-- Which?\nSELECT ?;\n",
    parameters: [{ name: "account", description: "which" }],
    ...change,
  });

  test("the overwrite check fails if the saved query is missing", () => {
    expect(() => overwriteCheck([saved({ name: "another" })])).toThrow(
      "expected the saved query data-logs-overwritten for the check for overwritten logs, got none",
    );
  });

  test("the overwrite check fails if the query has a parameter without a value", () => {
    const unknown = saved({ parameters: [{ name: "address", description: "IP address" }] });

    expect(() => overwriteCheck([unknown])).toThrow(
      "the check for overwritten logs has no value for parameter address of data-logs-overwritten; add a value",
    );
  });
});
