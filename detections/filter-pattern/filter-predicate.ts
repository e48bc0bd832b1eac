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

/** A test for log lines as CloudWatch Logs gets them. A line that is not JSON does not match a JSON pattern. */
export function compileLinePattern(pattern: FilterPattern): (line: string) => boolean {
  const test = compileFilterPattern(pattern);
  return pattern.kind === "json" ? (line) => test(tryParseJson(line)) : test;
}

/** Whether an event matches, as {@link compileFilterPattern} tests it. The test is kept as long as the pattern. */
export const matches = (pattern: FilterPattern, event: unknown): boolean =>
  keep(eventTests, pattern, compileFilterPattern)(event);

/** Whether a log line matches, as {@link compileLinePattern} tests it. The test is kept as long as the pattern. */
export const matchesLine = (pattern: FilterPattern, line: string): boolean =>
  keep(lineTests, pattern, compileLinePattern)(line);

const eventTests = new WeakMap<FilterPattern, (event: unknown) => boolean>();
const lineTests = new WeakMap<FilterPattern, (line: string) => boolean>();

function keep<Test>(
  tests: WeakMap<FilterPattern, Test>,
  pattern: FilterPattern,
  compile: (pattern: FilterPattern) => Test,
): Test {
  const test = tests.get(pattern) ?? compile(pattern);
  tests.set(pattern, test);
  return test;
}

function tryParseJson(line: string): unknown {
  // Sooner than an error is thrown and caught
  if (!/^\s*\{/.test(line)) return undefined;
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
