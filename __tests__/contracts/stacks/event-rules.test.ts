import { complexityOf, fieldComplexities, fullComplexityOf } from "../../../aws-semantics/event-pattern/complexity";
import { eventPatternLimits, eventPatternProblem } from "../../../aws-semantics/event-pattern/limits";
import { eventRules, exampleConfigurations } from "../../support/event-rules";

const rules = eventRules().map(({ configuration, name, pattern: json }) => {
  const pattern = JSON.parse(json);
  return {
    configuration,
    name,
    json,
    complexity: complexityOf(pattern),
    full: fullComplexityOf(pattern),
    field: Math.max(0, ...fieldComplexities(pattern).values()),
    characters: json.length,
  };
});

describe("EventBridge accepts each rule of every example configuration", () => {
  test.each(rules)(
    "$name of $configuration: complexity $complexity, of a field $field, $characters characters",
    (rule) => {
      expect(eventPatternProblem(rule.json)).toBeUndefined();
      expect(rule.complexity).toBeLessThanOrEqual(rule.full);
      expect(rule.full).toBeLessThanOrEqual(eventPatternLimits.complexity);
      expect(rule.field).toBeLessThanOrEqual(eventPatternLimits.fieldComplexity);
    },
  );

  test("every configuration has rules", () => {
    expect([...new Set(rules.map(({ configuration }) => configuration))]).toEqual(exampleConfigurations);
  });
});
