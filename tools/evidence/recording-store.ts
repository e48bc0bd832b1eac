import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { metadataSuffix } from "../digest-chain/folder-store";
import type { ObjectStore, StoredObject } from "../digest-chain/object-store";

/** A file of an export. */
export interface ExportedFile {
  /** Path in the export, with slashes. */
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** Folder of the objects in an export. */
export const objectsFolder = "objects";

/** End of the name of the file with the signature of a digest, in bytes. */
export const signatureSuffix = ".signature";

/** A part of a key that is a file name everywhere, and no escape in a list of sums. */
const plainName = /^(?!\.{1,2}$)[\w.,=@+:~-]{1,240}$/;

/**
 * Writes every object that is opened to a folder, and returns what it wrote. So everything that is read from an archive
 * through it is in the export.
 */
export class RecordingStore implements ObjectStore {
  readonly #written = new Map<string, Promise<Readonly<Record<string, string>> | undefined>>();

  /** @param record called for each file that was written */
  constructor(
    private readonly store: ObjectStore,
    private readonly folder: string,
    private readonly record: (file: ExportedFile) => Promise<void>,
  ) {}

  keys(bucket: string, prefix: string, startAfter?: string): AsyncIterable<string> {
    return this.store.keys(bucket, prefix, startAfter);
  }

  folders(bucket: string, prefix: string): Promise<readonly string[]> {
    return this.store.folders(bucket, prefix);
  }

  async open(bucket: string, key: string): Promise<StoredObject | undefined> {
    const metadata = await this.save(bucket, key);
    if (metadata === undefined) return undefined;
    return { body: createReadStream(join(this.folder, pathOf(bucket, key)), { highWaterMark: 1 << 18 }), metadata };
  }

  /** Writes an object, once. Undefined if there is none. */
  save(bucket: string, key: string): Promise<Readonly<Record<string, string>> | undefined> {
    const path = pathOf(bucket, key);
    const known = this.#written.get(path);
    if (known !== undefined) return known;
    const writing = this.#write(bucket, key, path);
    this.#written.set(path, writing);
    return writing;
  }

  async #write(bucket: string, key: string, path: string): Promise<Readonly<Record<string, string>> | undefined> {
    const unusual = path.split("/").find((part) => !plainName.test(part));
    if (unusual !== undefined)
      throw new Error(`its key has the part ${JSON.stringify(unusual)}, which is no file name; download it by hand`);
    const opened = await this.store.open(bucket, key);
    if (opened === undefined) return undefined;
    const file = join(this.folder, path);
    await mkdir(dirname(file), { recursive: true });
    const sha = createHash("sha256");
    let bytes = 0;
    const tap = new Transform({
      transform: (piece: Buffer, _, done) => {
        sha.update(piece);
        bytes += piece.length;
        done(undefined, piece);
      },
    });
    await pipeline(opened.body, tap, createWriteStream(file));
    await this.record({ path, sha256: sha.digest("hex"), bytes });
    const { metadata } = opened;
    if (Object.keys(metadata).length > 0) await this.#writeBeside(`${path}${metadataSuffix}`, JSON.stringify(metadata));
    const { signature } = metadata;
    if (signature !== undefined) await this.#writeBeside(`${path}${signatureSuffix}`, Buffer.from(signature, "hex"));
    return metadata;
  }

  async #writeBeside(path: string, content: string | Buffer): Promise<void> {
    await writeFile(join(this.folder, path), content);
    await this.record(exportedFile(path, content));
  }
}

const pathOf = (bucket: string, key: string): string => `${objectsFolder}/${bucket}/${key}`;

/** A file with its sum. */
export const exportedFile = (path: string, content: string | Buffer): ExportedFile => ({
  path,
  sha256: createHash("sha256").update(content).digest("hex"),
  bytes: Buffer.byteLength(content),
});
