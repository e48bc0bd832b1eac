import type { Clause } from "../../../../aws-semantics/event-pattern/clause";
import { eventPattern } from "../../../../aws-semantics/event-pattern/event-pattern";
import {
  complexityProblem,
  eventPatternLimits,
  eventPatternProblem,
} from "../../../../aws-semantics/event-pattern/limits";
import type { Matcher } from "../../../../aws-semantics/event-pattern/matcher";

const clause = (fields: Record<string, Matcher[]>): Clause => new Map(Object.entries(fields));

describe("an event pattern is refused", () => {
  const { characters } = eventPatternLimits;
  const ofLength = (length: number) => {
    const { length: rest } = eventPattern([clause({ a: [""] })]);
    return eventPattern([clause({ a: ["x".repeat(length - rest)] })]);
  };
  const ofLists = (...lengths: number[]) =>
    JSON.stringify(
      lengths.reduce<object>((inner, length) => ({ $or: Array.from({ length }, (_, i) => (i ? {} : inner)) }), {}),
    );

  test("an event pattern is refused with one character more than EventBridge accepts", () => {
    expect(eventPatternProblem(ofLength(characters - 1))).toBeUndefined();
    expect(eventPatternProblem(ofLength(characters))).toBeUndefined();
    expect(eventPatternProblem(ofLength(characters + 1))).toBe(
      "it has 2049 characters, but EventBridge accepts at most 2048",
    );
  });

  test("an event pattern is refused with one combination more than EventBridge accepts", () => {
    expect(eventPatternProblem(ofLists(27, 37))).toBeUndefined();
    expect(eventPatternProblem(ofLists(25, 40))).toBeUndefined();
    expect(eventPatternProblem(ofLists(7, 11, 13))).toBe(
      "it has 1001 combinations, but EventBridge accepts at most 1000",
    );
  });

  const stars = (count: number, field = "a") => ({ [field]: [{ wildcard: "*a".repeat(count) }] });
  const either = (...wildcards: string[]) => ({
    $or: wildcards.map((wildcard) => ({ a: [{ wildcard }] })),
  });

  test("an event pattern is refused with one point of complexity more than a field may have", () => {
    expect(eventPatternProblem(JSON.stringify(stars(4)))).toBeUndefined();
    expect(eventPatternProblem(JSON.stringify({ detail: stars(5) }))).toBe(
      "the complexity of detail.a is 10, but a field can have at most 8",
    );
    expect(complexityProblem(JSON.stringify(stars(9)))).toBe(
      "the complexity of a is 16 or more, but a field can have at most 8",
    );
  });

  test("an event pattern is refused with one point of complexity more than EventBridge accepts", () => {
    const accepted = either("*a*b*", "*c*d*", "*e");
    const refused = either("*a*b*", "*c*d*", "*e*");

    expect(eventPatternProblem(JSON.stringify(accepted))).toBeUndefined();
    expect(eventPatternProblem(JSON.stringify(refused))).toBe(
      "its complexity is 11, but EventBridge accepts at most 10",
    );
  });

  test("an event pattern is refused after a field that must be absent too, although Event Ruler does not count the later fields", () => {
    const hidden = { a: [{ exists: false }], b: [{ wildcard: "*a*a*a*a*a" }] };

    expect(complexityProblem(JSON.stringify(hidden))).toBe("the complexity of b is 10, but a field can have at most 8");
    expect(
      complexityProblem(
        JSON.stringify({ a: [{ exists: false }], $or: either("*a*b*", "*c*d*", "*e*").$or.map(({ a }) => ({ z: a })) }),
      ),
    ).toBe("its complexity is 11, but EventBridge accepts at most 10");
  });
});

test("the result is the same when an event pattern is checked again", () => {
  const complex = JSON.stringify({ a: [{ wildcard: "*a".repeat(eventPatternLimits.fieldComplexity + 1) }] });
  const [first, again] = [complexityProblem(complex), complexityProblem(complex)];

  expect(first).toMatch(/^the complexity of a is /);
  expect(again).toBe(first);
});
