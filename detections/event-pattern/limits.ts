import { complexityCap, fieldComplexities, fullComplexityOf } from "./complexity";

/**
 * Default quotas of EventBridge.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export const eventPatternLimits = {
  characters: 2048,

  /** Product of the lengths of all `$or` lists. */
  combinations: 1000,

  /** AWS publishes no number. It rejected 11 and accepted 10 in every recorded answer. */
  complexity: 10,

  /** Limit for each field by itself. It is this project's own, as a margin below AWS's limit. */
  fieldComplexity: 8,
} as const;

/** Why EventBridge would reject an event pattern. Undefined if it would not. */
export function eventPatternProblem(json: string): string | undefined {
  const { characters, combinations } = eventPatternLimits;
  if (json.length > characters) return `it has ${json.length} characters, EventBridge accepts ${characters}`;
  const count = combinationsOf(JSON.parse(json));
  return count > combinations
    ? `it has ${count} combinations, EventBridge accepts ${combinations}`
    : complexityProblem(json);
}

/** Why an event pattern is too complex. Undefined if it is not. */
export function complexityProblem(json: string): string | undefined {
  const { complexity, fieldComplexity } = eventPatternLimits;
  const pattern = JSON.parse(json);
  const [path, highest = 0] = [...fieldComplexities(pattern)].toSorted(([, one], [, other]) => other - one)[0] ?? [];
  if (highest > fieldComplexity) {
    return `the complexity of ${path} is ${written(highest)}, a field may have ${fieldComplexity}`;
  }
  const whole = fullComplexityOf(pattern);
  return whole > complexity ? `its complexity is ${written(whole)}, EventBridge accepts ${complexity}` : undefined;
}

const written = (complexity: number): string =>
  complexity < complexityCap ? `${complexity}` : `${complexity} or more`;

function combinationsOf(node: unknown): number {
  if (typeof node !== "object" || node === null) return 1;
  return Object.entries(node).reduce(
    (product, [key, value]) => product * (key === "$or" ? value.length : 1) * combinationsOf(value),
    1,
  );
}
