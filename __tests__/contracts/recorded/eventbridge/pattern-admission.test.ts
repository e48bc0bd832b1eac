import { complexityOf, fullComplexityOf } from "../../../../detections/event-pattern/complexity";
import { eventPatternLimits } from "../../../../detections/event-pattern/limits";
import { admissionFacts } from "./pattern-admission";

const isTooComplex = (complexity: number) => complexity > eventPatternLimits.complexity;

test.each(admissionFacts.rows)("$what is $expected by AWS and by us", ({ input, expected }) => {
  expect(isTooComplex(complexityOf(input)) ? "too complex" : "accepted").toBe(expected);
});

test("where we count more than AWS, it is behind a field that has to be absent", () => {
  const stricter = admissionFacts.rows.filter(
    ({ input, expected }) => expected === "accepted" && isTooComplex(fullComplexityOf(input)),
  );

  expect(stricter.map(({ what }) => what)).toEqual(["boundary-before-False"]);
});

test("there are enough of them, of both kinds, each with a name of its own", () => {
  const refused = admissionFacts.rows.filter(({ expected }) => expected === "too complex");

  expect(new Set(admissionFacts.rows.map(({ what }) => what)).size).toBe(admissionFacts.rows.length);
  expect(admissionFacts.rows.length).toBeGreaterThan(90);
  expect(refused.length).toBeGreaterThan(40);
});
