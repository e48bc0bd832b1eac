/** A record, and each line, has a number from 1, and a place: `record 7`, `line 7`, or `line 3, record 7`. */
export type RecordPosition = string;

/** Takes what a text of records is cut into. */
export interface PieceTaker {
  /** The bytes of one record. */
  piece(bytes: Buffer, place: RecordPosition, number: number): void;

  /** Something that is no record, or not all of one. */
  fault(reason: string, place: RecordPosition, number: number): void;
}

/** Cuts a text that comes in pieces into records. */
export interface Splitter {
  write(piece: Buffer): void;

  /** There is no more. */
  end(): void;
}

/** Longest record that is read, in bytes. CloudTrail's own limit is 256 KB for an event. */
export const longestRecord = 16 << 20;

/** What is said of a longer one. */
export const tooLong = `longer than ${longestRecord >> 20} MiB, skipped`;
