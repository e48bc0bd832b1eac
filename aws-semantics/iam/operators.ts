import {
  type Comparison,
  arnLike,
  binary,
  bool,
  date,
  ipAddress,
  numeric,
  stringEquals,
  stringEqualsIgnoreCase,
  stringLike,
} from "./comparisons";
import { PolicyError } from "./policy-error";

/** A condition operator, parsed from its name. */
export interface Operator {
  readonly compare: Comparison;

  /** Whether the operator is true if no value matches. Such an operator is also true if the request does not have the key. */
  readonly negated: boolean;

  /** Set operator: whether all values of a key must match, or at least one. */
  readonly over?: "ForAllValues" | "ForAnyValue";

  /** Whether the operator is true if the request does not have the key. */
  readonly ifExists: boolean;
}

const affirmative = new Map<string, Comparison>(
  Object.entries({
    StringEquals: stringEquals,
    StringEqualsIgnoreCase: stringEqualsIgnoreCase,
    StringLike: stringLike,
    ArnEquals: arnLike,
    ArnLike: arnLike,
    NumericEquals: numeric((a, b) => a === b),
    NumericLessThan: numeric((a, b) => a < b),
    NumericLessThanEquals: numeric((a, b) => a <= b),
    NumericGreaterThan: numeric((a, b) => a > b),
    NumericGreaterThanEquals: numeric((a, b) => a >= b),
    DateEquals: date((a, b) => a === b),
    DateLessThan: date((a, b) => a < b),
    DateLessThanEquals: date((a, b) => a <= b),
    DateGreaterThan: date((a, b) => a > b),
    DateGreaterThanEquals: date((a, b) => a >= b),
    Bool: bool,
    BinaryEquals: binary,
    IpAddress: ipAddress,
  }),
);

const negative = new Map<string, Comparison>(
  Object.entries({
    StringNotEquals: stringEquals,
    StringNotEqualsIgnoreCase: stringEqualsIgnoreCase,
    StringNotLike: stringLike,
    ArnNotEquals: arnLike,
    ArnNotLike: arnLike,
    NumericNotEquals: numeric((a, b) => a === b),
    DateNotEquals: date((a, b) => a === b),
    NotIpAddress: ipAddress,
  }),
);

/** Names of all operators except `Null`. */
export const operatorNames: readonly string[] = [...affirmative.keys(), ...negative.keys()];

/** Cache of parsed operators by name. Policies use few operators, and evaluations read them many times. */
const known = new Map<string, Operator>();

/**
 * Finds a condition operator.
 *
 * @throws PolicyError for an unknown operator
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function operatorOf(name: string): Operator {
  const operator = known.get(name) ?? parseOperator(name);
  known.set(name, operator);
  return operator;
}

function parseOperator(name: string): Operator {
  const [, over, base = "", ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/.exec(name) ?? [];
  const compare = affirmative.get(base) ?? negative.get(base);
  if (compare === undefined) throw new PolicyError(`the condition operator ${name} cannot be evaluated`);
  return {
    compare,
    negated: negative.has(base),
    ...(over !== undefined && { over: over as NonNullable<Operator["over"]> }),
    ifExists: ifExists !== undefined,
  };
}
