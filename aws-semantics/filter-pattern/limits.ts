import { leavesOf } from "./expression";
import { type FilterPattern, parseFilterPattern } from "./filter-pattern";
import { FilterPatternError } from "./filter-pattern-error";
import { type JsonCondition } from "./json-pattern";
import { type Selector, printSelector } from "./selector";
import { type Value } from "./value";

/**
 * Limits of CloudWatch Logs.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/regex-expressions.html
 */
export const filterPatternLimits = {
  /** Maximum length of a pattern, in UTF-16 units as AWS and JavaScript count them. A character above U+FFFF counts as two. */
  characters: 1024,
  wildcardsPerSelector: 1,

  /** Maximum number of selectors with a wildcard in a pattern. */
  wildcardSelectors: 3,
  regexes: 2,

  /** Maximum number of patterns with a regular expression in a log group. */
  patternsWithRegex: 5,

  /** Maximum number of metric filters of a log group. */
  patterns: 100,
} as const;

/**
 * All reasons why CloudWatch Logs would refuse the patterns of one log group. Empty if it would accept the patterns. Syntax errors of
 * patterns are also reported.
 *
 * @param patterns patterns; the messages contain their numbers in this order, from 1
 */
export function checkFilterPatternLimits(patterns: readonly string[]): string[] {
  const parsed = patterns.map(tryParse);
  const withRegex = parsed.filter(hasRegex).length;
  const problems = patterns.flatMap((text, index) =>
    problemsOf(text, parsed[index] ?? "").map((problem) => `filter pattern ${index + 1}: ${problem}`),
  );
  return [
    ...problems,
    ...over(
      withRegex,
      filterPatternLimits.patternsWithRegex,
      "filter patterns with regular expressions",
      "a log group",
    ),
    ...over(patterns.length, filterPatternLimits.patterns, "filter patterns", "a log group"),
  ];
}

/** Whether a pattern has a regular expression. Nearly all configurations deploy the same patterns, so each is parsed once. */
const regexKnown = new Map<string, boolean>();

/** Number of patterns with a regular expression. A pattern with a syntax error does not count. */
export function countWithRegex(patterns: readonly string[]): number {
  return patterns.filter((text) => {
    const isRegex = regexKnown.get(text) ?? hasRegex(tryParse(text));
    regexKnown.set(text, isRegex);
    return isRegex;
  }).length;
}

const hasRegex = (pattern: FilterPattern | string): boolean => typeof pattern !== "string" && regexesOf(pattern) > 0;

/** The parsed pattern, or the message of the syntax error. */
function tryParse(text: string): FilterPattern | string {
  try {
    return parseFilterPattern(text);
  } catch (error) {
    if (error instanceof FilterPatternError) return error.message;
    throw error;
  }
}

function problemsOf(text: string, pattern: FilterPattern | string): string[] {
  const tooLong = over(text.length, filterPatternLimits.characters, "characters", "a pattern");
  if (typeof pattern === "string") return [...tooLong, pattern];
  const selectors = pattern.kind === "json" ? leavesOf<JsonCondition>(pattern.condition).map(selectorOf) : [];
  const wild = selectors.filter((selector) => wildcardsOf(selector) > 0).length;
  return [
    ...tooLong,
    ...selectors.flatMap(wildcardProblems),
    ...over(wild, filterPatternLimits.wildcardSelectors, "selectors with a wildcard", "a pattern"),
    ...over(regexesOf(pattern), filterPatternLimits.regexes, "regular expressions", "a pattern"),
  ];
}

const selectorOf = ({ selector }: JsonCondition): Selector => selector;

function wildcardProblems(selector: Selector): string[] {
  const where = `\`${printSelector(selector)}\``;
  return over(wildcardsOf(selector), filterPatternLimits.wildcardsPerSelector, "wildcards", where);
}

const over = (count: number, most: number, what: string, where: string): string[] =>
  count > most ? [`${count} ${what}, and ${where} can have at most ${most}`] : [];

const wildcardsOf = (selector: Selector): number =>
  selector.filter(({ kind }) => kind === "every-element" || kind === "every-field").length;

const regexesOf = (pattern: FilterPattern): number => valuesOf(pattern).filter(({ kind }) => kind === "regex").length;

function valuesOf(pattern: FilterPattern): readonly Pick<Value, "kind">[] {
  if (pattern.kind === "terms") return pattern.terms.map(({ value }) => value);
  return leavesOf<JsonCondition>(pattern.condition).flatMap((condition) =>
    condition.kind === "comparison" ? [condition.value] : [],
  );
}
