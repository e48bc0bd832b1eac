import { fullComplexityOf } from "../../../../aws-semantics/event-pattern/complexity";
import { eventPatternLimits } from "../../../../aws-semantics/event-pattern/limits";
import { patternRefusal } from "../../../../aws-semantics/event-pattern/pattern-refusal";
import { admissionFacts } from "./pattern-admission";

const isTooComplex = (complexity: number) => complexity > eventPatternLimits.complexity;

test.each(admissionFacts.rows)(
  "this project accepts or refuses an event pattern like AWS: $what is $expected",
  ({ input, expected }) => {
    expect(patternRefusal(input) ?? "accepted").toContain(expected);
  },
);

test("this project counts a higher complexity than AWS only after a field that must be absent", () => {
  const stricter = admissionFacts.rows.filter(
    ({ input, expected }) => expected === "accepted" && isTooComplex(fullComplexityOf(input)),
  );

  expect(stricter.map(({ what }) => what)).toEqual(["boundary-before-False"]);
});

test("there are enough accepted and refused patterns, each with a unique name", () => {
  const refused = admissionFacts.rows.filter(({ expected }) => expected === "too complex");

  expect(new Set(admissionFacts.rows.map(({ what }) => what)).size).toBe(admissionFacts.rows.length);
  expect(admissionFacts.rows.length).toBeGreaterThan(90);
  expect(refused.length).toBeGreaterThan(40);
});
