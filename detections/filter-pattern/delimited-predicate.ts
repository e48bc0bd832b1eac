import { type DelimitedField, type DelimitedPattern } from "./delimited-pattern";
import { compileExpression } from "./expression";
import { splitLogLine } from "./log-fields";
import { compileFieldPredicate } from "./value-predicate";

type FieldTest = (text: string) => boolean;

/**
 * A test for a line with fields between spaces.
 *
 * The pattern's fields are the line's, from the left as far as `...`, and from the right behind it. Without `...`, a line
 * with fewer fields does not match, and the last field is all the rest of a line with more. So AWS answers.
 */
export function compileDelimitedPattern({ fields }: DelimitedPattern): (line: string) => boolean {
  const restAt = fields.findIndex(({ kind }) => kind === "rest");
  if (fields.length === 0) return () => true;
  if (restAt === -1) return compileExactly(fields.map(compileField));
  const before = fields.slice(0, restAt).map(compileField);
  const after = fields.slice(restAt + 1).map(compileField);
  return (line) => {
    const found = splitLogLine(line).map(({ text }) => text);
    const isLongEnough = found.length >= before.length + after.length;
    const tail = found.slice(found.length - after.length);
    return isLongEnough && doAllMatch(before, found) && doAllMatch(after, tail);
  };
}

function compileExactly(tests: readonly FieldTest[]): (line: string) => boolean {
  return (line) => {
    const found = splitLogLine(line);
    const last = found[tests.length - 1];
    if (last === undefined) return false;
    const texts = found.slice(0, tests.length).map(({ text }) => text);
    if (found.length > tests.length) texts[tests.length - 1] = line.slice(last.start).trimEnd();
    return doAllMatch(tests, texts);
  };
}

const doAllMatch = (tests: readonly FieldTest[], texts: readonly string[]): boolean =>
  tests.every((test, index) => test(texts[index] ?? ""));

const compileField = (field: DelimitedField): FieldTest =>
  field.kind === "rest" || field.condition === undefined
    ? () => true
    : compileExpression(field.condition, compileFieldPredicate);
