import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { errorCode } from "./thrown";

/** Writes a file atomically: also after a crash, the file has either the whole old content or the whole new content. */
export function writeWhole(path: string, text: string, mode = 0o644): void {
  const part = `${path}.${process.pid}.part`;
  writeFileSync(part, text, { mode });
  renameSync(part, path);
}

/** The content of a JSON file. Undefined if the file does not exist or cannot be read. */
export function readJson<T>(path: string): T | undefined {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    if (error instanceof SyntaxError || errorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}
