import type { Clause } from "../../../../detections/event-pattern/clause";
import { eventPattern } from "../../../../detections/event-pattern/event-pattern";
import type { Matcher } from "../../../../detections/event-pattern/matcher";

const clause = (fields: Record<string, Matcher[]>): Clause => new Map(Object.entries(fields));
const detail = (...clauses: Clause[]) => JSON.parse(eventPattern(clauses)).detail;

test("an event pattern takes what CloudTrail sends, and nothing that anybody else could", () => {
  expect(JSON.parse(eventPattern([clause({ a: ["x"] })]))).toEqual({
    source: [{ prefix: "aws." }],
    "detail-type": [{ suffix: " via CloudTrail" }],
    detail: { a: ["x"] },
  });
});

describe("the detail of an event pattern", () => {
  test("has a field within its parents", () => {
    expect(detail(clause({ "a.b.c": ["x"], "a.d": ["y"], e: [null] }))).toEqual({
      a: { b: { c: ["x"] }, d: ["y"] },
      e: [null],
    });
  });

  test("says once what all clauses have alike", () => {
    expect(detail(clause({ a: ["x"], b: ["y"] }), clause({ a: ["x"], c: ["z"] }))).toEqual({
      a: ["x"],
      $or: [{ b: ["y"] }, { c: ["z"] }],
    });
  });

  test("says once what some clauses have alike", () => {
    expect(
      detail(clause({ a: ["x"], b: ["y"] }), clause({ a: ["x"], c: ["z"] }), clause({ a: ["w"], d: ["v"] })),
    ).toEqual({
      $or: [
        { a: ["x"], $or: [{ b: ["y"] }, { c: ["z"] }] },
        { a: ["w"], d: ["v"] },
      ],
    });
  });

  test("leaves out a clause that another one holds already", () => {
    expect(detail(clause({ a: ["x"] }), clause({ a: ["x"], b: ["y"] }))).toEqual({ a: ["x"] });
  });
});
