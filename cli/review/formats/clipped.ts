/** Maximum length of a detail for people, in characters. The JSON format has the whole detail. */
const longestDetail = 1_000;

/** Shortens a detail that is too long to read. */
export const clipDetail = (text: string): string =>
  text.length > longestDetail ? `${text.slice(0, longestDetail)}… (cut)` : text;
