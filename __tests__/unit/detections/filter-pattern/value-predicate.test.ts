import { tryReadComparison } from "../../../../detections/filter-pattern/comparison";
import { Reader } from "../../../../detections/filter-pattern/reader";
import { compileFieldPredicate, compileNodePredicate } from "../../../../detections/filter-pattern/value-predicate";

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

describe("a value of an event", () => {
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
  ])("is %s for %j and nothing else", (written, matching) => {
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
  ])("%s for %p is %p", (written, node, isMatch) => {
    expect(compileNodePredicate(comparisonOf(written))(node)).toBe(isMatch);
  });
});

describe("a field of a line", () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ["= 404", ["404", "404.0", "4.04e2", "+404"], ["405", "x404", "", "404 1", "-"]],
    ["!= 404", ["405", "-", "", "x"], ["404", "404.0"]],
    ["> 1000", ["1001", "1e4", "1000.5"], ["1000", "999", "-", "", "1534 extra", "0x7ff"]],
    [">= 1000", ["1000"], ["999.9"]],
    ["< 0", ["-1", "-0.1"], ["0", "-0", "", "-"]],
    ["<= 0", ["0", "-1"], ["0.1", "-"]],
    ["= 4*", ["404", "4"], ["504", "1404"]],
    ["!= 4*", ["504", ""], ["404"]],
    ['= "404"', ["404"], ["404.0"]],
    ["= *.html*", ["GET /index.html HTTP/1.0"], ["GET /index HTTP/1.0"]],
    ["= %^/a/[0-9]+$%", ["/a/67"], ["/a/67/b"]],
    ["!= %^/a/[0-9]+$%", ["/a/67/b", ""], ["/a/67"]],
    ["= ERROR", ["ERROR"], ["error", "ERRORS"]],
    ["= true", ["true"], ["TRUE"]],
    ["= *", ["", "x", "1"], []],
  ])("is %s for %j, not for %j", (written, matching, others) => {
    const test = compileFieldPredicate(comparisonOf(written));

    expect(matching.filter((field) => !test(field))).toEqual([]);
    expect(others.filter((field) => test(field))).toEqual([]);
  });
});
