/** A JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [name: string]: Json | undefined;
}

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Whether two values are equal. The order of keys and list entries does not count. */
export const isSameJson = (a: Json | undefined, b: Json | undefined): boolean =>
  isEqual(a, b) || canonical(a) === canonical(b);

/** Whether two values are equal in the same order. This check is faster. */
function isEqual(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [one, two] = [a as JsonObject, b as JsonObject];
  const keys = Object.keys(one);
  return keys.length === Object.keys(two).length && keys.every((key) => isEqual(one[key], two[key]));
}

/** A string for a value that does not depend on the order of keys and list entries. */
export function canonical(value: Json | undefined): string {
  if (Array.isArray(value)) return `[${value.map(canonical).toSorted().join()}]`;
  if (!isObject(value)) return JSON.stringify(value ?? null);
  const entries = Object.entries(value).map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`);
  return `{${entries.toSorted().join()}}`;
}

/** Normalizes a JSON document, so that order and white space do not count. Any other text is returned unchanged. */
export function canonicalJson(text: string): string {
  try {
    return canonical(JSON.parse(text));
  } catch {
    return text;
  }
}
