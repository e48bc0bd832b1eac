import { once } from "node:events";
import { createReadStream, type Dirent } from "node:fs";
import { lstat, readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { errorCode } from "../../shared/thrown";
import type { ObjectStore, StoredObject } from "./object-store";

/** Suffix of the file with the metadata of an object. */
export const metadataSuffix = ".metadata.json";

/** Objects in a folder: `<folder>/<bucket>/<key>`, and their metadata in `<folder>/<bucket>/<key>.metadata.json`. */
export class FolderStore implements ObjectStore {
  constructor(private readonly folder: string) {}

  /** Names of the buckets. */
  async buckets(): Promise<readonly string[]> {
    return (await entriesOf(this.folder)).filter((entry) => entry.isDirectory()).map(({ name }) => name);
  }

  async *keys(bucket: string, prefix: string, startAfter = ""): AsyncGenerator<string> {
    for (const entry of await entriesOf(join(this.folder, bucket, prefix))) {
      const key = `${prefix}${entry.name}`;
      if (entry.isDirectory()) {
        // All keys of a folder are before or after `startAfter`, except if `startAfter` is in the folder
        if (`${key}/` > startAfter || startAfter.startsWith(`${key}/`)) yield* this.keys(bucket, `${key}/`, startAfter);
      } else if (key > startAfter && !key.endsWith(metadataSuffix)) yield key;
    }
  }

  async folders(bucket: string, prefix: string): Promise<readonly string[]> {
    const entries = await entriesOf(join(this.folder, bucket, prefix));
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  }

  async open(bucket: string, key: string): Promise<StoredObject | undefined> {
    // A digest must not name a path outside the folder
    if (`${bucket}/${key}`.split("/").some((part) => part === ".." || part === "." || part === "")) return undefined;
    const path = join(this.folder, bucket, key);
    if (!(await isThere(path))) return undefined;
    const metadata = await metadataOf(`${path}${metadataSuffix}`);
    const body = createReadStream(path, { highWaterMark: 1 << 18 });
    await once(body, "open");
    return { body, metadata };
  }
}

/**
 * Whether a path is a regular file. A folder can be from someone else: a link could point outside it, and a pipe has no end.
 *
 * @throws Error if the path exists and is not a regular file
 */
async function isThere(path: string): Promise<boolean> {
  try {
    if ((await lstat(path)).isFile()) return true;
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes(errorCode(error) ?? "")) return false;
    throw error;
  }
  throw new Error(`${path} is a link, a folder or a device; replace it with the file`);
}

/** Entries of a folder, in the order that S3 lists keys. Empty if the folder does not exist. */
async function entriesOf(path: string): Promise<Dirent[]> {
  try {
    const entries = await readdir(path, { withFileTypes: true });
    const nameOf = (entry: Dirent) => (entry.isDirectory() ? `${entry.name}/` : entry.name);
    return entries.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes(errorCode(error) ?? "")) return [];
    throw error;
  }
}

/** Reads the metadata of an object. Values that are not strings are left out, so a malformed signature counts as missing. */
async function metadataOf(path: string): Promise<Readonly<Record<string, string>>> {
  if (!(await isThere(path))) return {};
  try {
    const found: unknown = JSON.parse(await readFile(path, "utf8"));
    const texts = Object.entries(found ?? {}).filter(
      (entry): entry is [string, string] => typeof entry[1] === "string",
    );
    return Object.fromEntries(texts);
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
