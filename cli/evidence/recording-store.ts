import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { metadataSuffix } from "../digests/folder-store";
import type { ObjectStore, StoredObject } from "../digests/object-store";

/** A file of an export. */
export interface ExportedFile {
  /** Path in the export, with slashes. */
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** Folder of the objects in an export. */
export const objectsFolder = "objects";

/** Suffix of the file with the binary signature of a digest. */
export const signatureSuffix = ".signature";

/** A part of a key that is a valid file name on every system, and that sha256sum does not escape. */
const plainName = /^(?!\.{1,2}$)[\w.,=@+:~-]{1,240}$/;

/**
 * An object store that writes every opened object to a folder, and then returns the written file. So the export contains every
 * object that the verification reads.
 */
export class RecordingStore implements ObjectStore {
  readonly #written = new Map<string, Promise<Readonly<Record<string, string>> | undefined>>();

  /** @param record called for each written file */
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

  /** Writes an object once, and returns its metadata. Undefined if the object does not exist. */
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
      throw new Error(
        `its key has the part ${JSON.stringify(unusual)}, which is not a valid file name; download the object by hand`,
      );
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

/** A file of an export, with its checksum. */
export const exportedFile = (path: string, content: string | Buffer): ExportedFile => ({
  path,
  sha256: createHash("sha256").update(content).digest("hex"),
  bytes: Buffer.byteLength(content),
});
