import { isDeepStrictEqual } from "node:util";
import { fieldOf } from "../../shared/keys";
import { compileCondition } from "../filter-pattern/json-predicate";
import { FilterPatternError } from "../filter-pattern/filter-pattern-error";
import { type FilterPattern, parseFilterPattern, printFilterPattern } from "../filter-pattern/filter-pattern";
import { matches } from "../filter-pattern/filter-predicate";
import { type Expression, isJunction, leavesOf } from "../filter-pattern/expression";
import type { JsonCondition, JsonPattern } from "../filter-pattern/json-pattern";
import { Reader } from "../filter-pattern/reader";
import { nonAscii } from "../filter-pattern/regex/character-set";
import { readRegex } from "../filter-pattern/regex/regex";
import { type Selector, type SelectorStep, printSelector } from "../filter-pattern/selector";
import type { Term, TermPattern } from "../filter-pattern/term-pattern";
import { compileTextTest } from "../filter-pattern/value-predicate";
import { type Value, numberOf } from "../filter-pattern/value";
import { type Fields, type PatternExpression, lostFields } from "./field-condition";
import { type LostMatch, cacheLosses } from "./lost-match";
import { type Unnamed, exampleText, numbersAround, textsOf, unnamedBy, unnamedValues } from "./sample-values";

/**
 * The events that a changed filter pattern of CloudWatch Logs no longer matches. Both patterns are evaluated on sample events,
 * whose values are
 * the values that the patterns name, similar values, and values that neither pattern names.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export const lostByFilter = cacheLosses((before, after) => {
  try {
    return lostByParsed(parseFilterPattern(before), parseFilterPattern(after));
  } catch (error) {
    if (!(error instanceof FilterPatternError)) throw error;
    return { kind: "undecided", why: error.message };
  }
});

function lostByParsed(before: FilterPattern, after: FilterPattern): LostMatch {
  if (printFilterPattern(before) === printFilterPattern(after)) return { kind: "nothing" };
  return before.kind === "json" && after.kind === "json" ? lostByJson(before, after) : lostByLines(before, after);
}

function lostByJson(before: JsonPattern, after: JsonPattern): LostMatch {
  if (entails(before.condition, after.condition)) return { kind: "nothing" };
  const unnamed = unnamedIn(before, after);
  const conditions = [before, after].flatMap(({ condition }) => leavesOf<JsonCondition>(condition));
  const selectors = new Map(conditions.map(({ selector }) => [printSelector(selector), selector]));
  const sampled = new Map(
    [...selectors.keys()].map((field) => [
      field,
      samplesOf(
        conditions.filter(({ selector }) => printSelector(selector) === field),
        unnamed,
      ),
    ]),
  );
  const lost = lostFields({
    before: expressionOf(before.condition),
    after: expressionOf(after.condition),
    samples: new Map([...sampled].map(([field, { values }]) => [field, values])),
  });
  if (typeof lost === "object") {
    const event = eventOf(lost, selectors);
    if (matches(before, event) && !matches(after, event))
      return { kind: "event", example: exampleText(event, unnamed) };
    return { kind: "undecided", why: "fields of the pattern overlap" };
  }
  if (lost === "undecided") return { kind: "undecided", why: "the patterns have too many cases" };
  return (
    undecidedRegexes(before, after) ??
    ([...sampled.values()].some(({ isWhole }) => !isWhole)
      ? { kind: "undecided", why: "a field has too many wildcards" }
      : anyOverlap([...selectors.values()])
        ? { kind: "undecided", why: "fields of the pattern overlap" }
        : { kind: "nothing" })
  );
}

/** Whether `one` implies `other`, as far as their structure shows it. */
function entails(one: Expression<JsonCondition>, other: Expression<JsonCondition>): boolean {
  const [ofOne, ofOther] = [one, other].map((condition) =>
    isJunction<JsonCondition>(condition) ? condition : { kind: "leaf", operands: [] },
  ) as [Junction, Junction];
  if (ofOne.kind === "or") return ofOne.operands.every((operand) => entails(operand, other));
  if (ofOther.kind === "and") return ofOther.operands.every((operand) => entails(one, operand));
  return (
    printFilterPattern({ kind: "json", condition: one }) === printFilterPattern({ kind: "json", condition: other }) ||
    ofOther.operands.some((operand) => entails(one, operand)) ||
    ofOne.operands.some((operand) => entails(operand, other))
  );
}

interface Junction {
  readonly kind: "and" | "or" | "leaf";
  readonly operands: readonly Expression<JsonCondition>[];
}

/** A condition as an expression. Each field condition is evaluated on an event that has only this field. */
function expressionOf(condition: Expression<JsonCondition>): PatternExpression {
  if (isJunction<JsonCondition>(condition)) {
    return { kind: condition.kind, operands: condition.operands.map((operand) => expressionOf(operand)) };
  }
  const { selector } = condition;
  const field = printSelector(selector);
  const test = compileCondition(condition);
  const answers = new Map<unknown, boolean>();
  const holds = (value: unknown): boolean => {
    const known = answers.get(value);
    if (known !== undefined) return known;
    const answer = test(eventOf(new Map([[field, value]]), new Map([[field, selector]])));
    answers.set(value, answer);
    return answer;
  };
  return { kind: "field", field, holds };
}

interface Samples {
  readonly values: readonly unknown[];

  /** Whether the samples contain every combination of the strings that the conditions name. */
  readonly isWhole: boolean;
}

function samplesOf(conditions: readonly JsonCondition[], unnamed: Unnamed): Samples {
  const compared = conditions.filter((condition) => condition.kind === "comparison");
  const named = compared.map(({ value }) => value);
  const texts = named.flatMap((value) => (value.kind === "regex" ? [] : [value.text]));
  const bare = (text: string) => text.replaceAll(/^\*|\*$/g, "");
  const like = (pattern: RegExp) => texts.filter((text) => pattern.test(text)).map(bare);
  const combined = textsOf(
    {
      whole: [...texts.filter((text) => !/^\*|\*$/.test(text)), ...named.flatMap(regexSamples)],
      beginnings: like(/^(?!\*).*\*$/s),
      endings: like(/^\*.*(?<!\*)$/s),
      parts: like(/^\*.*\*$/s).filter((text) => text !== ""),
    },
    unnamed,
  );
  const numbers = texts.map((text) => numberOf(bare(text))).filter((number) => !Number.isNaN(number));
  return {
    values: [...(combined ?? texts.map(bare)), ...numbersAround(numbers), ...unnamedValues(unnamed), {}],
    isWhole: combined !== undefined && isDecided(compared),
  };
}

/** Whether the samples of a field contain every case that its comparisons distinguish. */
function isDecided(compared: readonly Extract<JsonCondition, { readonly kind: "comparison" }>[]): boolean {
  const distinct = new Set(compared.map(({ operator, value }) => JSON.stringify([operator, value])));
  const [first] = compared;
  // With a single regular expression, there are only two cases
  if (compared.some(({ value }) => value.kind === "regex")) {
    return distinct.size === 1 && first !== undefined && regexSamples(first.value).some(compileTextTest(first.value));
  }
  // A number between two named numbers can also match a string prefix
  const isOrdered = compared.some(({ operator }) => operator !== "=" && operator !== "!=");
  return !isOrdered || !compared.some(({ value }) => value.kind === "text" && value.text.includes("*"));
}

/** Sample strings for a regular expression: each alternative finds one of them. */
function regexSamples(value: Value): string[] {
  if (value.kind !== "regex") return [];
  return readRegex(new Reader(`%${value.source}%`)).alternatives.map((items) =>
    items
      .map((item) => {
        if (item.kind !== "characters") return "";
        const code = [...item.set].find((one) => one > 0x20 && one < nonAscii);
        return String.fromCodePoint(code ?? 0x78).repeat(item.least);
      })
      .join(""),
  );
}

/** Undecided if the regular expressions change: samples do not contain every string that a regular expression finds. */
function undecidedRegexes(before: FilterPattern, after: FilterPattern): LostMatch | undefined {
  const [old, next] = [regexesOf(before), regexesOf(after)];
  return old === next ? undefined : { kind: "undecided", why: "a regular expression changes" };
}

function regexesOf(pattern: FilterPattern): string {
  const values: readonly { readonly kind: string; readonly source?: string }[] =
    pattern.kind === "terms"
      ? pattern.terms.map(({ value }) => value)
      : leavesOf<JsonCondition>(pattern.condition).flatMap((one) => (one.kind === "comparison" ? [one.value] : []));
  return [...new Set(values.flatMap(({ kind, source = "" }) => (kind === "regex" ? [source] : [])))]
    .toSorted()
    .join("\n");
}

/** Whether two selectors can select the same value, or one can select a value inside the value of the other. */
function anyOverlap(selectors: readonly Selector[]): boolean {
  const isEither = (one: SelectorStep, other: SelectorStep) =>
    one.kind.startsWith("every") || other.kind.startsWith("every") || JSON.stringify(one) === JSON.stringify(other);
  const isPair = (one: Selector, other: Selector) =>
    one.slice(0, other.length).every((step, i) => isEither(step, other[i] ?? step));
  return selectors.some((one, i) => selectors.slice(i + 1).some((other) => isPair(one, other)));
}

/** Builds an event with these fields. A wildcard becomes an array with one element, or an object with one field. */
function eventOf(fields: Fields, selectors: ReadonlyMap<string, Selector>): unknown {
  let event: unknown = {};
  for (const [field, value] of fields) {
    const selector = selectors.get(field);
    if (selector !== undefined && value !== undefined) event = withValue(event, selector, value);
  }
  return event;
}

function withValue(node: unknown, [step, ...rest]: Selector, value: unknown): unknown {
  if (step === undefined) return value;
  const inner = (known: unknown) => withValue(known, rest, value);
  if (step.kind === "key" || step.kind === "every-field") {
    const key = step.kind === "key" ? step.key : "any";
    const known = typeof node === "object" && node !== null && !Array.isArray(node) ? node : {};
    return { ...known, [key]: inner(fieldOf(known, key)) };
  }
  const index = step.kind === "index" ? step.index : 0;
  const known: readonly unknown[] = Array.isArray(node) ? node : [];
  return Array.from({ length: Math.max(known.length, index + 1) }, (_, i) =>
    i === index ? inner(known[i]) : (known[i] ?? {}),
  );
}

/** Maximum number of terms. The samples contain every subset of the terms. */
const mostTerms = 10;

/**
 * Compares patterns if one of them is a pattern for lines. Sample lines can show that lines are lost. Only the terms can prove that
 * no line is lost, because terms can overlap in a line in ways that no sample contains.
 */
function lostByLines(before: FilterPattern, after: FilterPattern): LostMatch {
  if (before.kind === "terms" && after.kind === "terms" && impliesTerms(before, after)) return { kind: "nothing" };
  const terms = [before, after].flatMap((pattern) => (pattern.kind === "terms" ? termTexts(pattern) : []));
  const texts = [...new Set(terms)];
  if (texts.length > mostTerms) return { kind: "undecided", why: "the patterns have too many terms" };
  const unnamed = unnamedIn(before, after);
  const lines = [
    { separator: " ", end: unnamed.text },
    { separator: unnamed.text, end: "" },
  ].flatMap(({ separator, end }) =>
    Array.from({ length: 2 ** texts.length }, (_, set) =>
      [...texts.filter((_text, i) => (set & (1 << i)) !== 0), end].join(separator),
    ),
  );
  const lost = lines.find((line) => isMatched(before, line) && !isMatched(after, line));
  if (lost !== undefined) return { kind: "event", example: exampleText(lost, unnamed) };
  if (before.kind !== after.kind) return { kind: "undecided", why: "one pattern is for JSON, and the other for lines" };
  return (
    undecidedRegexes(before, after) ?? {
      kind: "undecided",
      why: "no sample line shows whether the changed terms lose lines",
    }
  );
}

/** Whether every line that matches the terms of `before` also matches the terms of `after`. */
function impliesTerms(before: TermPattern, after: TermPattern): boolean {
  const [old, next] = [groupsOf(before), groupsOf(after)];
  return (
    next.anyOf.every((wanted) =>
      [...old.anyOf, [emptyText]].some((had) => had.every((one) => wanted.some((other) => contains(one, other)))),
    ) && next.noneOf.every((excluded) => old.noneOf.some((other) => contains(excluded, other)))
  );
}

/** A term that every line contains. */
const emptyText: Term["value"] = { kind: "text", text: "" };

/** Groups of terms. A line matches if it has one term of each group and no excluded term. Optional terms count if there are no other terms. */
function groupsOf({ terms }: TermPattern) {
  const valuesOf = (role: Term["role"]) => terms.filter((term) => term.role === role).map(({ value }) => value);
  const optional = valuesOf("optional");
  return terms.length > 0 && optional.length === terms.length
    ? { anyOf: [optional], noneOf: [] }
    : { anyOf: valuesOf("required").map((value) => [value]), noneOf: valuesOf("excluded") };
}

/** Whether every line that contains the first term contains the second. */
const contains = (one: Term["value"], other: Term["value"]): boolean =>
  one.kind === "text" && other.kind === "text" ? one.text.includes(other.text) : isDeepStrictEqual(one, other);

/** Values that neither pattern names. The JSON of a pattern contains its strings without escapes. */
const unnamedIn = (before: FilterPattern, after: FilterPattern): Unnamed =>
  unnamedBy(...[before, after].map(printFilterPattern));

const termTexts = ({ terms }: TermPattern): string[] =>
  terms.flatMap(({ value }) => (value.kind === "text" ? [value.text] : regexSamples(value)));

/** Whether a pattern matches a sample line. A JSON pattern matches none, because no sample line is JSON. */
const isMatched = (pattern: FilterPattern, line: string): boolean => pattern.kind === "terms" && matches(pattern, line);
