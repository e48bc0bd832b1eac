/** A string and a number that patterns do not name. */
export interface Unnamed {
  /** One character that does not occur in the patterns, so it contains no part of a pattern. */
  readonly text: string;
  readonly number: number;
}

/** The first code point for private use. There are more private code points than characters in a pattern. */
const firstPrivate = 0xe000;

/**
 * Values that the patterns of a comparison do not name. They depend on the patterns: with fixed samples, someone could write a
 * pattern that matches only the samples. The same patterns always have the same samples.
 */
export function unnamedBy(...patterns: readonly string[]): Unnamed {
  const characters = new Set(patterns.flatMap((pattern) => [...pattern]));
  let code = firstPrivate;
  while (characters.has(String.fromCodePoint(code))) code += 1;
  let number = 1_000_000.25;
  while (patterns.some((pattern) => pattern.includes(String(number)))) number += 1;
  return { text: String.fromCodePoint(code), number };
}

/** Values of a field that no condition names. The last value is undefined, for an absent field. */
export const unnamedValues = ({ text, number }: Unnamed): readonly unknown[] => [
  text,
  number,
  true,
  false,
  null,
  undefined,
];

/** Strings that patterns name for a field, by the kind of comparison. */
export interface NamedTexts {
  readonly whole: readonly string[];
  readonly beginnings: readonly string[];
  readonly endings: readonly string[];
  readonly parts: readonly string[];
}

/** Maximum number of combined parts. Each additional part doubles the number of strings. */
const mostParts = 5;

/** Maximum number of strings for one field. */
const mostTexts = 5_000;

/**
 * Strings with each combination of a prefix, a suffix and a set of parts.
 *
 * @returns undefined if there are too many
 */
export function textsOf(
  { whole, beginnings, endings, parts }: NamedTexts,
  { text: other }: Unnamed,
): readonly string[] | undefined {
  const sets = 2 ** parts.length;
  if (parts.length > mostParts || (beginnings.length + 1) * (endings.length + 1) * sets > mostTexts) return undefined;
  const middles = Array.from({ length: sets }, (_, set) =>
    parts.filter((_part, i) => (set & (1 << i)) !== 0).flatMap((part) => [part, other]),
  );
  const combined = ["", ...beginnings].flatMap((beginning) =>
    ["", ...endings].flatMap((ending) => middles.map((middle) => [beginning, other, ...middle, ending].join(""))),
  );
  return [...new Set([...whole, ...beginnings, ...endings, ...parts, ...combined])];
}

/** Strings that an EventBridge wildcard matches: asterisks are replaced with nothing, and with a string that no pattern contains. */
export const textsOfWildcard = (wildcard: string, { text: other }: Unnamed): readonly string[] =>
  ["", other].map((any) => wildcard.replaceAll(/\\(.)|\*/gs, (_, escaped?: string) => escaped ?? any));

/** The numbers that conditions name, and one number below, between and above each of them. */
export function numbersAround(named: readonly number[]): readonly number[] {
  const sorted = [...new Set(named)].toSorted((one, other) => one - other);
  const between = sorted.slice(1).map((number, i) => (number + (sorted[i] ?? number)) / 2);
  const [least = 0, greatest = 0] = [sorted[0], sorted.at(-1)];
  return [...sorted, ...between, least - 1, greatest + 1];
}

/** Maximum length of an example in a finding, in characters. */
const mostCharacters = 300;

/** Formats an event as an example in a finding. */
export function exampleText(event: unknown, unnamed: Unnamed): string {
  const text = (typeof event === "string" ? event : JSON.stringify(event))
    .replaceAll(unnamed.text, "(any other)")
    .replaceAll(String(unnamed.number), '"(any other number)"');
  return text.length <= mostCharacters ? text : `${text.slice(0, mostCharacters)}…`;
}
