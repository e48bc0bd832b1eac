/** Keys that lead to a field of a JSON value. */
export type Keys = readonly string[];

/** Condition of a shape on the string of a field: the same string, any string, or any string that is captured. */
export type Role = "same" | "any" | "captured";

/** A regular expression for JSON documents, and the field of each of its groups. */
export interface TextShape {
  readonly source: string;
  readonly groups: readonly Keys[];
}

/** Maximum number of nested objects and arrays. An event of CloudTrail has about 10. */
const deepest = 32;

const plainText = String.raw`[^"\\\u0000-\u001f]*`;
const escapedText = String.raw`${plainText}(?:\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})${plainText})*`;
const anyNumber = String.raw`-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?`;

/**
 * Matches JSON documents whose values differ from this value only in strings and numbers: the same keys in the same order, arrays
 * of the same lengths, and the same true, false and null.
 *
 * Each match is valid JSON. A captured string has no escape sequence, so it equals the value. Undefined for a value that is nested
 * too deeply.
 *
 * @param value value that `JSON.parse` returned
 */
export function textShape(value: unknown, roleOf: (field: Keys) => Role, field: Keys = []): TextShape | undefined {
  if (typeof value === "number") return { source: anyNumber, groups: [] };
  if (typeof value === "string") return shapeOfText(value, roleOf(field), field);
  if (typeof value !== "object" || value === null) return { source: String(value), groups: [] };
  if (field.length === deepest) return undefined;
  const isList = Array.isArray(value);
  const sources: string[] = [];
  const groups: Keys[] = [];
  for (const [key, child] of Object.entries(value)) {
    const shape = textShape(child, roleOf, [...field, key]);
    if (shape === undefined) return undefined;
    sources.push(isList ? shape.source : `${exactly(key)}:${shape.source}`);
    groups.push(...shape.groups);
  }
  const all = sources.join(",");
  return { source: isList ? String.raw`\[${all}\]` : String.raw`\{${all}\}`, groups };
}

function shapeOfText(text: string, role: Role, field: Keys): TextShape {
  if (role === "same") return { source: exactly(text), groups: [] };
  if (role === "captured") return { source: `"(${plainText})"`, groups: [field] };
  return { source: `"${isPlain(text) ? plainText : escapedText}"`, groups: [] };
}

/** Whether the JSON of a string contains no escape sequences. */
export const isPlain = (text: string): boolean => JSON.stringify(text) === `"${text}"`;

const exactly = (text: string): string => JSON.stringify(text).replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
