import { compileExpression } from "./expression";
import { type JsonCondition, type JsonPattern } from "./json-pattern";
import { compileSelection, isObject } from "./selection";
import { compileNodePredicate } from "./value-predicate";

/**
 * A test for a JSON event.
 *
 * Only an object matches. In recorded answers of AWS, `[{"v":1}]` does not match any pattern, not even `$.v NOT EXISTS`. `NOT EXISTS`
 * is true when the selector finds no value, with or without a wildcard. A field whose value is null exists.
 */
export function compileJsonPattern({ condition }: JsonPattern): (event: unknown) => boolean {
  const test = compileExpression(condition, compileCondition);
  return (event) => isObject(event) && test(event);
}

/** A test for one condition. The event must be an object. */
export function compileCondition(condition: JsonCondition): (event: unknown) => boolean {
  const { selector } = condition;
  if (condition.kind === "not-exists") {
    const exists = compileSelection(selector, () => true);
    return (event) => !exists(event);
  }
  return compileSelection(
    selector,
    condition.kind === "is" ? isTests[condition.constant] : compileNodePredicate(condition),
  );
}

const isTests = {
  // In recorded answers of AWS, an array that contains null is also NULL. The user guide does not document this
  NULL: (value: unknown) => value === null || (Array.isArray(value) && value.includes(null)),
  TRUE: (value: unknown) => value === true,
  FALSE: (value: unknown) => value === false,
};
