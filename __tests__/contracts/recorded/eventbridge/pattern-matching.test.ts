import { alternativesOf } from "../../../../detections/event-pattern/alternatives";
import { type Matcher, bothOf } from "../../../../detections/event-pattern/matcher";
import { type MatchingFact, matchingFacts } from "./pattern-matching";

/** Fields of an event by their paths. */
function fieldsOf(path: string, value: unknown): [string, unknown][] {
  return typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => fieldsOf(`${path}.${key}`, inner))
    : [[path, value]];
}

/** Whether the matchers of a field leave anything of its value: they never miss it, and may take more. */
function accepts(matchers: readonly unknown[], fields: ReadonlyMap<string, unknown>, path: string): boolean {
  if (!fields.has(path)) return matchers.some((matcher) => JSON.stringify(matcher) === '{"exists":false}');
  return bothOf([fields.get(path) as Matcher], matchers as Matcher[]).length > 0;
}

/** What of patterns this project reads as AWS does: no lists in the event, and exceptions as lists. */
const isRead = ({ pattern, detail, expected }: MatchingFact): boolean =>
  expected !== "refused" && !/\[/.test(JSON.stringify(detail)) && !/"anything-but":["\d]/.test(JSON.stringify(pattern));

const read = matchingFacts.rows.filter(isRead);

const matches = ({ pattern, detail }: MatchingFact): boolean => {
  const fields = new Map(fieldsOf("detail", detail));
  return alternativesOf(pattern as object).some((alternative) =>
    [...alternative].every(([path, matchers]) => accepts(matchers, fields, path)),
  );
};

test.each(read.filter(({ expected }) => expected === "match"))("$what is matched by AWS and by us", (fact) => {
  expect(matches(fact)).toBe(true);
});

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
