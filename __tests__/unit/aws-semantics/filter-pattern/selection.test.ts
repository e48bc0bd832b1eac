import { Reader } from "../../../../aws-semantics/filter-pattern/reader";
import { isAnySelected, isObject } from "../../../../aws-semantics/filter-pattern/selection";
import { readSelector } from "../../../../aws-semantics/filter-pattern/selector";

/** Returns every value that a selector selects, in order. */
const reached = (written: string, event: unknown) => {
  const values: unknown[] = [];
  isAnySelected(event, readSelector(new Reader(written)), (value) => {
    values.push(value);
    return false;
  });
  return values;
};

const event = JSON.parse(`{
  "a": 1, "b": {"c": [10, [20, 21], {"d": 30}], "e": null}, "f.g": "dotted", "f": {"g": "nested"},
  "list": [{"x": 1}, {"y": 2}, {"x": 3}], "map": {"p": {"x": 4}, "q": {"x": 5}}, "empty": [], "none": {}, "0": "zero",
  "text": "word", "": "nameless"
}`);

describe("a selector", () => {
  test.each<[string, readonly unknown[]]>([
    ["$.a", [1]],
    ["$.b.e", [null]],
    ["$.b.c[0]", [10]],
    ["$.b.c[1][1]", [21]],
    ["$.b.c[2].d", [30]],
    ["$.b.c", [event.b.c]],
    ["$.['f.g']", ["dotted"]],
    ["$.f.g", ["nested"]],
    ["$.['']", ["nameless"]],
    ["$.0", ["zero"]],
    ["$.missing", []],
    ["$.a.b", []],
    ["$.b.e.x", []],
    ["$.b.c.d", []],
    ["$.b.c.length", []],
    ["$.text.length", []],
    ["$.text[0]", []],
    ["$.b.c[3]", []],
    ["$.map[0]", []],
    ["$.list.0", []],
    ["$.list[*].x", [1, 3]],
    ["$.list[*]", event.list],
    ["$.map[*].x", [4, 5]],
    ["$.map.*.x", [4, 5]],
    ["$.list.*.x", [1, 3]],
    ["$.b.c[*]", event.b.c],
    ["$.b.c[*].d", [30]],
    ["$.b.c[*][0]", [20]],
    ["$.b.c[*][*]", [20, 21, 30]],
    ["$.empty[*]", []],
    ["$.none.*", []],
    ["$.text[*]", []],
    ["$.a.*", []],
    ["$.b.e[*]", []],
    ["$.*.g", ["nested"]],
  ])("%s selects %j", (written, values) => {
    expect(reached(written, event)).toEqual(values);
  });

  test.each(["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf"])(
    "selects %s only if the event has this field",
    (name) => {
      expect(reached(`$.${name}`, {})).toEqual([]);
      expect(reached(`$.${name}`, [])).toEqual([]);
      expect(reached(`$.a.${name}`, { a: "text" })).toEqual([]);
      expect(reached(`$.${name}.name`, {})).toEqual([]);
      expect(reached(`$.${name}`, JSON.parse(`{"${name}": 1}`))).toEqual([1]);
    },
  );

  test("treats undefined as absent", () => {
    expect(reached("$.a", { a: undefined })).toEqual([]);
  });

  test("stops at the first value that passes the test", () => {
    let tested = 0;
    const selector = readSelector(new Reader("$.list[*].x"));

    expect(isAnySelected(event, selector, () => ++tested > 0)).toBe(true);
    expect(tested).toBe(1);
  });
});

test.each<[unknown, boolean]>([
  [{}, true],
  [{ a: 1 }, true],
  [[], false],
  [null, false],
  ["text", false],
  [1, false],
  [true, false],
  [undefined, false],
])("isObject returns for %o: %o", (value, isOne) => {
  expect(isObject(value)).toBe(isOne);
});
