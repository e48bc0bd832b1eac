import { type Reader } from "./reader";
import { type Value, printValue, readValue } from "./value";

const operators = ["!=", "<=", ">=", "=", "<", ">"] as const;

/** Operator of a comparison. */
export type Operator = (typeof operators)[number];

/** Operator and value of a comparison. */
export interface Comparison {
  readonly operator: Operator;
  readonly value: Value;
}

/** Parses a comparison, if one begins at this position. Operators other than `=` and `!=` compare only with numbers. */
export function tryReadComparison(reader: Reader): Comparison | undefined {
  const operator = operators.find((token) => reader.take(token));
  if (operator === undefined) return undefined;
  reader.skipSpace();
  const start = reader.position;
  const value = readValue(reader);
  const isEquality = operator === "=" || operator === "!=";
  if (!isEquality && value.kind !== "number") reader.fail(`a number after \`${operator}\``, start);
  return { operator, value };
}

/** The text of a comparison. {@link tryReadComparison} parses it to the same comparison. */
export const printComparison = ({ operator, value }: Comparison): string => `${operator} ${printValue(value)}`;
