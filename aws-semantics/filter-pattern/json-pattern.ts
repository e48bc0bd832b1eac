import { type Comparison, printComparison, tryReadComparison } from "./comparison";
import { type Expression, printExpression, readExpression } from "./expression";
import { type Reader } from "./reader";
import { type Selector, printSelector, readSelector } from "./selector";

const constants = ["NULL", "TRUE", "FALSE"] as const;

/** A condition on a value of a JSON event. */
export type JsonCondition =
  | ({ readonly kind: "comparison"; readonly selector: Selector } & Comparison)
  | { readonly kind: "is"; readonly selector: Selector; readonly constant: (typeof constants)[number] }
  | { readonly kind: "not-exists"; readonly selector: Selector };

/** A pattern that matches JSON events. */
export interface JsonPattern {
  readonly kind: "json";
  readonly condition: Expression<JsonCondition>;
}

/**
 * Parses a pattern in braces.
 *
 * Keywords are upper-case, as in the documentation of AWS. Lower-case keywords are rejected, because AWS does not document them.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/matching-terms-json-log-events.html
 */
export function readJsonPattern(reader: Reader): JsonPattern {
  reader.take("{");
  const condition = readExpression(reader, () => readCondition(reader));
  if (!reader.take("}")) reader.fail("`&&`, `||` or `}`");
  reader.end();
  return { kind: "json", condition };
}

function readCondition(reader: Reader): JsonCondition {
  const selector = readSelector(reader);
  reader.skipSpace();
  const comparison = tryReadComparison(reader);
  if (comparison !== undefined) return { kind: "comparison", selector, ...comparison };
  if (takeWord(reader, "IS")) {
    const constant = constants.find((word) => takeWord(reader, word));
    return { kind: "is", selector, constant: constant ?? reader.fail("`NULL`, `TRUE` or `FALSE`") };
  }
  if (!takeWord(reader, "NOT")) reader.fail("an operator, `IS` or `NOT EXISTS`");
  if (!takeWord(reader, "EXISTS")) reader.fail("`EXISTS`");
  return { kind: "not-exists", selector };
}

/** Parses exactly this word, if it is at this position, and the white space after it. */
function takeWord(reader: Reader, word: string): boolean {
  const start = reader.position;
  const isHere = reader.match(/\w+/y) === word;
  if (isHere) reader.skipSpace();
  else reader.position = start;
  return isHere;
}

/** The text of a pattern. {@link readJsonPattern} parses it to the same pattern. */
export const printJsonPattern = ({ condition }: JsonPattern): string =>
  `{ ${printExpression(condition, printCondition)} }`;

function printCondition(condition: JsonCondition): string {
  const selector = printSelector(condition.selector);
  if (condition.kind === "is") return `${selector} IS ${condition.constant}`;
  return condition.kind === "not-exists" ? `${selector} NOT EXISTS` : `${selector} ${printComparison(condition)}`;
}
