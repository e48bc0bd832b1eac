import { type Term, type TermPattern } from "./term-pattern";
import { compileTextTest } from "./value-predicate";

/**
 * A test for terms in a line. A term may be anywhere in the line, even within a word.
 *
 * A line matches if it contains every required term and no excluded term. Optional terms count only if there are no other terms: then
 * one optional term is enough. Otherwise AWS ignores optional terms.
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
