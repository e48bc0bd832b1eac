import { closeSync, createReadStream, type Dirent, openSync, readSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { BacktestError, type Found, type LogFile, reasonOf } from "./log-file";
import type { Selection } from "../selection";
import { kindOfFile } from "./trail-key";

/**
 * The log files at a path, including subfolders, in order of names. Links to folders are not followed, because they could be
 * circular.
 *
 * @throws {BacktestError} when the path itself cannot be read
 */
export async function* localFiles(path: string, selection: Selection): AsyncGenerator<Found> {
  const isFolder = await isFolderAt(path);
  if (isFolder) yield* folder(path, selection, await entriesOf(path));
  // A file that the user names is read, whatever its name is
  else yield await foundFile(path, kindOfFile(path, {}) === "digest" ? "digest" : "log");
}

async function isFolderAt(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    throw new BacktestError(`cannot read ${path}: ${reasonOf(error)}; name files or folders of CloudTrail logs`);
  }
}

async function entriesOf(path: string): Promise<Dirent[]> {
  try {
    return await entriesIn(path);
  } catch (error) {
    throw new BacktestError(`cannot read ${path}: ${reasonOf(error)}; run as a user with read permission`);
  }
}

async function* folder(path: string, selection: Selection, entries: readonly Dirent[]): AsyncGenerator<Found> {
  for (const entry of entries) {
    const inner = join(path, entry.name);
    if (entry.isDirectory()) yield* innerFolder(inner, selection);
    else if (entry.isFile() || entry.isSymbolicLink()) yield await foundFile(inner, kindOfFile(inner, selection));
    else yield { kind: "other" };
  }
}

async function* innerFolder(path: string, selection: Selection): AsyncGenerator<Found> {
  try {
    yield* folder(path, selection, await entriesIn(path));
  } catch (error) {
    yield { kind: "unreadable", name: path, reason: reasonOf(error) };
  }
}

async function entriesIn(path: string): Promise<Dirent[]> {
  const entries = await readdir(path, { withFileTypes: true });
  return entries.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

async function foundFile(path: string, kind: Found["kind"]): Promise<Found> {
  if (kind === "digest" || kind === "other" || kind === "filtered") return { kind };
  try {
    const found = await stat(path);
    return found.isFile() ? { kind: "log", source: fileSource(path, found.size) } : { kind: "other" };
  } catch (error) {
    return { kind: "unreadable", name: path, reason: reasonOf(error) };
  }
}

const fileSource = (path: string, bytes: number): LogFile => ({
  name: path,
  bytes,
  isRemote: false,
  read: async () => readWhole(path, bytes),
  stream: async () => createReadStream(path, { highWaterMark: 1 << 20 }),
});

/** Buffer that is reused for all files, and grows to the largest file. Allocating memory takes as long as reading a file. */
let memory = Buffer.alloc(0);

/** The content of a file, valid until the next file is read. It is read synchronously, because a promise takes twice the time. */
function readWhole(path: string, bytes: number): Buffer {
  if (memory.length <= bytes) memory = Buffer.allocUnsafeSlow(bytes + 1);
  const file = openSync(path, "r");
  try {
    let length = 0;
    for (let read = -1; read !== 0 && length < memory.length; length += read) {
      read = readSync(file, memory, length, memory.length - length, null);
    }
    return memory.subarray(0, length);
  } finally {
    closeSync(file);
  }
}
