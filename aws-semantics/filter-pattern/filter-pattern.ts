import { type JsonPattern, printJsonPattern, readJsonPattern } from "./json-pattern";
import { Reader } from "./reader";
import { type TermPattern, printTermPattern, readTermPattern } from "./term-pattern";

/**
 * A filter pattern of CloudWatch Logs, as a tree of plain values.
 *
 * Every detection has a JSON pattern. Term patterns are supported, because the recorded answers of AWS about regular expressions are
 * for term patterns. JSON patterns contain the same regular expressions.
 */
export type FilterPattern = JsonPattern | TermPattern;

/** Cache of parsed patterns, because every check of a configuration reads the patterns of the same detections. */
const known = new Map<string, FilterPattern>();
const mostKnown = 1_000;

/**
 * Reads a filter pattern: a JSON pattern if it is in braces, or else terms. A pattern that is empty or has only white space has no
 * terms and matches every event.
 *
 * This function does not check limits, such as the number of characters. `checkFilterPatternLimits` does.
 *
 * @throws FilterPatternError when AWS would refuse the pattern, or may interpret it differently
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function parseFilterPattern(text: string): FilterPattern {
  const found = known.get(text) ?? read(new Reader(text));
  if (known.size >= mostKnown) known.clear();
  known.set(text, found);
  return found;
}

function read(reader: Reader): FilterPattern {
  reader.skipSpace();
  return reader.next === "{" ? readJsonPattern(reader) : readTermPattern(reader);
}

/**
 * The pattern as one line of text, which is parsed to the same pattern. Strings are in double quotes, numbers keep their notation,
 * white space is one space, and there are only necessary parentheses.
 */
export function printFilterPattern(pattern: FilterPattern): string {
  return pattern.kind === "json" ? printJsonPattern(pattern) : printTermPattern(pattern);
}
