import type { JsonCondition } from "../filter-pattern/json-pattern";
import { Reader } from "../filter-pattern/reader";
import { type Regex, readRegex } from "../filter-pattern/regex/regex";
import { nonAscii } from "../filter-pattern/regex/character-set";
import { type Value, numberOf } from "../filter-pattern/value";
import { type Matcher, wildcardOf } from "./matcher";
import { NotExpressibleError } from "./not-expressible-error";

type Comparison = Extract<JsonCondition, { kind: "comparison" }>;

/**
 * The matchers of a condition on one field. One of them must match.
 *
 * A regular expression is replaced by a wildcard that contains only its literal parts, in their order. So the wildcard may match more
 * values. If a field is null, true or false, every comparison of CloudWatch Logs is false, but `anything-but` is true.
 *
 * @throws {NotExpressibleError} when EventBridge would miss an event that CloudWatch Logs matches
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function matchersOf(condition: JsonCondition): Matcher[] {
  if (condition.kind === "not-exists") return [{ exists: false }];
  if (condition.kind === "is") return [{ NULL: null, TRUE: true, FALSE: false }[condition.constant]];
  const { operator, value } = condition;
  if (operator === "=") return equalTo(value);
  return operator === "!=" ? [{ "anything-but": otherThan(value) }] : [numericOf(condition)];
}

function numericOf({ operator, value }: Comparison): Matcher {
  return { numeric: [operator, value.kind === "regex" ? NaN : numberOf(value.text)] };
}

function equalTo(value: Value): Matcher[] {
  if (value.kind === "regex") return regexMatchers(value);
  if (value.kind === "number") return [numberOf(value.text), value.text];
  const affix = affixOf(value.text);
  if (affix === undefined) return Number.isNaN(numberOf(value.text)) ? [value.text] : [value.text, Number(value.text)];
  if (affix.fixed === "") return [{ exists: true }];
  if (/^[\d.eE+-]+$/.test(affix.fixed)) {
    throw new NotExpressibleError(
      `EventBridge cannot match a part of a number, got ${value.text}; set urgentEvent.alarmOnly`,
    );
  }
  if (affix.before && affix.after) return [{ wildcard: wildcardOf("", affix.fixed, "") }];
  return [affix.before ? { suffix: affix.fixed } : { prefix: affix.fixed }];
}

function otherThan(value: Value) {
  if (value.kind !== "text") {
    throw new NotExpressibleError("EventBridge can exclude only strings; set urgentEvent.alarmOnly");
  }
  const affix = affixOf(value.text);
  if (affix === undefined) return [value.text];
  if (affix.before && affix.after) return { wildcard: [wildcardOf("", affix.fixed, "")] };
  return affix.before ? { suffix: [affix.fixed] } : { prefix: [affix.fixed] };
}

/** The fixed part of a value. Only an asterisk at the start or end of a value is a wildcard. */
function affixOf(text: string) {
  const before = text.startsWith("*");
  const after = text.endsWith("*");
  if (!before && !after) return undefined;
  return { before, after, fixed: text.slice(before ? 1 : 0, after ? -1 : undefined) };
}

function regexMatchers(value: Value & { kind: "regex" }): Matcher[] {
  return readRegex(new Reader(`%${value.source}%`)).alternatives.map(wholeOrPart);
}

function wholeOrPart(items: Regex["alternatives"][number]): Matcher {
  const texts = [""];
  for (const item of items) {
    const character = item.kind === "characters" ? only(item) : "";
    if (character === undefined) texts.push("");
    else texts.push(`${texts.pop() ?? ""}${character}`);
  }
  const isWhole = items[0]?.kind === "start" && items.at(-1)?.kind === "end";
  if (isWhole && texts.length === 1) return texts[0] ?? "";
  return { wildcard: wildcardOf("", ...texts, "") };
}

/** The character of an item, if it can be only one character. */
function only({ set, least, most }: Extract<Regex["alternatives"][number][number], { kind: "characters" }>) {
  const [code = nonAscii, ...others] = set;
  if (others.length > 0 || code === nonAscii || least !== most) return undefined;
  return String.fromCharCode(code).repeat(least);
}
