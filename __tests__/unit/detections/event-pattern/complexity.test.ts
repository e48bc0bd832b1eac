import {
  complexityCap,
  complexityOf,
  fieldComplexities,
  fullComplexityOf,
} from "../../../../detections/event-pattern/complexity";

const wildcards = (...texts: string[]) => texts.map((wildcard) => ({ wildcard }));

describe("the complexity of an event pattern", () => {
  test.each([
    ["a value", ["x"], 0],
    ["a prefix", [{ prefix: "x" }], 0],
    ["a text without an asterisk", wildcards("x"), 1],
    ["an asterisk before a text", wildcards("*x"), 2],
    ["an asterisk behind a text", wildcards("x*"), 2],
    ["asterisks at both ends", wildcards("*x*"), 3],
    ["two of them", wildcards("*x*", "*y*"), 6],
    ["a text that repeats itself", wildcards("*xyxyxy"), 4],
    ["negated ones, which are one pattern", [{ "anything-but": { wildcard: ["*x*", "*y*"] } }], 4],
  ])("counts what can be under way at once of %s", (_what, list, complexity) => {
    expect(complexityOf({ a: list })).toBe(complexity);
  });

  test("is that of its most complex field", () => {
    expect(complexityOf({ a: wildcards("*x*"), b: wildcards("*x*", "*y*") })).toBe(6);
  });

  test("adds up what several alternatives have of one field", () => {
    expect(complexityOf({ $or: [{ a: wildcards("*x*") }, { a: wildcards("*y*") }] })).toBe(6);
  });

  test("does not depend on what was counted before: the same wildcards may lead to other fields", () => {
    const $or = [{ b: ["x"] }, { c: ["x"] }];
    const list = wildcards("*b", "*");

    expect(
      [
        { a: ["-", ...list], $or },
        { a: list, $or },
      ].map(complexityOf),
    ).toEqual([4, 5]);
  });

  test("leaves out what stands behind an absent field, as Event Ruler does, and the full one does not", () => {
    const hidden = { a: [{ exists: false }], b: wildcards("*x*") };

    expect([complexityOf(hidden), fullComplexityOf(hidden)]).toEqual([0, 3]);
  });

  test("ends at the cap, at once", () => {
    const tools = wildcards(...Array.from({ length: 40 }, (_, i) => `*attack-tool-${i}*`));

    expect(complexityOf({ a: tools })).toBe(complexityCap);
  });

  test("of each field is that of its most complex list", () => {
    const fields = fieldComplexities({ a: ["x"], $or: [{ b: wildcards("*x*") }, { b: wildcards("*x") }] });

    expect(Object.fromEntries(fields)).toEqual({ a: 0, b: 3 });
  });
});
