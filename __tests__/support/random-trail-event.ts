import type { JsonCondition } from "../../aws-semantics/filter-pattern/json-pattern";
import type { Selector } from "../../aws-semantics/filter-pattern/selector";
import { cloudTrailFields } from "../../tables/fields/cloudtrail-fields";
import type { Dice } from "./dice";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Fields = { [key: string]: Json };

/** A marked string stands for a number in exactly this notation. */
const mark = "number:";
const notations = [
  "1.0",
  "1e2",
  "1E+2",
  "-0",
  "0.10",
  "12345678901234567890123",
  "9007199254740993",
  "1e-7",
  "-5e0",
  "007",
];

/** Returns the JSON of an event, with the numbers in their own notation. */
export const eventText = (event: unknown): string => JSON.stringify(event).replaceAll(/"number:([^"]*)"/g, "$1");

/**
 * Returns an event in which some values that conditions compare are changed: to the compared value, to a similar value, to
 * another JSON type, or removed. The fields with their own column keep the type that CloudTrail documents.
 */
export function randomTrailEvent(dice: Dice, base: unknown, conditions: readonly JsonCondition[]): Fields {
  const event = structuredClone(base) as Fields;
  for (let changes = dice.below(5); changes > 0; changes--) change(dice, event, dice.pick(conditions));
  return withoutSimilarKeys(event) as Fields;
}

function change(dice: Dice, event: Fields, condition: JsonCondition): void {
  const [first] = condition.selector;
  const field = first?.kind === "key" ? cloudTrailFields[first.key] : undefined;
  if (first?.kind !== "key" || field === undefined || field.kind === "list") return;
  if (field.kind === "boolean") return put(event, first.key, dice.pick([[true], [false], []])[0]);
  if (field.kind === "json") {
    const old = event[first.key];
    const document = isFields(old) ? old : {};
    if (dice.below(12) === 0) return put(event, first.key, dice.pick<Json[]>([[null], [{}], []])[0]);
    event[first.key] = document;
    return changeJson(dice, document, condition.selector.slice(1), condition);
  }
  changeText(dice, event, condition);
}

/** Changes a string in a column, or removes the string or one of the objects around it. */
function changeText(dice: Dice, event: Fields, condition: JsonCondition): void {
  let parent = event;
  const keys = condition.selector.map((step) => (step.kind === "key" ? step.key : ""));
  for (const key of keys.slice(0, -1)) {
    if (dice.below(20) === 0) return put(parent, key, undefined);
    const next = parent[key];
    parent = parent[key] = isFields(next) ? next : {};
  }
  put(parent, keys.at(-1) ?? "", dice.below(5) === 0 ? undefined : textLike(dice, condition));
}

function changeJson(dice: Dice, parent: Fields | Json[], selector: Selector, condition: JsonCondition): void {
  const [step, ...rest] = selector;
  if (step === undefined) return;
  const key =
    step.kind === "key" ? step.key : step.kind === "index" ? String(step.index) : dice.pick(["0", "1", "some"]);
  const value = rest.length === 0 || dice.below(8) === 0 ? randomValue(dice, condition) : container(dice, rest);
  if (value !== undefined && rest.length > 0 && typeof value === "object" && value !== null)
    changeJson(dice, value, rest, condition);
  if (Array.isArray(parent)) {
    const index = Math.min(Number(key) || 0, 12);
    while (parent.length < index) parent.push(dice.pick([null, {}, "", 0]));
    parent[index] = value ?? null;
  } else {
    put(parent, dice.below(20) === 0 ? otherCase(key) : key, value);
  }
}

/** Returns usually the type that the next step of a path requires: an array for an index, an object for a key. */
function container(dice: Dice, [next]: Selector): Fields | Json[] {
  const isList = next?.kind === "index" || next?.kind === "every-element" || next?.kind === "every-field";
  return isList === dice.below(6) > 0 ? [] : {};
}

function randomValue(dice: Dice, condition: JsonCondition): Json | undefined {
  const text = textLike(dice, condition);
  return dice.pick<() => Json | undefined>([
    () => text,
    () => text,
    () => text,
    () => undefined,
    () => null,
    () => dice.pick([true, false]),
    () => dice.pick(["true", "false", "null", "NULL", ""]),
    () => numberLike(dice, text),
    () => numberLike(dice, text),
    () => mark + dice.pick(notations.slice(0, -1)),
    () => dice.pick([[text], [null], [], [[text]], [text, null], [numberLike(dice, text)]]),
    () => dice.pick<Json>([{ a: text }, {}, { 0: text }, { a: null }, { a: { b: text } }]),
  ])();
}

function numberLike(dice: Dice, text: string): number {
  const number = Number(text);
  const around = Number.isFinite(number) && text !== "" ? number : dice.below(40);
  return around + dice.pick([0, 0, 1, -1, 0.5]);
}

/** Returns a string that a condition compares, or a similar string. */
function textLike(dice: Dice, condition: JsonCondition): string {
  const value = condition.kind === "comparison" ? condition.value : { kind: "text" as const, text: "some" };
  const whole = value.kind === "regex" ? value.source.replaceAll(/[\\^$]/g, "") : value.text;
  const text = whole
    .replace(/^\*/, () => dice.pick(["", "x", "*", "\n", "é"]))
    .replace(/\*$/, () => dice.pick(["", "x", "*", "😀y", "\ny"]));
  return dice.pick<() => string>([
    () => text,
    () => text,
    () => text,
    () => text,
    () => whole,
    () => text.toLowerCase(),
    () => text.toUpperCase(),
    () => ` ${text}`,
    () => `${text} `,
    () => text.slice(1),
    () => text.slice(0, -1),
    () => `${text}\u0000`,
    () => text.replaceAll("a", "á"),
    () => text.normalize("NFD"),
    () => `\\${text}"'`,
    () => `%${text}_`,
    () => text + "long ".repeat(dice.pick([100, 100, 20_000])),
    () => dice.pick(["", "?", "#", "Infinity", "{}", "[1]", "\u2028", "\uFFFD"]),
    () => dice.pick(notations),
  ])();
}

const otherCase = (key: string): string => (key === key.toLowerCase() ? key.toUpperCase() : key.toLowerCase());

function put(fields: Fields, key: string, value: Json | undefined): void {
  if (value === undefined) delete fields[key];
  else fields[key] = value;
}

const isFields = (value: Json | undefined): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Trino's reader in the local AWS treats keys as equal that differ only in case. CloudTrail and Athena do not. */
function withoutSimilarKeys(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutSimilarKeys);
  if (!isFields(value)) return value;
  const seen = new Set<string>();
  const kept = Object.entries(value).filter(([key]) => !seen.has(key.toLowerCase()) && seen.add(key.toLowerCase()));
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutSimilarKeys(inner)]));
}
