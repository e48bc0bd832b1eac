import { queryParameters } from "../../../../queries/query-parameters";
import { savedQueries } from "../../../../queries/saved-queries";
import { statementOf } from "../../../../cli/query/statement";

describe("the statement of a query", () => {
  test.each([
    ["SELECT 1", "SELECT 1"],
    ["SELECT 1;\n", "SELECT 1"],
    ["SELECT 1\n;\n", "SELECT 1"],
    ["-- What?\n-- ? key: id\n\n  -- More.\nSELECT ?;", "SELECT ?"],
    ["-- A.\nSELECT 1\n-- kept\nFROM a -- kept too", "SELECT 1\n-- kept\nFROM a -- kept too"],
    ["SELECT 1 -- why?\nFROM a /* or\nb? */ WHERE c", "SELECT 1  \nFROM a   WHERE c"],
    ["SELECT 1; -- enough?", "SELECT 1"],
    ["SELECT '-- ?', \"/* ? */\", ';'", "SELECT '-- ?', \"/* ? */\", ';'"],
  ])("the statement of a query for %j is %j", (sql, expected) => {
    expect(statementOf(sql)).toBe(expected);
  });

  test("the statement of a query for every saved query has no header, no final semicolon, and a `?` only for each parameter", () => {
    for (const { name, sql, parameters } of savedQueries()) {
      const statement = statementOf(sql);
      const outsideTexts = statement.replaceAll(/--[^?\n]*$/gm, "").replaceAll(/'(?:[^']|'')*'/g, "");

      expect([name, outsideTexts.match(/\?/g)?.length ?? 0]).toEqual([name, parameters.length]);
      expect(statement).toMatch(/^(SELECT|WITH)\b/);
      expect(statement).not.toMatch(/;\s*$/);
    }
  });

  test("has the same parameters as the file", () => {
    const sql = "-- A.\n-- ? key: id\nSELECT ? -- really?";

    expect(queryParameters(sql, "a.sql")).toHaveLength(statementOf(sql).match(/\?/g)?.length ?? 0);
  });
});
