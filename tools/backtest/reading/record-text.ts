import { isAscii, isUtf8 } from "node:buffer";

/** The text of bytes, or undefined where they are no UTF-8. */
export function tryDecode(bytes: Buffer): string | undefined {
  // Nearly every file is ASCII, and is decoded as Latin-1 many times as fast
  if (isAscii(bytes)) return bytes.toString("latin1");
  return isUtf8(bytes) ? bytes.toString("utf8") : undefined;
}

/** The JSON value of a text, or undefined where it is none: no JSON text is undefined. */
export function tryParse(text: string): unknown {
  try {
    return JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch {
    return undefined;
  }
}
