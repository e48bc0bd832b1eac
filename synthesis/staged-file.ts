import { randomBytes } from "node:crypto";
import {
  chmodSync,
  existsSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";

/** New content of a file, in a temporary file beside it. The file is replaced as a whole or not at all. */
export class StagedFile {
  private readonly path: string;
  private readonly temporary: string;

  /** Writes the temporary file, with the permissions of the file, if the content changed. */
  constructor(path: string, text: string) {
    const exists = existsSync(path);
    // To replace the file behind a symbolic link, and not the link
    this.path = exists ? realpathSync(path) : path;
    this.temporary = `${this.path}.${process.pid}-${randomBytes(6).toString("hex")}`;
    if (exists && readFileSync(path, "utf8") === text) return;
    try {
      writeFileSync(this.temporary, text, { flag: "wx" });
      if (exists) chmodSync(this.temporary, statSync(this.path).mode & 0o7777);
    } catch (error) {
      this.discard();
      throw error;
    }
  }

  /** Replaces the file. */
  commit(): void {
    if (existsSync(this.temporary)) renameSync(this.temporary, this.path);
  }

  /** Removes the temporary file, if it is not committed. */
  discard(): void {
    if (existsSync(this.temporary)) rmSync(this.temporary);
  }
}
