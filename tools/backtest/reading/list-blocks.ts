import { tryDecode, tryParse } from "./record-text";

/** Bytes that are parsed together: few enough that they and their records stay in the processor's cache. */
const blockBytes = 64 << 10;

/**
 * Parses the text of a list. Undefined where it is invalid.
 *
 * @param beginning with which each record begins. The text may contain it elsewhere too
 */
export type ListParser = (text: string, beginning: string) => unknown[] | undefined;

/** How the first record of a list begins: an object up to the end of its first key. */
const beginning = /^[ \t\r\n]*(\{"[A-Za-z0-9]+")/;

/** Bytes in which the beginning of the first record is looked for. */
const beginningBytes = 256;

/** How much of a list was read. */
export interface ReadBlocks {
  readonly records: number;

  /** Where the next record begins. */
  readonly end: number;
}

/**
 * Reads the records of a list of objects block by block, which takes less time and memory than the whole list at once.
 *
 * A block ends before a record that begins as the first one does. Where a nested object begins so too, the block does not
 * consist of whole records, and `JSON.parse` refuses it: its brackets are not closed. There the reading ends, as it does
 * at a record that is broken. The last block is never read, because it ends with the list. So what is read is what
 * `JSON.parse` finds there in the whole text.
 *
 * @param start where the list begins, after its bracket
 * @param take gets the records of a block, and the number of the first one
 * @param parse has the same results as `JSON.parse`, or ones that count the same
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

/** What begins with a bracket is a list, or invalid. */
export const parseList = (text: string): unknown[] | undefined => tryParse(text) as unknown[] | undefined;

/** The text of a list with the records between two commas, or a bracket and a comma. Undefined when it is not UTF-8. */
function tryDecodeBlock(bytes: Buffer, start: number, end: number): string | undefined {
  const [before = 0, after = 0] = [bytes[start - 1], bytes[end]];
  // They are written around it for a moment, because putting them around its text copies it
  bytes[start - 1] = openBracket;
  bytes[end] = closeBracket;
  const text = tryDecode(bytes.subarray(start - 1, end + 1));
  bytes[start - 1] = before;
  bytes[end] = after;
  return text;
}
