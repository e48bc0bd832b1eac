import { tryReadComparison } from "../../../../aws-semantics/filter-pattern/comparison";
import { Reader } from "../../../../aws-semantics/filter-pattern/reader";
import { compileNodePredicate } from "../../../../aws-semantics/filter-pattern/value-predicate";

const comparisonOf = (written: string) => {
  const comparison = tryReadComparison(new Reader(written));
  if (comparison === undefined) throw new Error(`${written} is no comparison`);
  return comparison;
};

/** Every kind of value that a field of an event can have. */
const nodes: Readonly<Record<string, unknown>> = {
  null: null,
  true: true,
  false: false,
  "0": 0,
  "1": 1,
  "-1": -1,
  "1.5": 1.5,
  "10": 10,
  '"1"': "1",
  '"1.0"': "1.0",
  '"10"': "10",
  '"null"': "null",
  '"true"': "true",
  '"Alpha"': "Alpha",
  '"alpha"': "alpha",
  '"Alphabet"': "Alphabet",
  '"xAlpha"': "xAlpha",
  '""': "",
  "[]": [],
  "[1]": [1],
  "{}": {},
};
const all = Object.keys(nodes);
const texts = all.filter((name) => name.startsWith('"'));
const numbers = ["0", "1", "-1", "1.5", "10"];
const comparable = [...numbers, ...texts];
const without = (...names: string[]) => comparable.filter((name) => !names.includes(name));

describe("a comparison with a value of an event", () => {
  test.each<[string, readonly string[]]>([
    ["= 1", ["1", '"1"']],
    ["!= 1", without("1", '"1"')],
    ["= 1.0", ["1", '"1.0"']],
    ["!= 1.0", without("1", '"1.0"')],
    ["= 1e+0", ["1"]],
    ["!= 1e+0", without("1")],
    ["= +1", ["1"]],
    ["= -1", ["-1"]],
    ["= 10", ["10", '"10"']],
    ["> 1", ["1.5", "10"]],
    [">= 1", ["1", "1.5", "10"]],
    ["< 1", ["0", "-1"]],
    ["<= 1", ["0", "1", "-1"]],
    ["> -1", ["0", "1", "1.5", "10"]],
    ["< 1.5", ["0", "1", "-1"]],
    ["< 1e1", ["0", "1", "-1", "1.5"]],
    ['= "1"', ["1", '"1"']],
    ['!= "1"', without("1", '"1"')],
    ['= "1.0"', ['"1.0"']],
    ['= "Alpha"', ['"Alpha"']],
    ["= Alpha", ['"Alpha"']],
    ['!= "Alpha"', without('"Alpha"')],
    ['= "Alpha*"', ['"Alpha"', '"Alphabet"']],
    ['!= "Alpha*"', without('"Alpha"', '"Alphabet"')],
    ['= "*Alpha"', ['"Alpha"', '"xAlpha"']],
    ['= "*Alpha*"', ['"Alpha"', '"Alphabet"', '"xAlpha"']],
    ["= 1*", ["1", "1.5", "10", '"1"', '"1.0"', '"10"']],
    ["= *", comparable],
    ['= "*"', comparable],
    ["!= *", []],
    ['= ""', ['""']],
    ['!= ""', without('""')],
    ["= true", ['"true"']],
    ['= "null"', ['"null"']],
    ["= %^Al.*%", ['"Alpha"', '"Alphabet"']],
    ["!= %^Al.*%", without('"Alpha"', '"Alphabet"')],
    ["= %1%", ["1", "-1", "1.5", "10", '"1"', '"1.0"', '"10"']],
    ["!= %.%", ['""']],
  ])("%s matches %j and no other value", (written, matching) => {
    const test = compileNodePredicate(comparisonOf(written));

    expect(all.filter((name) => test(nodes[name]))).toEqual(all.filter((name) => matching.includes(name)));
  });

  test.each<[string, unknown, boolean]>([
    ["= 9007199254740993", 9007199254740992, true],
    ["= 9007199254740993", "9007199254740993", true],
    ["= 9007199254740993", "9007199254740992", false],
    ["> 9007199254740991", 9007199254740992, true],
    ['= "9007199254740993"', JSON.parse("9007199254740993"), false],
    ["= 0.1", 0.1, true],
    ["= 0", -0, true],
    ["= -0", 0, true],
    ["= 1e21", 1e21, true],
    ['= "1e+21"', 1e21, true],
    ["= 1e-7", 0.0000001, true],
    ["= 007", 7, true],
    ["= 007", "007", true],
    ["= 007", "7", false],
    ["= 1", undefined, false],
    ["!= 1", undefined, false],
    ["!= 1", NaN, true],
    ["= 1", 1n, false],
  ])("%s for %o returns %o", (written, node, isMatch) => {
    expect(compileNodePredicate(comparisonOf(written))(node)).toBe(isMatch);
  });
});
