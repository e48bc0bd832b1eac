import type { Readable } from "node:stream";
import { UserError } from "../../../config/user-error";

/** A file of events, wherever it is. */
export interface LogFile {
  /** How it is called in messages: a path or an S3 URI. */
  readonly name: string;

  /** Its size as it is stored. */
  readonly bytes: number;

  /** Whether reading takes so long that the next files are begun with meanwhile. */
  readonly isRemote: boolean;

  /** All of it. It may be overwritten when the next file is read. */
  read(): Promise<Buffer>;

  /** All of it, piece by piece. */
  stream(): Promise<Readable>;
}

/** Something that was found where log files are looked for. */
export type Found =
  | { readonly kind: "log"; readonly source: LogFile }
  | { readonly kind: "digest" | "other" | "outside" }

  /** Something that cannot be read, and why. */
  | { readonly kind: "unreadable"; readonly name: string; readonly reason: string };

/** A backtest that cannot be run at all. Its message says what to do. */
export class BacktestError extends UserError {
  override readonly name = "BacktestError";
}

/** Why the system refuses to read something, in a few words. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  const reasons: Readonly<Record<string, string>> = {
    ENOENT: "no such file or folder",
    EACCES: "no permission",
    EPERM: "no permission",
  };
  return reasons[code ?? ""] ?? message;
}
