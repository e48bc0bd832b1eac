import { complexityCap, fieldComplexities, fullComplexityOf } from "./complexity";

/**
 * What EventBridge accepts, as long as no quota is raised.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export const eventPatternLimits = {
  characters: 2048,

  /** The lengths of all lists of `$or`, multiplied. */
  combinations: 1000,

  /** AWS publishes no number. It refused 11 and accepted 10, in every recorded answer. */
  complexity: 10,

  /** Of one field by itself: a limit of this project, as a margin to that of AWS. */
  fieldComplexity: 8,
} as const;

/** Why EventBridge would refuse an event pattern; undefined when it would not. */
export function eventPatternProblem(json: string): string | undefined {
  const { characters, combinations } = eventPatternLimits;
  if (json.length > characters) return `it has ${json.length} characters, EventBridge accepts ${characters}`;
  const count = combinationsOf(JSON.parse(json));
  return count > combinations
    ? `it has ${count} combinations, EventBridge accepts ${combinations}`
    : complexityProblem(json);
}

/** Why an event pattern is too complex; undefined when it is not. */
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
