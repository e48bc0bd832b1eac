import { type Expression, isJunction } from "./expression";
import { type JsonCondition } from "./json-pattern";

/** The rest of an expression: the conditions whose results are not known yet, or the result. */
export type Residue = Expression<JsonCondition> | boolean;

/**
 * Simplifies an expression when the results of some conditions are known.
 *
 * @param answerOf result of a condition; undefined if it is not known yet
 */
export function specialize(
  expression: Expression<JsonCondition>,
  answerOf: (condition: JsonCondition) => boolean | undefined,
): Residue {
  if (!isJunction<JsonCondition>(expression)) return answerOf(expression) ?? expression;
  // One operand with this result decides the result of the junction
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
