/** An address with a text in place of its instance keys, which may be the ids of an account. */
export const withoutKeys = (address: string, text: string): string =>
  address.replaceAll(/\[(?:"(?:[^"\\]|\\.)*"|\d+)\]/g, text);
