import { savedQueries } from "../../../../queries/saved-queries";
import { joinedAnswer, orderOf } from "../../../../cli/query/joined-answer";

const answer = (types: readonly string[], ...rows: (string | null)[][]) => ({
  columns: ["a", "b"].slice(0, types.length),
  types,
  rows,
  scannedBytes: 10,
});
const joined = (order: string, type: string, ...parts: (string | null)[][]) => {
  const answers = parts.map((values) => answer([type], ...values.map((value) => [value])));
  return joinedAnswer(`SELECT a FROM t ORDER BY ${order};`, answers).rows.flat();
};

describe("the joined rows of several parts", () => {
  test.each([
    [
      "a LIMIT 9",
      "bigint",
      [
        ["2", "10"],
        ["9", null],
      ],
      ["2", "9", "10", null],
    ],
    [
      "a DESC LIMIT 9",
      "bigint",
      [
        ["10", "2"],
        [null, "9007199254740993", "9007199254740992"],
      ],
      ["9007199254740993", "9007199254740992", "10", "2", null],
    ],
    ["a LIMIT 9", "double", [["1.5E1", "2.0"], ["-1.0"]], ["-1.0", "2.0", "1.5E1"]],
    [
      "a LIMIT 9",
      "varchar",
      [
        ["10", "é"],
        ["9", "Z", "\u{1F600}", "\uFFFD"],
      ],
      ["10", "9", "Z", "é", "\uFFFD", "\u{1F600}"],
    ],
    [
      "a DESC LIMIT 9",
      "timestamp(3)",
      [["2026-11-01 02:00:00.000"], ["2026-11-02 00:00:00.000"]],
      ["2026-11-02 00:00:00.000", "2026-11-01 02:00:00.000"],
    ],
    ["a DESC NULLS LAST LIMIT 9", "bigint", [[null], ["1"]], ["1", null]],
    ["t.a LIMIT 9", "bigint", [["2"], ["1"]], ["1", "2"]],
  ])("ordered by %s, are %s", (order, type, parts, expected) => {
    expect(joined(order, type, ...parts)).toEqual(expected);
  });

  test.each([
    [3, ["1", "2", "3"]],
    [4, ["1", "2", "3", "4"]],
    [5, ["1", "2", "3", "4"]],
  ])("the joined rows of several parts are at most %i", (limit, expected) => {
    expect(joined(`a LIMIT ${limit}`, "bigint", ["1", "4"], ["2", "3"])).toEqual(expected);
  });

  test("the joined rows of several parts are sorted by the second column if the first is equal, and otherwise keep the order of the parts", () => {
    const types = ["varchar", "bigint"];
    const parts = [answer(types, ["x", "2"], ["x", "1"]), answer(types, ["w", "7"], ["x", "9"])];

    expect(joinedAnswer("SELECT a, b FROM t ORDER BY a, b DESC LIMIT 9", parts)).toEqual({
      columns: ["a", "b"],
      types,
      rows: [
        ["w", "7"],
        ["x", "9"],
        ["x", "2"],
        ["x", "1"],
      ],
      scannedBytes: 20,
    });
  });

  test("the joined rows of several parts cannot be sorted by a missing column", () => {
    expect(() => joined("c LIMIT 1", "bigint", ["1"], ["2"])).toThrow("the query orders by c but does not select it");
  });
});

describe("the order of a statement", () => {
  test("the order of a statement is the ORDER BY at its end, and not an ORDER BY in a window function or an array", () => {
    const sql = "SELECT row_number() OVER (ORDER BY x), array_agg(y ORDER BY y) FROM t ORDER BY a DESC, b\nLIMIT 12;\n";

    expect(orderOf(sql)).toEqual({
      terms: [
        { column: "a", isDescending: true },
        { column: "b", isDescending: false },
      ],
      limit: 12,
    });
  });

  test.each([
    "SELECT 1",
    "SELECT 1 ORDER BY a",
    "SELECT 1 LIMIT 1",
    "SELECT 1 ORDER BY lower(a) LIMIT 1",
    "SELECT 1 ORDER BY a NULLS FIRST LIMIT 1",
  ])("fails for %j", (sql) => expect(() => orderOf(sql)).toThrow("cannot split the query, because"));

  test("exists for every saved query", () => {
    for (const { sql } of savedQueries()) expect(orderOf(sql).terms.length).toBeGreaterThan(0);
  });
});
