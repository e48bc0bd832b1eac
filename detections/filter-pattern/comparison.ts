import { type Reader } from "./reader";
import { type Value, printValue, readValue } from "./value";

const operators = ["!=", "<=", ">=", "=", "<", ">"] as const;

/** How a field is compared. */
export type Operator = (typeof operators)[number];

/** What a field is compared with, and how. */
export interface Comparison {
  readonly operator: Operator;
  readonly value: Value;
}

/** Reads a comparison, if one stands here. Everything but `=` and `!=` compares with a number only. */
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

/** The comparison as {@link tryReadComparison} reads it. */
export const printComparison = ({ operator, value }: Comparison): string => `${operator} ${printValue(value)}`;
