import { complexityOf } from "./complexity";
import { eventPatternLimits } from "./limits";

const tooComplex =
  "Rule is too complex - try using fewer wildcard characters or fewer repeating character sequences after a wildcard character";

/**
 * The error message of EventBridge for a pattern with valid syntax. Undefined if EventBridge accepts the pattern.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function patternRefusal(pattern: object): string | undefined {
  if (hasValueInOr(pattern)) return "Only JSON object is allowed in array of $or relationship.";
  return complexityOf(pattern) > eventPatternLimits.complexity ? tooComplex : undefined;
}

/** Whether the list of an `$or`, at any depth, contains a value that is not an object. */
function hasValueInOr(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasValueInOr);
  if (!isObject(value)) return false;
  return Object.entries(value).some(
    ([key, inner]) => hasValueInOr(inner) || (key === "$or" && Array.isArray(inner) && !inner.every(isObject)),
  );
}

const isObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);
