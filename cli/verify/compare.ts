import type { Attributes } from "../../terraform-types/columns/attributes";

/** A value from Terraform or AWS: an object, list or scalar. */
type Value = unknown;

/**
 * Whether a value in AWS equals the value in Terraform. The same value has several forms: an empty value equals a missing value, a
 * single value equals a list with this value, a number equals its string, and the order of lists does not count. Only AWS knows the
 * value of a part in angle brackets, so such a part matches every string.
 */
export function matches(expected: Value, actual: Value): boolean {
  if (isEmpty(expected) || isEmpty(actual)) return isEmpty(expected) && isEmpty(actual);
  if (Array.isArray(expected) || Array.isArray(actual)) return sameItems([expected].flat(), [actual].flat());
  if (isObject(expected) && isObject(actual)) {
    const keys = new Set([...Object.keys(expected), ...Object.keys(actual)]);
    return [...keys].every((key) => matches(expected[key], actual[key]));
  }
  if (isObject(expected) || isObject(actual)) return false;
  return sameText(String(expected), String(actual));
}

function sameItems(expected: readonly Value[], actual: readonly Value[]): boolean {
  if (expected.length !== actual.length) return false;
  const left = [...actual];
  return expected.every((one) => {
    const index = left.findIndex((other) => matches(one, other));
    if (index >= 0) left.splice(index, 1);
    return index >= 0;
  });
}

/** A Terraform reference in angle brackets. In SQL, text between angle brackets contains spaces or operators and does not match. */
const unknown = /<(?:data\.)?[a-z]\w*\.[^<>\s]*>/;

function sameText(expected: string, actual: string): boolean {
  const [first = "", ...parts] = expected.split(unknown);
  const last = parts.pop();
  if (last === undefined) return expected === actual;
  if (!actual.startsWith(first)) return false;
  let end = first.length;
  for (const part of parts) {
    const start = actual.indexOf(part, end);
    if (start < 0) return false;
    end = start + part.length;
  }
  return actual.endsWith(last) && actual.length - last.length >= end;
}

const isObject = (value: Value): value is Record<string, Value> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isEmpty = (value: Value): boolean =>
  value === undefined ||
  value === null ||
  value === "" ||
  (Array.isArray(value) && value.every(isEmpty)) ||
  (isObject(value) && Object.values(value).every(isEmpty));

/** The expected value of a field, and its value in AWS. */
export type Field = readonly [expected: Value, actual: Value];

/** The fields of a resource that differ. Each is one sentence. */
export function differences(resource: string, fields: Readonly<Record<string, Field>>): string[] {
  return Object.entries(fields)
    .filter(([, [expected, actual]]) => !matches(expected, actual))
    .map(
      ([field, [expected, actual]]) => `${resource}: ${field} is ${valueText(actual)}, expected ${valueText(expected)}`,
    );
}

/** Maximum length of a value in a sentence, in characters. */
const longest = 300;

/** Formats a value for a sentence. */
export function valueText(value: Value): string {
  if (isEmpty(value)) return "not set";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

/** The only block of its kind. Terraform JSON writes it as an object, or as a list with one object. */
export const block = (value: Value): Attributes => [value].flat()[0] ?? {};

/** All blocks of a kind. */
export const blocks = (value: Value): Attributes[] => [value ?? []].flat();

/**
 * Converts the field names in a response of AWS to the names in Terraform, such as `days_after_initiation`.
 *
 * @param renamed Terraform names of fields whose names differ in more than the spelling
 */
export function asTerraform(value: Value, renamed: Readonly<Record<string, string>> = {}): Attributes {
  if (Array.isArray(value)) return value.map((one) => asTerraform(one, renamed));
  if (!isObject(value) || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => {
      const snake = name.replaceAll(/(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, "_").toLowerCase();
      return [renamed[snake] ?? snake, asTerraform(one, renamed)];
    }),
  );
}
