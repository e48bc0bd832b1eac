import { alternativesOf } from "../../../../aws-semantics/event-pattern/alternatives";

const plain = (pattern: object) => alternativesOf(pattern).map((alternative) => Object.fromEntries(alternative));

describe("the alternatives of an event pattern", () => {
  test("an event pattern without $or is a single alternative, with each field by its path", () => {
    expect(plain({ a: { b: [1], c: { d: ["x"] } }, e: [null] })).toEqual([{ "a.b": [1], "a.c.d": ["x"], e: [null] }]);
  });

  test("the alternatives of an event pattern are the members of $or, each with the fields beside $or, below the path of $or", () => {
    expect(plain({ a: { $or: [{ b: [1] }, { c: [2] }], d: [3] } })).toEqual([
      { "a.b": [1], "a.d": [3] },
      { "a.c": [2], "a.d": [3] },
    ]);
  });

  test("the alternatives of an event pattern are all combinations of several $or, including nested ones", () => {
    expect(plain({ $or: [{ a: [1], $or: [{ b: [1] }, { b: [2] }] }, { a: [2] }] })).toEqual([
      { a: [1], b: [1] },
      { a: [1], b: [2] },
      { a: [2] },
    ]);
  });

  test("the alternatives of an event pattern contain the last value of a repeated field", () => {
    expect(plain({ a: [1], $or: [{ a: [2] }, { b: [3] }] })).toEqual([{ a: [2] }, { a: [1], b: [3] }]);
  });
});
