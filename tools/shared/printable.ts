/**
 * Text of others for a terminal: control characters are shown as `\u001b`, and do nothing. A user agent or a file's name
 * may hold sequences that hide lines, rename the window or fill the clipboard. A line break is one of them.
 */
export function printable(text: string): string {
  // Exactly C0, DEL and C1
  return text.replaceAll(/\p{Cc}/gu, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
