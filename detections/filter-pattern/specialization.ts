import { type Expression, isJunction } from "./expression";
import { type JsonCondition } from "./json-pattern";

/** What is left of an expression: conditions that are still to be tested, or the answer. */
export type Residue = Expression<JsonCondition> | boolean;

/**
 * What is left of an expression when some of its conditions are known to hold or not to hold.
 *
 * @param answerOf the answer of a condition; undefined where it is not known yet
 */
export function specialize(
  expression: Expression<JsonCondition>,
  answerOf: (condition: JsonCondition) => boolean | undefined,
): Residue {
  if (!isJunction<JsonCondition>(expression)) return answerOf(expression) ?? expression;
  // One operand with this answer is the answer of all
  const decisive = expression.kind === "or";
  const open: Expression<JsonCondition>[] = [];
  for (const operand of expression.operands) {
    const residue = specialize(operand, answerOf);
    if (residue === decisive) return decisive;
    if (typeof residue !== "boolean") open.push(residue);
  }
  const [only, ...others] = open;
  if (only === undefined) return !decisive;
  return others.length === 0 ? only : { kind: expression.kind, operands: open };
}
