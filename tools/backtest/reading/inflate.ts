import { Readable } from "node:stream";
import { finished } from "node:stream/promises";
import { createGunzip } from "node:zlib";

/** How every gzip file begins. */
export const isGzip = (bytes: Buffer): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/**
 * Gives the content of a stream piece by piece, uncompressed where it is compressed. Everything that can be had of a
 * stream that is cut or broken is given before the promise is rejected: of one
 * whose compression is broken, all but the last 64 KB before the break.
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
  // An iterator would drop what is uncompressed already when the next piece is broken; a listener has had it
  const gunzip = createGunzip({ chunkSize: 1 << 16 });
  gunzip.on("data", take);
  const source = Readable.from(all(), { objectMode: false });
  source.on("error", (error) => gunzip.destroy(error));
  source.pipe(gunzip);
  await finished(gunzip);
}

/** Enough to tell what it is. */
async function firstBytes(pieces: AsyncIterator<Buffer>): Promise<Buffer> {
  let bytes: Buffer = Buffer.alloc(0);
  while (bytes.length < 2) {
    const next = await pieces.next();
    if (next.done) return bytes;
    bytes = Buffer.concat([bytes, next.value]);
  }
  return bytes;
}
