import {
  exampleText,
  numbersAround,
  textsOf,
  textsOfWildcard,
  unnamedValues,
} from "../../../../../tools/review/patterns/sample-values";

const named = { whole: [], beginnings: [], endings: [], parts: [] };
const [other] = unnamedValues as readonly [string];

test("numbers are the named ones, and one in each space around them", () => {
  expect(numbersAround([5, 3, 5])).toEqual([3, 5, 4, 2, 6]);
  expect(numbersAround([])).toEqual([-1, 1]);
});

test("texts have every combination of beginning, parts and ending", () => {
  expect(textsOf({ ...named, whole: ["w"], beginnings: ["b"], endings: ["e"], parts: ["p"] })).toEqual(
    expect.arrayContaining(["w", "b", "e", "p", `b${other}p${other}e`, `b${other}e`, `${other}p${other}`, other]),
  );
});

test("too many combinations are not made", () => {
  expect(textsOf({ ...named, parts: [..."abcde"] })).toHaveLength(5 + 32);
  expect(textsOf({ ...named, parts: [..."abcdef"] })).toBeUndefined();
  const many = Array.from({ length: 80 }, (_, i) => `${i}`);
  expect(textsOf({ ...named, beginnings: many, endings: many })).toBeUndefined();
});

test("a wildcard finds its own texts, with escaped characters as they are", () => {
  expect(textsOfWildcard(String.raw`a*\*b`)).toEqual(["a*b", `a${other}*b`]);
});

test("an example names no random text", () => {
  const [, number] = unnamedValues;

  expect(exampleText({ a: `Put${other}`, b: number })).toBe('{"a":"Put(any other)","b":"(any other number)"}');
  expect(exampleText(`ERROR ${other}`)).toBe("ERROR (any other)");
});
