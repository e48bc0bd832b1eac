import {
  exampleText,
  numbersAround,
  textsOf,
  textsOfWildcard,
  unnamedBy,
} from "../../../../../tools/review/patterns/sample-values";

const named = { whole: [], beginnings: [], endings: [], parts: [] };
const unnamed = unnamedBy();
const { text: other, number } = unnamed;

test("numbers are the named ones, and one in each space around them", () => {
  expect(numbersAround([5, 3, 5])).toEqual([3, 5, 4, 2, 6]);
  expect(numbersAround([])).toEqual([-1, 1]);
});

test("texts have every combination of beginning, parts and ending", () => {
  expect(textsOf({ ...named, whole: ["w"], beginnings: ["b"], endings: ["e"], parts: ["p"] }, unnamed)).toEqual(
    expect.arrayContaining(["w", "b", "e", "p", `b${other}p${other}e`, `b${other}e`, `${other}p${other}`, other]),
  );
});

test("too many combinations are not made", () => {
  expect(textsOf({ ...named, parts: [..."abcde"] }, unnamed)).toHaveLength(5 + 32);
  expect(textsOf({ ...named, parts: [..."abcdef"] }, unnamed)).toBeUndefined();
  const many = Array.from({ length: 80 }, (_, i) => `${i}`);
  expect(textsOf({ ...named, beginnings: many, endings: many }, unnamed)).toBeUndefined();
});

test("a wildcard finds its own texts, with escaped characters as they are", () => {
  expect(textsOfWildcard(String.raw`a*\*b`, unnamed)).toEqual(["a*b", `a${other}*b`]);
});

test("an unnamed text and number are in neither pattern, and always the same for them", () => {
  const patterns = [`a${other}b`, `${number} ${other}${String.fromCodePoint(other.codePointAt(0) ?? 0, 0xe001)}`];
  const found = unnamedBy(...patterns);

  expect(found.text).toHaveLength(1);
  expect(patterns.join("")).not.toContain(found.text);
  expect(patterns.join("")).not.toContain(String(found.number));
  expect(unnamedBy(...patterns)).toEqual(found);
});

test("an example shows unnamed values as such", () => {
  expect(exampleText({ a: `Put${other}`, b: number }, unnamed)).toBe('{"a":"Put(any other)","b":"(any other number)"}');
  expect(exampleText(`ERROR ${other}`, unnamed)).toBe("ERROR (any other)");
});
