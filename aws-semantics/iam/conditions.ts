import { readBool } from "./comparisons";
import { type Statement, listOf } from "./document";
import { type Operator, operatorOf } from "./operators";
import { lacksVariable } from "./pattern";
import { PolicyError } from "./policy-error";
import type { RequestContext } from "./request";

/** A condition that is false. Explanations use it. */
export interface UnmetCondition {
  readonly operator: string;
  readonly key: string;
  readonly wanted: readonly string[];

  /** Value of the request. Undefined if the request does not have the key. */
  readonly got: string | readonly string[] | undefined;
}

/**
 * The conditions of a statement that are false. A statement applies only if all are true.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 */
export function unmetConditions(condition: Statement["Condition"], context: RequestContext): UnmetCondition[] {
  const unmet: UnmetCondition[] = [];
  if (condition === undefined) return unmet;
  for (const { operator, key, name, wanted } of conditionsOf(condition)) {
    const got = context.get(name);
    if (!holds(operator, wanted, got, context)) unmet.push({ operator, key, wanted, got });
  }
  return unmet;
}

/** One condition. The name is its key in lower case. */
interface Single {
  readonly operator: string;
  readonly key: string;
  readonly name: string;
  readonly wanted: readonly string[];
}

/** Cache of the conditions of statements, because an evaluation reads them for many requests. */
const singles = new WeakMap<Conditions, readonly Single[]>();

type Conditions = NonNullable<Statement["Condition"]>;

function conditionsOf(condition: Conditions): readonly Single[] {
  const known = singles.get(condition);
  if (known) return known;
  const all = Object.entries(condition).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => ({ operator, key, name: key.toLowerCase(), wanted: listOf(values) })),
  );
  singles.set(condition, all);
  return all;
}

function holds(
  name: string,
  wanted: readonly string[],
  got: string | readonly string[] | undefined,
  context: RequestContext,
): boolean {
  const present = listOf(got);
  if (name === "Null") return wanted.some((value) => readBool(value) === String(present.length === 0));

  const operator = operatorOf(name);
  // A key with several values needs a set operator, even if a request has only one value
  if (Array.isArray(got) && operator.over === undefined) return false;
  if (present.length === 0) return holdsWithout(operator);
  refuseUnresolved(name, operator, wanted, context);
  const isRight = (value: string) => {
    const results = wanted.map((one) => operator.compare(one, value, context));
    return !results.includes(undefined) && results.includes(true) !== operator.negated;
  };
  return operator.over === "ForAllValues" ? present.every(isRight) : present.some(isRight);
}

/** Refuses a negated operator with a variable that has no value, because IAM does not document the result. */
function refuseUnresolved(name: string, { negated }: Operator, wanted: readonly string[], context: RequestContext) {
  const unresolved = negated ? wanted.find((value) => lacksVariable(value, context)) : undefined;
  if (unresolved !== undefined) {
    throw new PolicyError(`${name} compares with ${unresolved}, but the request has no value for this variable`);
  }
}

/** Result of an operator for a key that the request does not have. */
function holdsWithout({ negated, over, ifExists }: Operator): boolean {
  if (ifExists || over === "ForAllValues") return true;
  return negated && over === undefined;
}
