/** Replaces the instance keys in an address. An instance key can contain an account id. */
export const withoutKeys = (address: string, text: string): string =>
  address.replaceAll(/\[(?:"(?:[^"\\]|\\.)*"|\d+)\]/g, text);
