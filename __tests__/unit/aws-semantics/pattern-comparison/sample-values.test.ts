import {
  exampleText,
  numbersAround,
  textsOf,
  textsOfWildcard,
  unnamedBy,
} from "../../../../aws-semantics/pattern-comparison/sample-values";

const named = { whole: [], beginnings: [], endings: [], parts: [] };
const unnamed = unnamedBy();
const { text: other, number } = unnamed;

test("sample numbers are the named numbers, and one number in each interval around them", () => {
  expect(numbersAround([5, 3, 5])).toEqual([3, 5, 4, 2, 6]);
  expect(numbersAround([])).toEqual([-1, 1]);
});

test("sample strings contain every combination of beginning, parts and ending", () => {
  expect(textsOf({ ...named, whole: ["w"], beginnings: ["b"], endings: ["e"], parts: ["p"] }, unnamed)).toEqual(
    expect.arrayContaining(["w", "b", "e", "p", `b${other}p${other}e`, `b${other}e`, `${other}p${other}`, other]),
  );
});

test("too many combinations return undefined", () => {
  expect(textsOf({ ...named, parts: [..."abcde"] }, unnamed)).toHaveLength(5 + 32);
  expect(textsOf({ ...named, parts: [..."abcdef"] }, unnamed)).toBeUndefined();
  const many = Array.from({ length: 80 }, (_, i) => `${i}`);
  expect(textsOf({ ...named, beginnings: many, endings: many }, unnamed)).toBeUndefined();
});

test("a sample of a wildcard matches it, and contains escaped characters literally", () => {
  expect(textsOfWildcard(String.raw`a*\*b`, unnamed)).toEqual(["a*b", `a${other}*b`]);
});

test("the unnamed string and number occur in no pattern, and are the same for the same patterns", () => {
  const patterns = [`a${other}b`, `${number} ${other}${String.fromCodePoint(other.codePointAt(0) ?? 0, 0xe001)}`];
  const found = unnamedBy(...patterns);

  expect(found.text).toHaveLength(1);
  expect(patterns.join("")).not.toContain(found.text);
  expect(patterns.join("")).not.toContain(String(found.number));
  expect(unnamedBy(...patterns)).toEqual(found);
});

test('an example prints unnamed values as "any other"', () => {
  expect(exampleText({ a: `Put${other}`, b: number }, unnamed)).toBe('{"a":"Put(any other)","b":"(any other number)"}');
  expect(exampleText(`ERROR ${other}`, unnamed)).toBe("ERROR (any other)");
});
