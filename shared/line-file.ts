import { appendFileSync, existsSync, readFileSync, rmSync } from "node:fs";
import { writeWhole } from "./files";

/**
 * A file with a line for each finished part of a long run, so that the next run can continue after an interruption or a kill. If a
 * writer was killed, the last line can be incomplete: the format of the lines must show it.
 */
export class LineFile {
  /** Whether the last line is known to be complete. */
  private endsWithLine = false;

  constructor(private readonly path: string) {}

  get exists(): boolean {
    return existsSync(this.path);
  }

  /** The lines, without empty lines. */
  get lines(): string[] {
    return this.text.split("\n").filter((line) => line !== "");
  }

  /** Adds a line. It does not continue an incomplete line. */
  add(line: string): void {
    const start = this.endsWithLine || /(^|\n)$/.test(this.text) ? "" : "\n";
    appendFileSync(this.path, `${start}${line}\n`);
    this.endsWithLine = true;
  }

  /** Replaces all lines at once: a kill leaves either the old lines or the new lines. */
  replace(lines: readonly string[]): void {
    writeWhole(this.path, lines.map((line) => `${line}\n`).join(""));
    this.endsWithLine = true;
  }

  delete(): void {
    rmSync(this.path, { force: true });
  }

  private get text(): string {
    return this.exists ? readFileSync(this.path, "utf8") : "";
  }
}
