import { readHeader } from "../../../queries/query-header";

const body = { "--": "SELECT 1", "#": "fields eventName" } as const;
const textOf = (mark: "--" | "#", lines: readonly string[]) =>
  [...lines.map((line) => `${mark} ${line}`), body[mark]].join("\n");

describe.each(["--", "#"] as const)("with comments that begin with %s", (mark) => {
  test("the first line describes the query, and the others are fields, parameters or text", () => {
    const header = readHeader(
      textOf(mark, [
        "Who did what: everybody.",
        "Narrow it: the days, one account.",
        "source: cloudtrail",
        "A remark.",
        "? from: first day, such as 2026/11/01",
        "? least = 10: calls: 10 or more",
      ]),
      mark,
    );

    expect(header.description).toBe("Who did what: everybody.");
    expect(header.fields).toEqual([
      ["Narrow it", "the days, one account."],
      ["source", "cloudtrail"],
    ]);
    expect(header.parameters).toEqual([
      {
        name: "from",
        default: undefined,
        description: "first day, such as 2026/11/01",
        line: `${mark} ? from: first day, such as 2026/11/01`,
      },
      {
        name: "least",
        default: "10",
        description: "calls: 10 or more",
        line: `${mark} ? least = 10: calls: 10 or more`,
      },
    ]);
    expect(header.malformed).toEqual([]);
  });

  test("a line that begins as a parameter and is none is malformed", () => {
    const lines = ["Who.", "? From: a day", "? from a day", "? : a day", "?from: a day"];

    const { parameters, malformed } = readHeader(textOf(mark, lines), mark);
    expect(parameters).toEqual([]);
    expect(malformed).toEqual(lines.slice(1).map((line) => `${mark} ${line}`));
  });

  test("fields that exist twice are both returned, in their order", () => {
    expect(readHeader(textOf(mark, ["Who.", "by: account", "by: role"]), mark).fields).toEqual([
      ["by", "account"],
      ["by", "role"],
    ]);
  });

  test.each([
    ["a text without comments", body[mark]],
    ["an empty text", ""],
    ["an empty comment", `${mark} \n`],
  ])("%s has no description", (_, text) => {
    expect(readHeader(text, mark)).toEqual({ description: undefined, fields: [], parameters: [], malformed: [] });
  });
});

test("a comment of another language is no header", () => {
  expect(readHeader("# Who did what.\n# ? from: first day\n", "--").description).toBeUndefined();
});
