/** A JSON value of a plan. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [name: string]: Json | undefined;
}

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * The values at a path, such as `rule.default_retention.days`. A nested block is a list or an object, and both are read. Null values
 * are left out, because Terraform writes null for an argument that is not set.
 */
export function valuesAt(value: Json | undefined, path: string): Json[] {
  const found: Json[] = [];
  collect(value, path.split("."), 0, found);
  return found;
}

function collect(value: Json | undefined, parts: readonly string[], depth: number, found: Json[]): void {
  if (value === null || value === undefined) return;
  if (Array.isArray(value)) {
    for (const one of value) collect(one, parts, depth, found);
    return;
  }
  const part = parts[depth];
  if (part === undefined) found.push(value);
  else if (isObject(value) && Object.hasOwn(value, part)) collect(value[part], parts, depth + 1, found);
}

/** The first value at a path. Undefined if it is not set. */
export const valueAt = (value: Json | undefined, path: string): Json | undefined => valuesAt(value, path)[0];

/** The blocks at a path, such as the rules of a lifecycle. */
export const blocksAt = (value: Json | undefined, path: string): JsonObject[] => valuesAt(value, path).filter(isObject);

/** The string at a path. Empty if it is not set. */
export const textAt = (value: Json | undefined, path: string): string => String(valueAt(value, path) ?? "");

/** The number at a path. */
export function numberAt(value: Json | undefined, path: string): number | undefined {
  const found = valueAt(value, path);
  return found === undefined || found === "" || Number.isNaN(Number(found)) ? undefined : Number(found);
}

/** Whether marks of Terraform (`after_unknown`, `after_sensitive`) mark the value at a path, or a value that contains it or is inside it. */
export const isMarkedAt = (marks: Json | undefined, path: string): boolean => hasMark(marks, path.split("."), 0);

function hasMark(marks: Json | undefined, parts: readonly string[], depth: number): boolean {
  if (marks === true) return true;
  if (Array.isArray(marks)) return marks.some((one) => hasMark(one, parts, depth));
  if (!isObject(marks)) return false;
  const part = parts[depth];
  if (part === undefined) return Object.values(marks).some((one) => hasMark(one, parts, depth));
  return Object.hasOwn(marks, part) && hasMark(marks[part], parts, depth + 1);
}

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
    return canonical(JSON.parse(text) as Json);
  } catch {
    return text;
  }
}
