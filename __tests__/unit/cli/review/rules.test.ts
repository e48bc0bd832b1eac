import type { AccessGain } from "../../../../cli/review/reading/compared-plan";
import { review } from "../../../../cli/review/review";
import { severities } from "../../../../cli/review/rule";
import { rules } from "../../../../cli/review/rules";
import { type PlannedResource, planOf } from "../../../support/plans";
import { reviewCases } from "../../../support/review-cases/all";

const flaggedRules = (
  resources: readonly PlannedResource[],
  more = {},
  accessGained: readonly AccessGain[] = [],
): string[] =>
  review([{ ...planOf(resources, more), accessGained }])
    .filter(({ isUnknown }) => !isUnknown)
    .map(({ rule }) => rule.id);

describe.each(rules.map((rule) => [rule.id, rule] as const))("the rule %s", (id, rule) => {
  const cases = reviewCases.filter((one) => one.rule === id);

  test("finds a problem in its example plan, and none in its near miss", () => {
    expect(cases.length).toBeGreaterThan(0);
    for (const { flagged, passed, more, accessGained, onlyFlagged = false } of cases) {
      expect(flaggedRules(flagged, more, accessGained)).toContain(id);
      expect(flaggedRules(passed, onlyFlagged ? {} : more)).not.toContain(id);
    }
  });

  test("has sentences about the finding, its risk and its fix", () => {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)+$/);
    expect(rule.what).toMatch(/^[a-z].*[^.]$/);
    expect(rule.why).toMatch(/^[A-Z].*\.$/);
    expect(rule.fix).toMatch(/^[A-Z].*\.$/);
  });
});

test("every rule has a unique id, and every case has a rule", () => {
  const ids = rules.map(({ id }) => id);

  expect(new Set(ids).size).toBe(ids.length);
  expect(reviewCases.map(({ rule }) => rule).filter((rule) => !ids.includes(rule))).toEqual([]);
});

test("there are at least sixty rules, and rules of every severity", () => {
  expect(rules.length).toBeGreaterThanOrEqual(60);
  expect(new Set(rules.map(({ severity }) => severity))).toEqual(new Set(severities));
});
