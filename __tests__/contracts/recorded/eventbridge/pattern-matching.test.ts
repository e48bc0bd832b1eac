import { alternativesOf } from "../../../../aws-semantics/event-pattern/alternatives";
import { type Matcher, bothOf } from "../../../../aws-semantics/event-pattern/matcher";
import { type MatchingFact, matchingFacts } from "./pattern-matching";

/** Returns the fields of an event by their paths. */
function fieldsOf(path: string, value: unknown): [string, unknown][] {
  return typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => fieldsOf(`${path}.${key}`, inner))
    : [[path, value]];
}

/** Whether the samples of a field may match its value. They never miss a match, and may match more values. */
function accepts(matchers: readonly unknown[], fields: ReadonlyMap<string, unknown>, path: string): boolean {
  if (!fields.has(path)) return matchers.some((matcher) => JSON.stringify(matcher) === '{"exists":false}');
  return bothOf([fields.get(path) as Matcher], matchers as Matcher[]).length > 0;
}

/** The patterns that this project evaluates like AWS: without lists in the event, and with exclusions as lists. */
const isRead = ({ pattern, detail, expected }: MatchingFact): boolean =>
  expected !== "refused" && !/\[/.test(JSON.stringify(detail)) && !/"anything-but":["\d]/.test(JSON.stringify(pattern));

const read = matchingFacts.rows.filter(isRead);

const matches = ({ pattern, detail }: MatchingFact): boolean => {
  const fields = new Map(fieldsOf("detail", detail));
  return alternativesOf(pattern as object).some((alternative) =>
    [...alternative].every(([path, matchers]) => accepts(matchers, fields, path)),
  );
};

test.each(read.filter(({ expected }) => expected === "match"))(
  "AWS and this project return the same for $what",
  (fact) => {
    expect(matches(fact)).toBe(true);
  },
);

test("this project matches more than AWS only for a range of numbers", () => {
  const wider = read.filter((fact) => fact.expected === "no match" && matches(fact));

  expect(wider.filter(({ pattern }) => !JSON.stringify(pattern).includes('"numeric"'))).toEqual([]);
});

test("there are enough matches and non-matches, and most of the patterns can be evaluated", () => {
  const count = (expected: MatchingFact["expected"]) =>
    matchingFacts.rows.filter((fact) => fact.expected === expected).length;

  expect(Math.min(count("match"), count("no match"))).toBeGreaterThan(100);
  expect(count("refused")).toBeGreaterThan(30);
  expect(read.length).toBeGreaterThan(190);
});
