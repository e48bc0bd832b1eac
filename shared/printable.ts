/**
 * Makes untrusted text safe for a terminal. Invisible characters and line breaks are printed as an escape such as `\u001b`, so
 * they have no effect. A user agent, a file name or a setting may contain sequences that hide lines, reverse their order, rename
 * the window or change the clipboard.
 */
export function printable(text: string): string {
  // Controls (C0, DEL, C1), formats (such as bidirectional overrides), and the two Unicode line breaks
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, escapeCharacter);
}

function escapeCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, "0")}`;
}
