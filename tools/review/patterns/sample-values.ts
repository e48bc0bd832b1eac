/** A text and a number that patterns do not name. */
export interface Unnamed {
  /** One character that the patterns do not have, so that no part of a pattern is in it. */
  readonly text: string;
  readonly number: number;
}

/** The first code point for private use. There are more after it than a pattern has characters. */
const firstPrivate = 0xe000;

/**
 * What the patterns of a comparison do not name. A pattern that knew the samples of a review could match exactly them and nothing
 * else, so they depend on the patterns. The same patterns always have the same samples.
 */
export function unnamedBy(...patterns: readonly string[]): Unnamed {
  const characters = new Set(patterns.flatMap((pattern) => [...pattern]));
  let code = firstPrivate;
  while (characters.has(String.fromCodePoint(code))) code += 1;
  let number = 1_000_000.25;
  while (patterns.some((pattern) => pattern.includes(String(number)))) number += 1;
  return { text: String.fromCodePoint(code), number };
}

/** Values of a field that no condition names. The last one is a field that is absent. */
export const unnamedValues = ({ text, number }: Unnamed): readonly unknown[] => [
  text,
  number,
  true,
  false,
  null,
  undefined,
];

/** Texts of a field that a pattern names, by how it compares them. */
export interface NamedTexts {
  readonly whole: readonly string[];
  readonly beginnings: readonly string[];
  readonly endings: readonly string[];
  readonly parts: readonly string[];
}

/** Maximum number of parts that are combined: each more doubles the texts. */
const mostParts = 5;

/** Maximum number of texts for one field. */
const mostTexts = 5_000;

/**
 * Texts that have any of the beginnings, any of the endings and any set of the parts.
 *
 * @returns undefined if there would be too many
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

/** Texts that a wildcard of EventBridge finds: its asterisks as nothing, and as a text that no pattern contains. */
export const textsOfWildcard = (wildcard: string, { text: other }: Unnamed): readonly string[] =>
  ["", other].map((any) => wildcard.replaceAll(/\\(.)|\*/gs, (_, escaped?: string) => escaped ?? any));

/** The numbers that conditions name, and one in each space below, between and above them. */
export function numbersAround(named: readonly number[]): readonly number[] {
  const sorted = [...new Set(named)].toSorted((one, other) => one - other);
  const between = sorted.slice(1).map((number, i) => (number + (sorted[i] ?? number)) / 2);
  const [least = 0, greatest = 0] = [sorted[0], sorted.at(-1)];
  return [...sorted, ...between, least - 1, greatest + 1];
}

/** Longest example in a finding, in characters. */
const mostCharacters = 300;

/** An event as an example in a finding. */
export function exampleText(event: unknown, unnamed: Unnamed): string {
  const text = (typeof event === "string" ? event : JSON.stringify(event))
    .replaceAll(unnamed.text, "(any other)")
    .replaceAll(String(unnamed.number), '"(any other number)"');
  return text.length <= mostCharacters ? text : `${text.slice(0, mostCharacters)}…`;
}
