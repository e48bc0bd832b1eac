import { type Comparison, printComparison, tryReadComparison } from "./comparison";
import { type Expression, printExpression, readExpression } from "./expression";
import { type Reader } from "./reader";

/** A comparison of the field it stands in. */
export type FieldCondition = { readonly kind: "comparison" } & Comparison;

/** What a pattern says of the fields of a line, from left to right. */
export type DelimitedField =
  /** One field. Its name may be empty. */
  | { readonly kind: "field"; readonly name: string; readonly condition?: Expression<FieldCondition> }

  /** `...`: any number of fields, none included. */
  | { readonly kind: "rest" };

/** A pattern that matches lines with fields between spaces. */
export interface DelimitedPattern {
  readonly kind: "delimited";
  readonly fields: readonly DelimitedField[];
}

/**
 * Reads a pattern in brackets.
 *
 * AWS answers that `[]` matches everything, and refuses two fields of a name and two `...`. A field without a name is
 * accepted, because an old user guide has one in an example (`[..., status_code=4*,]`), and so are parentheses in a
 * condition. Every condition of a field has to name that field.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/matching-terms-space-delimited-log-events.html
 */
export function readDelimitedPattern(reader: Reader): DelimitedPattern {
  reader.take("[");
  reader.skipSpace();
  const fields: DelimitedField[] = [];
  if (!reader.take("]")) {
    do fields.push(readField(reader, fields));
    while (reader.take(","));
    if (!reader.take("]")) reader.fail("`,` or `]`");
  }
  reader.end();
  return { kind: "delimited", fields };
}

function readField(reader: Reader, before: readonly DelimitedField[]): DelimitedField {
  reader.skipSpace();
  const start = reader.position;
  const isRest = reader.take("...");
  const name = isRest ? "..." : nameAhead(reader);
  if (name !== "" && before.some((field) => nameOf(field) === name)) reader.fail("another field than before", start);
  reader.skipSpace();
  if (isRest) return { kind: "rest" };
  const isAlone = reader.match(/[A-Za-z0-9_-]*[ \t\r\n\f\v]*(?=[,\]]|$)/y) !== undefined;
  if (isAlone) return { kind: "field", name };
  if (name === "") reader.fail("a name, `...`, `,` or `]`");
  return { kind: "field", name, condition: readExpression(reader, () => readCondition(reader, name)) };
}

/** The name of the field that begins here, behind any parentheses. */
function nameAhead(reader: Reader): string {
  const start = reader.position;
  reader.match(/[( \t\r\n\f\v]*/y);
  const name = reader.match(/[A-Za-z0-9_-]*/y) ?? "";
  reader.position = start;
  return name;
}

const nameOf = (field: DelimitedField): string => (field.kind === "rest" ? "..." : field.name);

function readCondition(reader: Reader, name: string): FieldCondition {
  const start = reader.position;
  if (reader.match(/[A-Za-z0-9_-]+/y) !== name) reader.fail(`\`${name}\`, the name of the field`, start);
  reader.skipSpace();
  return { kind: "comparison", ...(tryReadComparison(reader) ?? reader.fail("an operator, `,` or `]`")) };
}

/** The pattern as {@link readDelimitedPattern} reads it. */
export const printDelimitedPattern = ({ fields }: DelimitedPattern): string => `[${fields.map(printField).join(", ")}]`;

function printField(field: DelimitedField): string {
  if (field.kind === "rest") return "...";
  if (field.condition === undefined) return field.name;
  return printExpression(field.condition, (condition) => `${field.name} ${printComparison(condition)}`);
}
