import { readFileSync, renameSync, writeFileSync } from "node:fs";

/** Writes a file as a whole: whoever reads it, or finds it after a crash, sees all of it or what was there before. */
export function writeWhole(path: string, text: string, mode = 0o644): void {
  const part = `${path}.${process.pid}.part`;
  writeFileSync(part, text, { mode });
  renameSync(part, path);
}

/** The content of a JSON file; undefined where there is none, or none that can be read. */
export function readJson<T>(path: string): T | undefined {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as T;
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
