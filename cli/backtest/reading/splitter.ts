/** Position of a record, counted from 1: `record 7`, `line 7`, or `line 3, record 7`. */
export type RecordPosition = string;

/** Receives the records of a text. */
export interface PieceTaker {
  /** The bytes of one record. */
  piece(bytes: Buffer, place: RecordPosition, number: number): void;

  /** Receives text that is not a record, or that is only a part of a record. */
  fault(reason: string, place: RecordPosition, number: number): void;
}

/** Splits a text into records. The text arrives in pieces. */
export interface Splitter {
  write(piece: Buffer): void;

  /** Processes the end of the text. */
  end(): void;
}

/** Maximum length of a record, in bytes. CloudTrail limits an event to 256 KB. */
export const longestRecord = 16 << 20;

/** Message for a longer record. */
export const tooLong = `longer than ${longestRecord >> 20} MiB, skipped`;
