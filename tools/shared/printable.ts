/**
 * Untrusted text for a terminal: control characters are printed as `\u001b` and have no effect. A user agent or a file name may
 * contain sequences that hide lines, rename the window or change the clipboard. Line breaks are control characters too.
 */
export function printable(text: string): string {
  // Exactly C0, DEL and C1
  return text.replaceAll(/\p{Cc}/gu, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
