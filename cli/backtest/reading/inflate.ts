import { Readable } from "node:stream";
import { finished } from "node:stream/promises";
import { createGunzip } from "node:zlib";

/** Whether the bytes begin with the signature of gzip. */
export const isGzip = (bytes: Buffer): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/**
 * Passes the content of a stream to a function in pieces, and decompresses it if necessary. If the stream is truncated or corrupt,
 * it first passes everything that can be read, and then rejects the promise. If compressed data is corrupt, up to 64 KB before the
 * error can be missing.
 */
export async function pour(stream: Readable, take: (piece: Buffer) => void): Promise<void> {
  const pieces: AsyncIterator<Buffer> = stream[Symbol.asyncIterator]();
  const first = await firstBytes(pieces);
  const all = async function* () {
    yield first;
    for (let next = await pieces.next(); !next.done; next = await pieces.next()) yield next.value;
  };
  if (!isGzip(first)) {
    for await (const piece of all()) take(piece);
    return;
  }
  // A listener is used, because an iterator would drop decompressed data when the next piece is corrupt
  const gunzip = createGunzip({ chunkSize: 1 << 16 });
  gunzip.on("data", take);
  const source = Readable.from(all(), { objectMode: false });
  source.on("error", (error) => gunzip.destroy(error));
  source.pipe(gunzip);
  await finished(gunzip);
}

/** The first bytes, enough to detect gzip. */
async function firstBytes(pieces: AsyncIterator<Buffer>): Promise<Buffer> {
  let bytes: Buffer = Buffer.alloc(0);
  while (bytes.length < 2) {
    const next = await pieces.next();
    if (next.done) return bytes;
    bytes = Buffer.concat([bytes, next.value]);
  }
  return bytes;
}
