import { type Keys, textShape } from "../../../../../cli/backtest/quiet/text-shape";
import { Dice } from "../../../../support/dice";

const isShape = (value: unknown, text: string, captured: Keys[] = []): RegExpExecArray | null => {
  const names = captured.map((field) => field.join("."));
  const shape = textShape(value, (field) => {
    if (field.join(".") === "name") return "same";
    return names.includes(field.join(".")) ? "captured" : "any";
  });
  return new RegExp(`^(?:${shape?.source})$`).exec(text);
};

const characters = 'ab"\\/\n\u0001é{}[]:,0.$(|*+?^\u2028😀';

function randomValue(dice: Dice, depth = 0): unknown {
  const kind = dice.below(depth > 2 ? 4 : 6);
  if (kind === 0) return dice.pick([0, -1, 12.5, 1e21, 5e-7]);
  if (kind === 1) return dice.pick([true, false, null]);
  if (kind < 4) return dice.text(characters, 6);
  const children = dice.list(0, 3, () => randomValue(dice, depth + 1));
  return kind === 4 ? children : Object.fromEntries(children.map((child) => [dice.text(characters, 4), child]));
}

/** Returns the value with other strings and numbers. */
function changed(dice: Dice, value: unknown): unknown {
  if (typeof value === "number") return dice.below(1_000) / 7;
  if (typeof value === "string") return dice.text("ab:{},", 6);
  if (Array.isArray(value)) return value.map((child) => changed(dice, child));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, changed(dice, child)]));
}

/** Returns the value with all strings and numbers replaced, so that only its shape remains. */
function outline(value: unknown): unknown {
  if (typeof value === "number") return 0;
  if (typeof value === "string") return "";
  if (Array.isArray(value)) return value.map(outline);
  if (typeof value !== "object" || value === null) return value;
  return Object.entries(value).map(([key, child]) => [key, outline(child)]);
}

test("a value with other strings and numbers has the same shape", () => {
  const dice = new Dice(51);
  for (let round = 0; round < 2_000; round++) {
    const value = [randomValue(dice)];

    expect(isShape(value, JSON.stringify(value))).not.toBeNull();
    expect(isShape(value, JSON.stringify(changed(dice, value)))).not.toBeNull();
  }
});

test("a string with the shape of a value is valid JSON with the same keys, lengths and constants", () => {
  const dice = new Dice(52);
  let matches = 0;
  for (let round = 0; round < 20_000; round++) {
    const value = [randomValue(dice)];
    const text = JSON.stringify(value);
    const at = dice.below(text.length);
    const damaged = text.slice(0, at) + dice.text('"\\,:0{}[]a\n', 2) + text.slice(at + dice.below(3));
    if (isShape(value, damaged) === null) continue;
    matches++;

    expect(outline(JSON.parse(damaged))).toEqual(outline(value));
  }
  expect(matches).toBeGreaterThan(1_000);
});

test.each([
  ["a key in another case", { a: "x" }, '{"A":"x"}'],
  ["a repeated key", { a: "x", b: "y" }, '{"a":"x","a":"y"}'],
  ["another order of keys", { a: "x", b: "y" }, '{"b":"x","a":"y"}'],
  ["white space", { a: "x" }, '{"a": "x"}'],
  ["a longer array", ["x"], '["x","y"]'],
  ["true instead of false", { a: false }, '{"a":true}'],
  ["a string instead of null", { a: null }, '{"a":""}'],
  ["a number instead of a string", { a: "1" }, '{"a":1}'],
  ["another value of a fixed string", { name: "x" }, '{"name":"y"}'],
  ["any character instead of a point", { name: "a.b" }, '{"name":"acb"}'],
  ["a control character", { a: "x" }, '{"a":"\u001f"}'],
  ["a quotation mark in a string", { a: "x" }, '{"a":"x"y"}'],
  ["an unfinished escape sequence", { a: '"' }, '{"a":"\\"}'],
  ["an unknown escape sequence", { a: '"' }, '{"a":"\\x"}'],
  ["a short escape sequence", { a: '"' }, '{"a":"\\u00e"}'],
  ["a number that begins with 0", { a: 1 }, '{"a":01}'],
  ["a number that ends with a point", { a: 1 }, '{"a":1.}'],
])("JSON with %s has another shape", (_, value, text) => {
  expect(isShape(value, JSON.stringify(value))).not.toBeNull();
  expect(isShape(value, text)).toBeNull();
});

test("strings are captured in the order of the JSON, and only strings without escape sequences", () => {
  const value = { a: "1", b: { a: "2" }, c: ["3"] };
  const fields = [
    ["c", "0"],
    ["b", "a"],
  ];

  expect(isShape(value, '{"a":"x","b":{"a":"é"},"c":[""]}', fields)?.slice(1)).toEqual(["é", ""]);
  expect(isShape(value, '{"a":"x","b":{"a":"\\u00e9"},"c":[""]}', fields)).toBeNull();
});

test("a value with 32 nested arrays has a shape, and a value with 33 has none", () => {
  const nested = (levels: number): unknown => (levels === 0 ? "x" : [nested(levels - 1)]);

  expect(textShape(nested(32), () => "any")?.source).toMatch(/^(\\\[){32}"/);
  expect(textShape(nested(33), () => "any")).toBeUndefined();
});
