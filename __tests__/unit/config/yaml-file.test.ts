import { YamlFile } from "../../../config/yaml-file";

describe("a merge key", () => {
  test("adds the settings of another section, and the section's own win", () => {
    const file = new YamlFile("a: &base { b: 1, c: 2 }\nd:\n  <<: *base\n  c: 3\n");

    expect(file.mistakes()).toEqual([]);
    expect(file.value()).toEqual({ a: { b: 1, c: 2 }, d: { b: 1, c: 3 } });
  });

  test("may have several sections, of which the first wins", () => {
    expect(new YamlFile("x: &x { a: 1 }\ny: &y { a: 2, b: 3 }\nz:\n  <<: [*x, *y]\n").value()).toMatchObject({
      z: { a: 1, b: 3 },
    });
  });

  test("has the line where it is written", () => {
    const file = new YamlFile("a: &base\n  b: 1\nd:\n\n  <<: *base\n");

    expect(file.lineOf(["d", "b"])).toBe(5);
  });

  test("must name a section", () => {
    expect(() => new YamlFile("a:\n  <<: 3\n").value()).toThrow("<< must be followed by an alias of a section");
  });
});

describe("a duplicate key", () => {
  test("is reported with both lines, at any depth, each further one", () => {
    expect(new YamlFile("a:\n  b: 1\n  c: 2\n  b: 3\n  b: 4\nd: [{ e: 1, e: 2 }]\n").mistakes()).toEqual([
      "invalid YAML (line 4): duplicate key b, also on line 2; remove one",
      "invalid YAML (line 5): duplicate key b, also on line 2; remove one",
      "invalid YAML (line 6): duplicate key e, also on line 6; remove one",
    ]);
  });

  test("is one even if one of the two is quoted", () => {
    expect(new YamlFile('a: 1\n"a": 2\n').mistakes()).toHaveLength(1);
  });

  test("is none in another section", () => {
    expect(new YamlFile("a: { c: 1 }\nb: { c: 1 }\n").mistakes()).toEqual([]);
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
])("the number %s is %s as it is written", (text, written) => {
  expect(new YamlFile(`a: [${text}]\n`).writtenNumber(["a", 0])).toBe(written);
});

test("mistakes are in the order of the lines", () => {
  const lines = new YamlFile("a: 1\na: 2\nb: 'x\n").mistakes().map((mistake) => /line (\d+)/.exec(mistake)?.[1]);

  expect(lines).toEqual(lines.toSorted());
  expect(lines.length).toBeGreaterThan(1);
});
