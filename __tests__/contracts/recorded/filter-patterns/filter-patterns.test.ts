import { detections } from "../../../../detections/catalog/all";
import { parseFilterPattern } from "../../../../aws-semantics/filter-pattern/filter-pattern";
import { FilterPatternError } from "../../../../aws-semantics/filter-pattern/filter-pattern-error";
import { matches } from "../../../../aws-semantics/filter-pattern/filter-predicate";
import { checkFilterPatternLimits } from "../../../../aws-semantics/filter-pattern/limits";
import { expressions, limits, type MatchFact, paths, refusals, terms, values } from "./filter-pattern-facts";

/** Patterns for which the evaluator differs from AWS, because JavaScript does not keep the notation of a number. */
const otherwise = ['{ $.v = "1" } on {"v":1.0}', '{ $.v = "1" } on {"v":1e0}'];

const parsed = (message: string): unknown => {
  try {
    return JSON.parse(message);
  } catch {
    return undefined;
  }
};

const evaluated = ({ pattern, message }: MatchFact): boolean => {
  const filter = parseFilterPattern(pattern);
  return filter.kind === "json" ? matches(filter, parsed(message)) : matches(filter, message);
};

test.each([
  ["terms", terms],
  ["expressions", expressions],
  ["values", values],
  ["paths", paths],
])("patterns for %s match the same events as recorded from AWS", (_, { rows }) => {
  const wrong = rows.filter((fact) => evaluated(fact) !== fact.matched);

  expect(
    wrong.map(({ pattern, message }) => `${pattern} on ${message}`).filter((row) => !otherwise.includes(row)),
  ).toEqual([]);
});

test("only the listed patterns differ", () => {
  const rows = values.rows.filter(({ pattern, message }) => otherwise.includes(`${pattern} on ${message}`));

  expect(rows.map((fact) => evaluated(fact) === fact.matched)).toEqual(otherwise.map(() => false));
});

test.each(refusals.rows)("this project refuses the pattern $pattern, as AWS does", ({ pattern }) => {
  expect(() => parseFilterPattern(pattern)).toThrow(FilterPatternError);
});

test.each(limits.rows)(
  "a log group accepts $patterns patterns with $inOnePattern regular expressions each: $admitted",
  (row) => {
    const conditions = Array.from({ length: row.inOnePattern }, (_, i) => `$.f${i} = %x%`);
    const patterns = Array.from({ length: row.patterns }, () => `{ ${conditions.join(" && ")} }`);

    expect(checkFilterPatternLimits(patterns).length === 0).toBe(row.admitted);
  },
);

test("regular expressions of the catalog use only syntax that AWS documents, or that AWS accepts in a recorded answer", () => {
  const written = detections.flatMap(({ pattern }) => [...pattern.matchAll(/%([^%]+)%/g)].map(([, text = ""]) => text));
  // A brace, even in a count such as {3}, seems to end a JSON pattern. The catalog writes braces as \x7b and \x7d
  const known =
    /^(?:\\x[0-7][\da-f]|\\[sWd*\\]|[\w"= :,]|\[\^?(?:\\x[\da-f]{2}|[\da-zA-Z]-[\da-zA-Z]|[\da-zA-Z])+\]|[*+?|^$.])+$/;

  expect(written.length).toBeGreaterThan(5);
  expect(written.filter((text) => !known.test(text))).toEqual([]);
});
