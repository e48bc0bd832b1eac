import { queryParameters } from "../../../queries/query-parameters";

const parametersOf = (...lines: string[]) => queryParameters(lines.join("\n"), "queries/a.sql");

describe("queryParameters", () => {
  test("queryParameters are empty if the query has no `?`", () => {
    expect(parametersOf("-- Who called.", "SELECT 1;")).toEqual([]);
  });

  test("queryParameters are the parameters of the header, in order", () => {
    expect(
      parametersOf(
        "-- Who called.",
        "-- ? from: first day, such as 2026/11/01",
        "-- ? least = 10: calls at least",
        "SELECT 1 WHERE day >= ? AND n >= CAST(? AS bigint);",
      ),
    ).toEqual([
      { name: "from", description: "first day, such as 2026/11/01" },
      { name: "least", default: "10", description: "calls at least" },
    ]);
  });

  test("queryParameters may contain the same name several times", () => {
    const lines = ["-- ? account: its id", "-- ? account: its id", "SELECT ?, ?;"];

    expect(parametersOf(...lines).map(({ name }) => name)).toEqual(["account", "account"]);
  });

  test.each([
    ["in a string", "SELECT '?', 'it''s ?';"],
    ["in a comment at the end of a line", "SELECT 1; -- why?"],
    ["in a comment of several lines", "/* why?\nhow? */ SELECT 1;"],
    ["in a quoted name", 'SELECT "a?";'],
  ])("queryParameters are not found %s", (_, sql) => {
    expect(parametersOf(sql)).toEqual([]);
  });

  test.each([
    ["-- ? from: first day", "SELECT 1;", "has 0 parameters and describes 1"],
    ["-- Who called.", "SELECT ?;", "has 1 parameters and describes 0"],
    ["-- ? from: first day", "SELECT ?, ?;", "has 2 parameters and describes 1"],
    ["-- ? from", "SELECT ?;", 'has a header line "-- ? from"; write'],
    ["-- ? From: first day", "SELECT ?;", 'has a header line "-- ? From: first day"; write'],
    ["-- ?from: first day", "SELECT ?;", 'has a header line "-- ?from: first day"; write'],
  ])("fails with the header %j and the statement %j", (header, sql, message) => {
    expect(() => parametersOf(header, sql)).toThrow(`queries/a.sql ${message}`);
  });
});
