import { readJsonPattern } from "../../../../aws-semantics/filter-pattern/json-pattern";
import { compileJsonPattern } from "../../../../aws-semantics/filter-pattern/json-predicate";
import { Reader } from "../../../../aws-semantics/filter-pattern/reader";

const matches = (text: string, event: unknown) => compileJsonPattern(readJsonPattern(new Reader(text)))(event);

describe("a JSON pattern", () => {
  test.each<[string, unknown, boolean]>([
    // IS
    ["{ $.v IS NULL }", { v: null }, true],
    ["{ $.v IS NULL }", {}, false],
    ["{ $.v IS NULL }", { v: "null" }, false],
    ["{ $.v IS NULL }", { v: 0 }, false],
    ["{ $.v IS NULL }", { v: "" }, false],
    ["{ $.v IS NULL }", { v: [1, null] }, true],
    ["{ $.v IS NULL }", { v: [] }, false],
    ["{ $.v IS NULL }", { v: [[null]] }, false],
    ["{ $.v IS NULL }", { v: { a: null } }, false],
    ["{ $.v[*] IS NULL }", { v: [1, null] }, true],
    ["{ $.v[*] IS NULL }", { v: [1] }, false],
    ["{ $.v.w IS NULL }", { v: null }, false],
    ["{ $.v.w IS NULL }", { v: { w: null } }, true],
    ["{ $.v IS TRUE }", { v: true }, true],
    ["{ $.v IS TRUE }", { v: false }, false],
    ["{ $.v IS TRUE }", { v: "true" }, false],
    ["{ $.v IS TRUE }", { v: 1 }, false],
    ["{ $.v IS TRUE }", { v: [true] }, false],
    ["{ $.v[0] IS TRUE }", { v: [true] }, true],
    ["{ $.v IS TRUE }", {}, false],
    ["{ $.v IS FALSE }", { v: false }, true],
    ["{ $.v IS FALSE }", { v: true }, false],
    ["{ $.v IS FALSE }", { v: 0 }, false],
    ["{ $.v IS FALSE }", { v: null }, false],
    ["{ $.v IS FALSE }", {}, false],
    // NOT EXISTS
    ["{ $.v NOT EXISTS }", {}, true],
    ["{ $.v NOT EXISTS }", { V: 1 }, true],
    ["{ $.v NOT EXISTS }", { v: null }, false],
    ["{ $.v NOT EXISTS }", { v: "" }, false],
    ["{ $.v NOT EXISTS }", { v: [] }, false],
    ["{ $.v NOT EXISTS }", { v: {} }, false],
    ["{ $.v.w NOT EXISTS }", { v: {} }, true],
    ["{ $.v.w NOT EXISTS }", { v: null }, true],
    ["{ $.v.w NOT EXISTS }", { v: "w" }, true],
    ["{ $.v.w NOT EXISTS }", { v: [{ w: 1 }] }, true],
    ["{ $.v.w NOT EXISTS }", { "v.w": 1 }, true],
    ["{ $.v.w NOT EXISTS }", { v: { w: null } }, false],
    ["{ $.v[1] NOT EXISTS }", { v: [0] }, true],
    ["{ $.v[0] NOT EXISTS }", { v: [0] }, false],
    ["{ $.v[*] NOT EXISTS }", { v: [] }, true],
    ["{ $.v[*] NOT EXISTS }", { v: [null] }, false],
    ["{ $.v[*].w NOT EXISTS }", { v: [{}, { w: 1 }] }, false],
    ["{ $.* NOT EXISTS }", {}, true],
    ["{ $.toString NOT EXISTS }", {}, true],
    ["{ $.__proto__ NOT EXISTS }", {}, true],
    ["{ $.constructor NOT EXISTS }", {}, true],
    // Comparisons with values that are absent or of another type
    ["{ $.v != 1 }", {}, false],
    ["{ $.v != b }", { v: null }, false],
    ["{ $.v != b }", { v: true }, false],
    ["{ $.v != b }", { v: ["b"] }, false],
    ["{ $.v != 1 }", { v: [1, 2, 3] }, false],
    ["{ $.v = 1 }", { v: [1, 2, 3] }, false],
    ["{ $.v != b }", { v: { b: 1 } }, false],
    ["{ $.v != b }", { v: "c" }, true],
    ["{ $.v = * }", { v: "" }, true],
    ["{ $.v = * }", { v: 0 }, true],
    ["{ $.v = * }", { v: null }, false],
    ["{ $.v = * }", { v: false }, false],
    ["{ $.v = * }", {}, false],
    // Wildcards
    ["{ $.v[*] = b }", { v: ["a", "b"] }, true],
    ["{ $.v[*] = b }", { v: ["a"] }, false],
    ["{ $.v[*] = b }", { v: { x: "b" } }, true],
    ["{ $.v[*] = b }", { v: "b" }, false],
    ["{ $.v[*] = b }", { v: [["b"]] }, false],
    ["{ $.v[*] != b }", { v: ["a", "b"] }, true],
    ["{ $.v[*] != b }", { v: ["b", "b"] }, false],
    ["{ $.v[*] != b }", { v: [] }, false],
    ["{ $.v[*] > 2 }", { v: [1, 2, 3] }, true],
    ["{ $.v[*] > 3 }", { v: [1, 2, 3] }, false],
    ["{ $.* = b }", { v: "b" }, true],
    ["{ $.* = b }", { v: { w: "b" } }, false],
    ["{ $.v.* = b }", { v: { w: "b" } }, true],
    ["{ $.v[*].a = 1 && $.v[*].b = 2 }", { v: [{ a: 1 }, { b: 2 }] }, true],
    ["{ $.v[*].a = 1 && $.v[*].b = 2 }", { v: [{ a: 1 }, { b: 1 }] }, false],
    // Case
    ["{ $.eventName = CreateTrail }", { eventName: "CreateTrail" }, true],
    ["{ $.eventName = createTrail }", { eventName: "CreateTrail" }, false],
    ["{ $.EventName = CreateTrail }", { eventName: "CreateTrail" }, false],
    ["{ $.v = %trail% }", { v: "CreateTrail" }, false],
    // Nested arrays, keys with dots
    ["{ $.v[1][0] = 2 }", { v: [[0], [2]] }, true],
    ["{ $.v[1][1] = 2 }", { v: [[0], [2]] }, false],
    ["{ $.['a.b'] = 1 }", { "a.b": 1 }, true],
    ["{ $.['a.b'] = 1 }", { a: { b: 1 } }, false],
    ["{ $.a.b = 1 }", { "a.b": 1 }, false],
  ])("%s for %j returns %o", (text, event, isMatch) => {
    expect(matches(text, event)).toBe(isMatch);
  });

  test.each([[[]], [[{ v: 1 }]], ["text"], [1], [null], [true], [undefined]])(
    "matches only objects, and therefore not %j, not even with NOT EXISTS",
    (event) => {
      expect(matches("{ $.v NOT EXISTS }", event)).toBe(false);
      expect(matches("{ $.* NOT EXISTS }", event)).toBe(false);
      expect(matches("{ $.v = 1 }", event)).toBe(false);
    },
  );

  test.each(["__proto__", "constructor", "toString"])("finds %s at its path in the event", (name) => {
    const event = JSON.parse(`{"${name}": {"name": "x"}}`);

    expect(matches(`{ $.${name}.name = x }`, event)).toBe(true);
    expect(matches(`{ $.${name} NOT EXISTS }`, event)).toBe(false);
    expect(matches(`{ $.${name}.name = * }`, {})).toBe(false);
  });
});
