import { tryDecode, tryParse } from "./record-text";

/** Minimum bytes of a block. Blocks are small, so that a block and its records fit in the processor's cache. */
const blockBytes = 64 << 10;

/**
 * Parses the JSON of a list. Returns undefined if it is invalid.
 *
 * @param beginning string that each record begins with. It can also occur at other positions
 */
export type ListParser = (text: string, beginning: string) => unknown[] | undefined;

/** Matches the beginning of the first record: an object up to the end of its first key. */
const beginning = /^[ \t\r\n]*(\{"[A-Za-z0-9]+")/;

/** Number of bytes in which the beginning of the first record is searched. */
const beginningBytes = 256;

/** The part of a list that was read. */
export interface ReadBlocks {
  readonly records: number;

  /** Position where the next record begins. */
  readonly end: number;
}

/**
 * Reads the records of a list of objects block by block. This takes less time and memory than parsing the whole list at once.
 *
 * A block ends before a string that equals the beginning of the first record. If this string is the beginning of a nested object,
 * the block contains an incomplete record, and `JSON.parse` rejects it because of unclosed brackets. Reading ends at such a block,
 * and at a malformed record. The last block is never read, because it ends with the list. The records are the same that
 * `JSON.parse` returns for the whole list.
 *
 * @param start position of the first record, after the bracket of the list
 * @param take receives the records of a block, and the number of the first record
 * @param parse returns the same values as `JSON.parse`, or values that are counted in the same way
 */
export function readBlocks(
  bytes: Buffer,
  start: number,
  take: (records: readonly unknown[], first: number) => void,
  parse: ListParser = parseList,
): ReadBlocks {
  const read = { records: 0, end: start };
  const [, first] = beginning.exec(bytes.toString("latin1", start, start + beginningBytes)) ?? [];
  if (first === undefined) return read;
  const border = Buffer.from(`},${first}`);
  for (;;) {
    const at = bytes.indexOf(border, read.end + blockBytes);
    const text = at < 0 ? undefined : tryDecodeBlock(bytes, read.end, at + 1);
    const records = text === undefined ? undefined : parse(text, first);
    if (records === undefined) return read;
    take(records, read.records + 1);
    read.records += records.length;
    read.end = at + "},".length;
  }
}

const openBracket = 0x5b;
const closeBracket = 0x5d;

/** Parses JSON that begins with a bracket. It is a list, or it is invalid. */
export const parseList = (text: string): unknown[] | undefined => tryParse(text) as unknown[] | undefined;

/** Decodes the records between two positions as a JSON list. Undefined if the bytes are not UTF-8. */
function tryDecodeBlock(bytes: Buffer, start: number, end: number): string | undefined {
  const [before = 0, after = 0] = [bytes[start - 1], bytes[end]];
  // Writes the brackets into the buffer temporarily, because adding them to the decoded string would copy it
  bytes[start - 1] = openBracket;
  bytes[end] = closeBracket;
  const text = tryDecode(bytes.subarray(start - 1, end + 1));
  bytes[start - 1] = before;
  bytes[end] = after;
  return text;
}
