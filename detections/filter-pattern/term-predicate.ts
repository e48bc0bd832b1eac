import { type Term, type TermPattern } from "./term-pattern";
import { compileTextTest } from "./value-predicate";

/**
 * A test for a line by what it contains, anywhere and also within a word.
 *
 * A line has every required term and no excluded one. Optional terms count only when there are no others: then one of
 * them is enough. AWS ignores them otherwise.
 */
export function compileTermPattern({ terms }: TermPattern): (line: string) => boolean {
  const testsOf = (role: Term["role"]) => terms.filter((term) => term.role === role).map(compileTerm);
  const optional = testsOf("optional");
  if (terms.length > 0 && optional.length === terms.length) return (line) => optional.some((test) => test(line));
  const required = testsOf("required");
  const excluded = testsOf("excluded");
  return (line) => required.every((test) => test(line)) && !excluded.some((test) => test(line));
}

function compileTerm({ value }: Term): (line: string) => boolean {
  return value.kind === "regex" ? compileTextTest(value) : (line) => line.includes(value.text);
}
