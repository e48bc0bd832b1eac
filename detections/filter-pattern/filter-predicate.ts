import { type FilterPattern } from "./filter-pattern";
import { compileJsonPattern } from "./json-predicate";
import { compileTermPattern } from "./term-predicate";

/**
 * A test for events: JSON values for a JSON pattern, log lines for terms.
 *
 * It throws for no value. A value of the wrong kind does not match: a text is no JSON object, and an object no line.
 * Compile once and test often.
 */
export function compileFilterPattern(pattern: FilterPattern): (event: unknown) => boolean {
  if (pattern.kind === "json") return compileJsonPattern(pattern);
  const test = compileTermPattern(pattern);
  return (event) => typeof event === "string" && test(event);
}

/** Whether an event matches, as {@link compileFilterPattern} tests it. The test is kept as long as the pattern. */
export function matches(pattern: FilterPattern, event: unknown): boolean {
  const test = tests.get(pattern) ?? compileFilterPattern(pattern);
  tests.set(pattern, test);
  return test(event);
}

const tests = new WeakMap<FilterPattern, (event: unknown) => boolean>();
