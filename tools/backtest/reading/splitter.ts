/** Position of a record, counted from 1: `record 7`, `line 7`, or `line 3, record 7`. */
export type RecordPosition = string;

/** Receives the records of a text. */
export interface PieceTaker {
  /** The bytes of one record. */
  piece(bytes: Buffer, place: RecordPosition, number: number): void;

  /** Text that is no record, or only a part of one. */
  fault(reason: string, place: RecordPosition, number: number): void;
}

/** Splits a text into records. The text arrives in pieces. */
export interface Splitter {
  write(piece: Buffer): void;

  /** Ends the text. */
  end(): void;
}

/** Longest record to read, in bytes. CloudTrail's limit for an event is 256 KB. */
export const longestRecord = 16 << 20;

/** Message for a longer record. */
export const tooLong = `longer than ${longestRecord >> 20} MiB, skipped`;
