import { YamlFile } from "../../../config/yaml-file";

describe("a merge key", () => {
  test("adds the settings of another section, and the section's own settings take precedence", () => {
    const file = new YamlFile("a: &base { b: 1, c: 2 }\nd:\n  <<: *base\n  c: 3\n");

    expect(file.mistakes()).toEqual([]);
    expect(file.value()).toEqual({ a: { b: 1, c: 2 }, d: { b: 1, c: 3 } });
  });

  test("a merge key may name several sections, of which the first takes precedence", () => {
    expect(new YamlFile("x: &x { a: 1 }\ny: &y { a: 2, b: 3 }\nz:\n  <<: [*x, *y]\n").value()).toMatchObject({
      z: { a: 1, b: 3 },
    });
  });

  test("gives a merged setting the line of the merge key", () => {
    const file = new YamlFile("a: &base\n  b: 1\nd:\n\n  <<: *base\n");

    expect(file.lineOf(["d", "b"])).toBe(5);
  });

  test("a merge key must name a section", () => {
    for (const value of ["3", "[3]", "*b"]) {
      const text = `b: &b [1]\na:\n  <<: ${value}\n`;
      expect(new YamlFile(text).brokenAliases()).toEqual([
        { path: ["a", "<<"], line: 3, text: "<< must be followed by an alias of a section, such as <<: *defaults" },
      ]);
    }
  });
});

describe("a duplicate key", () => {
  test("a duplicate key is reported with both lines, at any depth, once for each repetition", () => {
    const text = "a:\n  b: 1\n  c: 2\n  b: 3\n  b: 4\nd: [0, { e: 1, e: 2 }]\n";
    expect(new YamlFile(text).repeatedKeys()).toEqual([
      { path: ["a", "b"], line: 4, text: "duplicate key, also on line 2; remove one" },
      { path: ["a", "b"], line: 5, text: "duplicate key, also on line 2; remove one" },
      { path: ["d", 1, "e"], line: 6, text: "duplicate key, also on line 6; remove one" },
    ]);
  });

  test("a duplicate key is found even if one of the two keys is quoted", () => {
    expect(new YamlFile('a: 1\n"a": 2\n').repeatedKeys()).toHaveLength(1);
  });

  test("a duplicate key is accepted in another section", () => {
    expect(new YamlFile("a: { c: 1 }\nb: { c: 1 }\n").repeatedKeys()).toEqual([]);
  });
});

describe("an alias", () => {
  test.each([
    ["without an anchor", "a: 1\nb: [0, *c]\n", ["b", 1], "there is no anchor &c before this alias; write the value"],
    [
      "inside its anchor",
      "a: &a\n  b: *a\n",
      ["a", "b"],
      "the anchor &a contains this alias of itself; write the value",
    ],
    ["before its anchor", "a: 1\nb: *c\nc: &c 1\n", ["b"], "there is no anchor &c before this alias; write the value"],
  ])("an alias %s is reported with its path and line", (_, text, path, problem) => {
    const file = new YamlFile(text);

    expect([...file.mistakes(), ...file.brokenAliases()]).toEqual([{ path, line: 2, text: problem }]);
  });

  test("an alias of an earlier anchor is accepted", () => {
    expect(new YamlFile("a: &a [1]\nb: *a\n").brokenAliases()).toEqual([]);
  });
});

test.each([
  ["0123456789", "0123456789"],
  ["0x1F", "0x1F"],
  [".inf", ".inf"],
  ["-.INF", "-.INF"],
  [".nan", ".nan"],
  ["1e400", "1e400"],
  ["1.0", "1.0"],
  ["11111111111111111111111", "11111111111111111111111"],
  ['"12"', undefined],
  ["acme", undefined],
])("the number in the file for %s is %s", (text, written) => {
  expect(new YamlFile(`a: [${text}]\n`).writtenNumber(["a", 0])).toBe(written);
});

test("problems are in the order of the lines", () => {
  const lines = new YamlFile("a: [1\nb: {\nc: 'x\n").mistakes().map((mistake) => /line (\d+)/.exec(mistake)?.[1]);

  expect(lines).toEqual(lines.toSorted());
  expect(lines.length).toBeGreaterThan(1);
});
