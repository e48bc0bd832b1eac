import { tablesNamed, withRelations } from "../../../queries/relations";

const relation = { name: "events", sql: "SELECT * FROM events WHERE account = '1'" };

describe("withRelations", () => {
  test.each([
    ["SELECT 1 FROM events", "WITH events AS (\nSELECT * FROM events WHERE account = '1'\n)\nSELECT 1 FROM events"],
    [
      "WITH a AS (SELECT 1)\nSELECT 2",
      "WITH events AS (\nSELECT * FROM events WHERE account = '1'\n),\na AS (SELECT 1)\nSELECT 2",
    ],
    [
      "-- What.\n-- ? key: id\nSELECT ?",
      "-- What.\n-- ? key: id\nWITH events AS (\nSELECT * FROM events WHERE account = '1'\n)\nSELECT ?",
    ],
  ])("adds relations before the statement %j", (sql, expected) => {
    expect(withRelations(sql, [relation])).toBe(expected);
  });

  test("keeps several relations in order, so that a later relation can read an earlier one", () => {
    const view = { name: "people", sql: "SELECT * FROM events" };

    expect(withRelations("SELECT 1", [relation, view])).toMatch(
      /^WITH events AS \([^]*\),\npeople AS \([^]*\)\nSELECT 1$/,
    );
  });

  test("returns a query unchanged if there are no relations", () => {
    expect(withRelations("-- A.\nSELECT 1;\n", [])).toBe("-- A.\nSELECT 1;\n");
  });
});

test.each([
  ["SELECT 1 FROM a JOIN b USING (c) JOIN a ON true", ["a", "b"]],
  ["-- FROM a\nSELECT 'FROM a' FROM b", ["b"]],
  ["SELECT 1 FROM my_a", []],
  ["SELECT 1\nfrom a", ["a"]],
])("%j reads the relations %j", (sql, names) => {
  expect(tablesNamed(sql, ["a", "b"])).toEqual(names);
});
