/** Longest detail for people, in characters. JSON has all of it. */
const longestDetail = 1_000;

/** A detail that is not too long to read. */
export const clipped = (text: string): string =>
  text.length > longestDetail ? `${text.slice(0, longestDetail)}… (cut)` : text;
