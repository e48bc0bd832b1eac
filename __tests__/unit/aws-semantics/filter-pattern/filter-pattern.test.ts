import { cisDetections } from "../../../../detections/catalog/cis";
import {
  type FilterPattern,
  parseFilterPattern,
  printFilterPattern,
} from "../../../../aws-semantics/filter-pattern/filter-pattern";
import { FilterPatternError } from "../../../../aws-semantics/filter-pattern/filter-pattern-error";
import { filterPatternLimits } from "../../../../aws-semantics/filter-pattern/limits";
import { Dice } from "../../../support/dice";
import { randomPattern } from "../../../support/random-pattern";
import { refusalOf } from "../../../support/refusal";

describe("a filter pattern", () => {
  test.each<[string, FilterPattern["kind"]]>([
    ["{ $.a = 1 }", "json"],
    [" \n{ $.a = 1 }", "json"],
    ["ERROR", "terms"],
    ['"{ $.a = 1 }"', "terms"],
    ['"[a]"', "terms"],
    ["%a%", "terms"],
    ["", "terms"],
  ])("%j is a pattern of the kind %s", (text, kind) => {
    expect(parseFilterPattern(text).kind).toBe(kind);
  });

  test.each<[string, string]>([
    [" { $.a = 1", "found the end at position 10, expected `&&`, `||` or `}`"],
    [" [a]", "found `[` at position 1, expected a word, or text in double quotes"],
    [" a.b", "found `.b` at position 2, expected a space; put text with other characters in double quotes"],
    ["( $.a = 1 )", "found `(` at position 0, expected a word, or text in double quotes"],
  ])("fails for %j, and names the position in the whole pattern", (text, message) => {
    expect(refusalOf(() => parseFilterPattern(text))).toBe(message);
  });
});

describe.each(cisDetections.map(({ id, pattern }) => [id, pattern]))("the pattern of %s", (_, text) => {
  const pattern = parseFilterPattern(text);
  const printed = printFilterPattern(pattern);

  test("a pattern is parsed to the same pattern after it is printed, and printed the same again", () => {
    expect(parseFilterPattern(printed)).toEqual(pattern);
    expect(printFilterPattern(parseFilterPattern(printed))).toBe(printed);
  });

  test("a pattern is printed with other quotes, spaces and parentheses only", () => {
    const bare = (written: string) => written.replaceAll(/[\s()"]/g, "");

    expect(bare(printed)).toBe(bare(text));
    expect(printed.length).toBeLessThanOrEqual(filterPatternLimits.characters);
  });
});

describe("in 3,000 random cases", () => {
  test("a printed pattern is parsed to the same pattern", () => {
    const dice = new Dice(1);
    const different = Array.from({ length: 3_000 }, () => randomPattern(dice)).filter((pattern) => {
      const printed = printFilterPattern(pattern);
      expect(parseFilterPattern(printed)).toEqual(pattern);
      return printFilterPattern(parseFilterPattern(printed)) !== printed;
    });

    expect(different).toEqual([]);
  });

  test("a string is either parsed, or refused with a position inside the string", () => {
    const dice = new Dice(2);
    const pieces = ["{", "}", "[", "]", "(", ")", "$", ".", "a", "*", "=", "!=", ">", "&&", "||", '"', "%", "\\", " "];
    const more = [...pieces, "1", "IS", "NULL", "NOT", "EXISTS", ",", "?", "-", "'", "é", "{ $.a = "];
    let refused = 0;
    for (let round = 0; round < 3_000; round++) {
      const text = dice.list(0, 12, () => dice.pick(more)).join("");
      try {
        const pattern = parseFilterPattern(text);
        expect(parseFilterPattern(printFilterPattern(pattern))).toEqual(pattern);
      } catch (error) {
        if (!(error instanceof FilterPatternError)) throw error;
        expect(error.position).toBeGreaterThanOrEqual(0);
        expect(error.position).toBeLessThanOrEqual(text.length);
        refused++;
      }
    }

    expect(refused).toBeGreaterThan(1_000);
    expect(refused).toBeLessThan(3_000);
  });
});
