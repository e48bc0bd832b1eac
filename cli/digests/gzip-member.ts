import type { Readable, Writable } from "node:stream";
import { createInflateRaw } from "node:zlib";

/** A problem of a compressed file. */
export type GzipProblem = "truncated" | "damaged" | "appended";

const chunkSize = 1 << 17;

/** Bytes of the trailer after the compressed data: checksum and length. */
const trailer = 8;

/**
 * Decompresses a gzip file with one member, as CloudTrail writes it. Readers of the logs would also read a second member, so data
 * after the first member is a separate problem.
 *
 * @param take called with the decompressed data, piece by piece
 */
export async function inflateMember(body: Readable, take: (piece: Buffer) => void): Promise<GzipProblem | undefined> {
  const inflate = createInflateRaw({ chunkSize });
  const end: { isReached: boolean; error?: NodeJS.ErrnoException } = { isReached: false };
  const closed = new Promise<void>((resolve) => {
    inflate.on("data", take);
    inflate.once("end", () => resolve(void (end.isReached = true)));
    inflate.once("error", (error) => resolve(void (end.error = error)));
  });
  const isOpen = () => !end.isReached && end.error === undefined;
  let head: Buffer | undefined = Buffer.alloc(0);
  let headLength = 0;
  let total = 0;
  try {
    for await (const piece of body as AsyncIterable<Buffer>) {
      total += piece.length;
      let data = piece;
      if (head !== undefined) {
        head = Buffer.concat([head, piece]);
        const length = headerLength(head);
        if (length === "damaged") return "damaged";
        if (length === "unfinished") continue;
        headLength = length;
        data = head.subarray(length);
        head = undefined;
      }
      if (isOpen() && data.length > 0 && !inflate.write(data)) await Promise.race([waitForDrain(inflate), closed]);
    }
    if (head !== undefined) return "truncated";
    if (isOpen()) inflate.end();
    await closed;
    const used = headLength + inflate.bytesWritten + trailer;
    if (end.error !== undefined) return end.error.code === "Z_BUF_ERROR" ? "truncated" : "damaged";
    if (total < used) return "truncated";
    return total > used ? "appended" : undefined;
  } finally {
    inflate.destroy();
  }
}

const waitForDrain = (stream: Writable) => new Promise<void>((resolve) => stream.once("drain", resolve));

/** Length of the header of a gzip file (RFC 1952). */
function headerLength(bytes: Buffer): number | "unfinished" | "damaged" {
  const magic = [0x1f, 0x8b, 0x08];
  if (magic.some((byte, index) => index < bytes.length && bytes[index] !== byte)) return "damaged";
  if (bytes.length < 10) return "unfinished";
  const flags = bytes[3] ?? 0;
  let length = 10;
  if (flags & 0x04) {
    if (bytes.length < 12) return "unfinished";
    length += 2 + bytes.readUInt16LE(10);
  }
  for (const flag of [0x08, 0x10]) {
    if (!(flags & flag)) continue;
    const end = bytes.indexOf(0, length);
    if (end === -1) return bytes.length > 65_536 ? "damaged" : "unfinished";
    length = end + 1;
  }
  if (flags & 0x02) length += 2;
  return bytes.length < length ? "unfinished" : length;
}
