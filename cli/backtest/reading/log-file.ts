import type { Readable } from "node:stream";
import { errorCode, toError } from "../../../shared/thrown";
import { UserError } from "../../../shared/user-error";

/** A file of events, on this machine or in S3. */
export interface LogFile {
  /** Path or S3 URI. */
  readonly name: string;

  /** Stored size, which is the compressed size of a compressed file. */
  readonly bytes: number;

  /** Whether the file is in S3. Remote files are fetched in advance. */
  readonly isRemote: boolean;

  /** The whole content. The buffer can be overwritten when the next file is read. */
  read(): Promise<Buffer>;

  /** The whole content, piece by piece. */
  stream(): Promise<Readable>;
}

/** A file that was found in a source of log files. */
export type Found =
  | { readonly kind: "log"; readonly source: LogFile }
  | { readonly kind: "digest" | "other" | "filtered" }

  /** A file or folder that cannot be read, and the reason. */
  | { readonly kind: "unreadable"; readonly name: string; readonly reason: string };

/** The error of a backtest that cannot run. The message contains the fix. */
export class BacktestError extends UserError {
  override readonly name = "BacktestError";
}

/** A short reason for an error of the operating system or of S3. */
export function reasonOf(error: unknown): string {
  const code = errorCode(error);
  const { message } = toError(error);
  const reasons: Readonly<Record<string, string>> = {
    ENOENT: "no such file or folder",
    EACCES: "no permission",
    EPERM: "no permission",
  };
  return reasons[code ?? ""] ?? message;
}
