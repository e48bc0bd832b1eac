import { type FilterPattern } from "./filter-pattern";
import { compileJsonPattern } from "./json-predicate";
import { compileTermPattern } from "./term-predicate";

/**
 * A test for events: JSON values for a JSON pattern, log lines for terms.
 *
 * It does not throw for any value. A value of the wrong kind does not match: a JSON pattern matches only objects, and terms match only
 * lines. Compile a pattern once and test it often.
 */
export function compileFilterPattern(pattern: FilterPattern): (event: unknown) => boolean {
  if (pattern.kind === "json") return compileJsonPattern(pattern);
  const test = compileTermPattern(pattern);
  return (event) => typeof event === "string" && test(event);
}

/** Whether an event matches, with the test of {@link compileFilterPattern}. The test is cached as long as the pattern exists. */
export function matches(pattern: FilterPattern, event: unknown): boolean {
  const test = tests.get(pattern) ?? compileFilterPattern(pattern);
  tests.set(pattern, test);
  return test(event);
}

const tests = new WeakMap<FilterPattern, (event: unknown) => boolean>();
