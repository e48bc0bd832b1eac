import { cisDetections } from "../../../../detections/catalog/cis";
import { checkFilterPatternLimits } from "../../../../aws-semantics/filter-pattern/limits";

/** Returns a pattern of this number of characters. */
const ofLength = (length: number) => `{ $.a = "${"x".repeat(length - 12)}" }`;
const many = <Item>(count: number, item: Item): Item[] => Array.from({ length: count }, () => item);
const any = (...conditions: readonly string[]) => `{ ${conditions.join(" || ")} }`;

describe("the limits of CloudWatch Logs", () => {
  test("the limits of CloudWatch Logs are respected by the CIS detections", () => {
    expect(checkFilterPatternLimits(cisDetections.map(({ pattern }) => pattern))).toEqual([]);
  });

  test("accept an empty list of patterns, and an empty pattern", () => {
    expect([checkFilterPatternLimits([]), checkFilterPatternLimits([""])]).toEqual([[], []]);
  });

  test.each<[string, readonly string[], readonly string[]]>([
    ["1,023 characters", [ofLength(1023)], []],
    ["1,024 characters", [ofLength(1024)], []],
    ["1,025 characters", [ofLength(1025)], ["filter pattern 1: 1025 characters, and a pattern can have at most 1024"]],
    ["1,024 characters of terms", ["x".repeat(1024)], []],
    [
      "1,025 characters of terms",
      ["x".repeat(1025)],
      ["filter pattern 1: 1025 characters, and a pattern can have at most 1024"],
    ],
    ["characters that count as two", [`"${"😀".repeat(511)}"`], []],
    [
      "characters that count as two, one too many",
      [`"${"😀".repeat(512)}"`],
      ["filter pattern 1: 1026 characters, and a pattern can have at most 1024"],
    ],
    ["no wildcard in a selector", ["{ $.a.b = 1 }"], []],
    ["one wildcard in a selector", ["{ $.a[*].b = 1 }", "{ $.* NOT EXISTS }", "{ $.*.a IS NULL }"], []],
    [
      "two wildcards in a selector",
      ["{ $.a[*].* = 1 }"],
      ["filter pattern 1: 2 wildcards, and `$.a[*].*` can have at most 1"],
    ],
    [
      "two wildcards in a selector without a comparison",
      ["{ $.a[*][*] NOT EXISTS }", "{ $.*.* IS NULL }"],
      [
        "filter pattern 1: 2 wildcards, and `$.a[*][*]` can have at most 1",
        "filter pattern 2: 2 wildcards, and `$.*.*` can have at most 1",
      ],
    ],
    ["two selectors with a wildcard", [any("$.a[*] = 1", "$.* = 2")], []],
    ["three selectors with a wildcard", [any("$.a[*] = 1", "$.* = 2", "$.b[*].c IS NULL", "$.d = 1")], []],
    [
      "four selectors with a wildcard",
      [any("$.a[*] = 1", "$.* = 2", "$.b[*].c IS NULL", "$.a[*] NOT EXISTS")],
      ["filter pattern 1: 4 selectors with a wildcard, and a pattern can have at most 3"],
    ],
    ["one regular expression", ["{ $.a = %x% }"], []],
    ["two regular expressions", [any("$.a = %x%", "$.a != %y%"), "%x% -%y%"], []],
    [
      "three regular expressions",
      [any("$.a = %x%", "$.b = %x%", "$.c = %x%"), "%x% %y% ?%z%"],
      [
        "filter pattern 1: 3 regular expressions, and a pattern can have at most 2",
        "filter pattern 2: 3 regular expressions, and a pattern can have at most 2",
      ],
    ],
    ["four patterns with regular expressions", many(4, "%x%"), []],
    ["five patterns with regular expressions", [...many(4, "%x% %y%"), "{ $.a = %x% }", "ERROR"], []],
    [
      "six patterns with regular expressions",
      [...many(4, "%x% %y%"), "%x%", "{ $.a = %x% }"],
      ["6 filter patterns with regular expressions, and a log group can have at most 5"],
    ],
    ["99 patterns", many(99, "ERROR"), []],
    ["100 patterns", many(100, "ERROR"), []],
    ["101 patterns", many(101, "ERROR"), ["101 filter patterns, and a log group can have at most 100"]],
    [
      "a pattern that cannot be parsed",
      ["ERROR", "{ $.a == 1 }"],
      [
        "filter pattern 2: found `=` at position 7, expected a value: text in double quotes, a number, or a regular expression between `%`",
      ],
    ],
    ["a string with percent signs", ['"%x%" "%y%" "%z%"', '{ $.a = "%x% %y% %z%" && $.b = "[*]" }'], []],
  ])("return the expected problems for %s", (_, patterns, problems) => {
    expect(checkFilterPatternLimits(patterns)).toEqual(problems);
  });

  test("the limits of CloudWatch Logs are all reported at once", () => {
    const conditions = ["$.a[*].* = %x%", "$.b[*].* = %y%", "$.c[*] = %z%", "$.d[*] = 1"];
    const crowded = any(...conditions, `$.e = "${"x".repeat(1000)}"`);

    expect(checkFilterPatternLimits([...many(5, "%x%"), crowded, "(", ...many(94, "")])).toEqual([
      `filter pattern 6: ${crowded.length} characters, and a pattern can have at most 1024`,
      "filter pattern 6: 2 wildcards, and `$.a[*].*` can have at most 1",
      "filter pattern 6: 2 wildcards, and `$.b[*].*` can have at most 1",
      "filter pattern 6: 4 selectors with a wildcard, and a pattern can have at most 3",
      "filter pattern 6: 3 regular expressions, and a pattern can have at most 2",
      "filter pattern 7: found `(` at position 0, expected a word, or text in double quotes",
      "6 filter patterns with regular expressions, and a log group can have at most 5",
      "101 filter patterns, and a log group can have at most 100",
    ]);
  });

  test("report the length of a pattern that cannot be parsed, too", () => {
    expect(checkFilterPatternLimits(["(".repeat(1025)])).toEqual([
      "filter pattern 1: 1025 characters, and a pattern can have at most 1024",
      "filter pattern 1: found `(` at position 0, expected a word, or text in double quotes",
    ]);
  });
});
