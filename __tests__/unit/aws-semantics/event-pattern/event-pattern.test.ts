import type { Clause } from "../../../../aws-semantics/event-pattern/clause";
import { eventPattern } from "../../../../aws-semantics/event-pattern/event-pattern";
import type { Matcher } from "../../../../aws-semantics/event-pattern/matcher";

const clause = (fields: Record<string, Matcher[]>): Clause => new Map(Object.entries(fields));
const detail = (...clauses: Clause[]) => JSON.parse(eventPattern(clauses)).detail;

test("an event pattern matches only events from CloudTrail, which nobody else can send", () => {
  expect(JSON.parse(eventPattern([clause({ a: ["x"] })]))).toEqual({
    source: [{ prefix: "aws." }],
    "detail-type": [{ suffix: " via CloudTrail" }],
    detail: { a: ["x"] },
  });
});

describe("the detail of an event pattern", () => {
  test("contains a field inside its parents", () => {
    expect(detail(clause({ "a.b.c": ["x"], "a.d": ["y"], e: [null] }))).toEqual({
      a: { b: { c: ["x"] }, d: ["y"] },
      e: [null],
    });
  });

  test("contains a condition once if all clauses have it", () => {
    expect(detail(clause({ a: ["x"], b: ["y"] }), clause({ a: ["x"], c: ["z"] }))).toEqual({
      a: ["x"],
      $or: [{ b: ["y"] }, { c: ["z"] }],
    });
  });

  test("contains a condition once if some clauses have it", () => {
    expect(
      detail(clause({ a: ["x"], b: ["y"] }), clause({ a: ["x"], c: ["z"] }), clause({ a: ["w"], d: ["v"] })),
    ).toEqual({
      $or: [
        { a: ["x"], $or: [{ b: ["y"] }, { c: ["z"] }] },
        { a: ["w"], d: ["v"] },
      ],
    });
  });

  test("omits a clause that another clause includes", () => {
    expect(detail(clause({ a: ["x"] }), clause({ a: ["x"], b: ["y"] }))).toEqual({ a: ["x"] });
  });
});
