import type { Readable } from "node:stream";

/** An object that was opened for reading. */
export interface StoredObject {
  readonly body: Readable;

  /** User-defined metadata of S3, without `x-amz-meta-`. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** Storage of digests and log files. */
export interface ObjectStore {
  /** Keys below a prefix, in order. */
  keys(bucket: string, prefix: string, startAfter?: string): AsyncIterable<string>;

  /** Names of the folders directly below a prefix, without slashes. */
  folders(bucket: string, prefix: string): Promise<readonly string[]>;

  /** Opens an object. Undefined if it does not exist. */
  open(bucket: string, key: string): Promise<StoredObject | undefined>;
}
