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

  /** AWS does not publish this limit. In every recorded answer, AWS accepted 10 and rejected 11. */
  complexity: 10,

  /** Limit for each field alone. This project sets it as a margin below the limit of AWS. */
  fieldComplexity: 8,
} as const;

/** Reason why EventBridge would reject an event pattern. Undefined if EventBridge would accept it. */
export function eventPatternProblem(json: string): string | undefined {
  const { characters, combinations } = eventPatternLimits;
  if (json.length > characters)
    return `it has ${json.length} characters, but EventBridge accepts at most ${characters}`;
  const count = combinationsOf(JSON.parse(json));
  return count > combinations
    ? `it has ${count} combinations, but EventBridge accepts at most ${combinations}`
    : complexityProblem(json);
}

/** Cache of the results by event pattern. Null means that there is no problem. */
const problems = new Map<string, string | null>();

/** Reason why an event pattern is too complex. Undefined if it is not too complex. */
export function complexityProblem(json: string): string | undefined {
  const known = problems.get(json);
  if (known !== undefined) return known ?? undefined;
  const problem = countedProblem(json);
  problems.set(json, problem ?? null);
  return problem;
}

function countedProblem(json: string): string | undefined {
  const { complexity, fieldComplexity } = eventPatternLimits;
  const pattern = JSON.parse(json);
  const [path, highest = 0] = [...fieldComplexities(pattern)].toSorted(([, one], [, other]) => other - one)[0] ?? [];
  if (highest > fieldComplexity) {
    return `the complexity of ${path} is ${complexityText(highest)}, but a field can have at most ${fieldComplexity}`;
  }
  const whole = fullComplexityOf(pattern);
  return whole > complexity
    ? `its complexity is ${complexityText(whole)}, but EventBridge accepts at most ${complexity}`
    : undefined;
}

const complexityText = (complexity: number): string =>
  complexity < complexityCap ? `${complexity}` : `${complexity} or more`;

function combinationsOf(node: unknown): number {
  if (typeof node !== "object" || node === null) return 1;
  return Object.entries(node).reduce(
    (product, [key, value]) => product * (key === "$or" ? value.length : 1) * combinationsOf(value),
    1,
  );
}
