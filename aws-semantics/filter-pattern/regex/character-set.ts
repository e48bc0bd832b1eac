/** ASCII codes of characters. {@link nonAscii} stands for all other characters. */
export type CharacterSet = ReadonlySet<number>;

/** Code for all characters outside ASCII. An expression cannot distinguish them, because AWS rejects them in expressions. */
export const nonAscii = 128;

/** Number of characters that an expression can distinguish. */
export const columns = nonAscii + 1;

/** The characters from the first to the last, both included. */
export const rangeOf = (first: number, last: number): CharacterSet =>
  new Set(Array.from({ length: last - first + 1 }, (_, offset) => first + offset));

export const charactersOf = (text: string): CharacterSet =>
  new Set(Array.from(text, (character) => Math.min(character.charCodeAt(0), nonAscii)));

export const unionOf = (sets: readonly CharacterSet[]): CharacterSet => new Set(sets.flatMap((set) => [...set]));

export const complementOf = (set: CharacterSet): CharacterSet =>
  new Set([...everyCharacter].filter((column) => !set.has(column)));

export const everyCharacter = rangeOf(0, nonAscii);
export const digits = charactersOf("0123456789");
export const spaces = charactersOf(" \t\n\v\f\r");
export const words = unionOf([rangeOf(0x41, 0x5a), rangeOf(0x61, 0x7a), digits, charactersOf("_")]);
