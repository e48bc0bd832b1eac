import { isObject, type Json, type JsonObject } from "../../shared/json";

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
