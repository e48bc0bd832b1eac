import { isUtf8 } from "node:buffer";
import { printable } from "../shared/printable";

/**
 * Text of a configuration file.
 *
 * @returns the text, or the reasons why the file is not plain text in UTF-8
 */
export function configurationText(bytes: Buffer): { readonly text: string } | { readonly problems: readonly string[] } {
  const encoding = otherEncoding(bytes);
  if (encoding !== undefined) return { problems: [`the file is encoded in ${encoding}; save it as UTF-8`] };
  if (!isUtf8(bytes)) return { problems: [`line ${invalidLine(bytes)} is not UTF-8; save the file as UTF-8`] };

  const text = bytes.toString("utf8");
  if (text.includes("\r") && !text.includes("\n"))
    return {
      problems: ["the lines end with a carriage return (CR) without a line feed; save the file with line feeds (LF)"],
    };
  const problems = text.split(/\r?\n/).flatMap(invisibleCharacters);
  return problems.length > 0 ? { problems } : { text };
}

/**
 * Detects UTF-16 and UTF-32. A file in UTF-16 or UTF-32 begins with a byte order mark, or has a zero byte in each ASCII character.
 */
function otherEncoding(bytes: Buffer): string | undefined {
  const [first, second, third, fourth] = bytes;
  if (first === 0xff && second === 0xfe) return third === 0 && fourth === 0 ? "UTF-32" : "UTF-16";
  if (first === 0xfe && second === 0xff) return "UTF-16";
  if (first === 0 && second === 0) return "UTF-32";
  return bytes.subarray(0, 2).includes(0) ? "UTF-16" : undefined;
}

/** Line of the first byte that is not UTF-8. A line feed is never a part of another character. */
function invalidLine(bytes: Buffer): number {
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const end = bytes.indexOf("\n", start);
    const stop = end === -1 ? bytes.length : end + 1;
    if (!isUtf8(bytes.subarray(start, stop))) return line;
    start = stop;
  }
  return line;
}

/** Characters that hide or reorder text in a terminal or in a review. The YAML parser reports tabs. */
function invisibleCharacters(line: string, index: number): string[] {
  const text = index === 0 ? line.replace(/^\uFEFF/, "") : line;
  const [found] = /[^\P{Cc}\t]|[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u.exec(text) ?? [];
  return found === undefined
    ? []
    : [`line ${index + 1} contains the invisible character ${printable(found)}; remove it`];
}
