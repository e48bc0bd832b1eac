import { answerCsv, answerJson, answerTable, bytesText, costOf } from "../../../../cli/query/answer";

const answer = {
  columns: ["principal", "calls"],
  types: ["varchar", "bigint"],
  rows: [
    ["ana", "3"],
    [null, "12"],
  ],
  scannedBytes: 2_000_000_000,
};
const plain = { width: 80, isColoured: false };

describe("a result as a table", () => {
  test("has a line for each row, and empty cells for null", () => {
    const lines = answerTable(answer, plain).split("\n");

    expect(
      lines.filter((line) => line.includes("│")).map((line) => line.split("│").map((cell) => cell.trim())),
    ).toEqual([
      ["", "principal", "calls", ""],
      ["", "ana", "3", ""],
      ["", "", "12", ""],
    ]);
  });

  test("has colours only if requested", () => {
    expect(answerTable(answer, plain)).not.toContain("\u001B");
    expect(answerTable(answer, { ...plain, isColoured: true })).toContain("\u001B");
  });

  test.each([
    [21, false],
    [20, true],
  ])("a result with %i columns of the terminal is a table that has one value on each line: %s", (width, isRecord) => {
    expect(answerTable(answer, { width, isColoured: false }).startsWith("row 1")).toBe(isRecord);
    expect(answerTable(answer, { width, isColoured: true }).startsWith("row 1")).toBe(isRecord);
  });

  test("prints every value even if it is too wide", () => {
    expect(answerTable(answer, { width: 5, isColoured: false })).toBe(
      "row 1\n  principal  ana\n  calls      3\nrow 2\n  principal  \n  calls      12",
    );
  });
});

describe("untrusted strings in a result", () => {
  const hostile = {
    columns: ["agent\u009B"],
    types: ["varchar"],
    rows: [["\u001B]0;owned\u0007curl\nrow 2\u007F"]],
    scannedBytes: 0,
  };

  test.each([80, 5])("untrusted strings in a result have no effect on a terminal of %i columns", (width) => {
    const drawn = answerTable(hostile, { width, isColoured: false });

    expect(drawn).toContain("agent\\u009b");
    expect(drawn).toContain("\\u001b]0;owned\\u0007curl\\u000arow 2\\u007f");
    expect(drawn.replaceAll("\n", "")).not.toMatch(/\p{Cc}/u);
  });

  test("stay unchanged in JSON", () => {
    expect(JSON.parse(answerJson(hostile)).rows).toEqual([{ "agent\u009B": hostile.rows[0]?.[0] }]);
  });
});

describe("a result as comma-separated values", () => {
  const csv = (...values: (string | null)[]) =>
    answerCsv({ columns: ["a"], types: ["varchar"], rows: [values], scannedBytes: 0 });

  test("begins with the names of the columns", () => {
    expect(answerCsv(answer)).toBe("principal,calls\r\nana,3\r\n,12");
  });

  test.each([
    ["a,b", '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ["two\nlines", '"two\nlines"'],
    ["", '""'],
    [null, ""],
    [" a ", " a "],
    ["=1+1", "'=1+1"],
    ["+1", "'+1"],
    ["-1", "'-1"],
    ["@sum", "'@sum"],
    ["\t=1", "'\t=1"],
    ["\r=1", '"\'\r=1"'],
    ['=HYPERLINK("a","b")', `"'=HYPERLINK(""a"",""b"")"`],
    ["1-1=0", "1-1=0"],
  ])("prints %j as %j", (value, expected) => {
    expect(csv(value)).toBe(`a\r\n${expected}`);
  });
});

test("a result as JSON contains the name of every value, and the cost", () => {
  expect(JSON.parse(answerJson(answer))).toEqual({
    rows: [
      { principal: "ana", calls: "3" },
      { principal: null, calls: "12" },
    ],
    scannedBytes: 2_000_000_000,
    dollars: 0.01,
    unreadable: [],
  });
});

test.each([
  [0, 0.00005],
  [9_999_999, 0.00005],
  [10_000_000, 0.00005],
  [20_000_000, 0.0001],
  [1e12, 5],
])("%d bytes cost %d dollars", (bytes, dollars) => {
  expect(costOf(bytes)).toBeCloseTo(dollars, 10);
});

test.each([
  [0, "0 bytes"],
  [999, "999 bytes"],
  [1_000, "1 kB"],
  [1_234_567, "1.23 MB"],
  [5e12, "5 TB"],
  [7e18, "7000 PB"],
])("%d bytes are printed as %s", (bytes, text) => {
  expect(bytesText(bytes)).toBe(text);
});
