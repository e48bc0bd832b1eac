import { isAscii, isUtf8 } from "node:buffer";

/** Decodes bytes as UTF-8. Undefined if they are not valid UTF-8. */
export function tryDecode(bytes: Buffer): string | undefined {
  // Nearly every file is ASCII, and decoding ASCII as Latin-1 is many times faster
  if (isAscii(bytes)) return bytes.toString("latin1");
  return isUtf8(bytes) ? bytes.toString("utf8") : undefined;
}

/** Parses JSON. Undefined if it is invalid: no JSON value is undefined. */
export function tryParse(text: string): unknown {
  try {
    return JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch {
    return undefined;
  }
}
