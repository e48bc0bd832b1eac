import { printComparison, tryReadComparison } from "../../../../aws-semantics/filter-pattern/comparison";
import { Reader } from "../../../../aws-semantics/filter-pattern/reader";
import { refusalOf } from "../../../support/refusal";

describe("a comparison", () => {
  test.each<[string, string]>([
    ["=1", "= 1"],
    ["= 1", "= 1"],
    ["=\n1", "= 1"],
    ["!= 1", "!= 1"],
    ["< 1", "< 1"],
    ["<= 1", "<= 1"],
    ["> 1", "> 1"],
    [">=1", ">= 1"],
    ["< 10e-3", "< 10e-3"],
    ["> +1000", "> +1000"],
    ["= a", '= "a"'],
    ['!="a b"', '!= "a b"'],
    ["= %a%", "= %a%"],
    ["!= %a%", "!= %a%"],
    ["= 4*", '= "4*"'],
  ])("%j is parsed, and printed as %s", (written, printed) => {
    const comparison = tryReadComparison(new Reader(written));

    expect(comparison && printComparison(comparison)).toBe(printed);
    expect(tryReadComparison(new Reader(printed))).toEqual(comparison);
  });

  test.each(["", "!", "IS NULL", "~ 1", "a = 1"])("a comparison is not parsed at the beginning of %j", (written) => {
    const reader = new Reader(written);

    expect(tryReadComparison(reader)).toBeUndefined();
    expect(reader.position).toBe(0);
  });

  const unknown = "expected a value: text in double quotes, a number, or a regular expression between `%`";

  test.each<[string, string]>([
    ["== 1", `found \`=\` at position 1, ${unknown}`],
    ["=! 1", `found \`!\` at position 1, ${unknown}`],
    ["=> 1", `found \`>\` at position 1, ${unknown}`],
    ["=", `found the end at position 1, ${unknown}`],
    ['> "1"', 'found `"` at position 2, expected a number after `>`'],
    ["< Alpha", "found `Alpha` at position 2, expected a number after `<`"],
    [">= 4*", "found `4*` at position 3, expected a number after `>=`"],
    ["<= %1%", "found `%` at position 3, expected a number after `<=`"],
    ["> 1e999", "found `1e999` at position 2, expected a number after `>`"],
    ["> .5", "found `.5` at position 2, expected a number after `>`"],
  ])("fails for %j", (written, message) => {
    expect(refusalOf(() => tryReadComparison(new Reader(written)))).toBe(message);
  });
});
