import { createHash } from "node:crypto";
import { createReadStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { folderSource } from "../../cli/digests/folder-source";
import { KeyRing, fingerprintOf } from "../../cli/digests/public-keys";
import { failuresOf, verifyDigests } from "../../cli/digests/verification";
import { mapInParallel } from "../../shared/in-parallel";
import { type BenchRow, verdict } from "./bench-row";
import { type DigestFiles, writeDigestFiles } from "./digest-files";

/** Promise of the project: the time relative to decompressing and hashing the same files alone. */
const bound = 1.3;

/** Number of files that are hashed at the same time. */
const atOnce = 32;

/** Measures the verification of a day of digests, and the hashing of the same log files alone, in turns. */
export async function benchDigests({
  megabytes,
  rounds,
}: Readonly<Record<"megabytes" | "rounds", number>>): Promise<BenchRow> {
  const folder = mkdtempSync(join(tmpdir(), "trailkeeper-bench-"));
  try {
    const files = writeDigestFiles(folder, megabytes * 1e6);
    const seconds: Record<"hashed" | "verified", number[]> = { hashed: [], verified: [] };
    const memory = { quarter: 0, all: 0 };
    for (let round = 0; round < rounds; round++) {
      seconds.hashed.push(await timeOf(() => hashAll(files.logs)));
      seconds.verified.push(await timeOf(() => verifyAll(files, memory)));
    }
    return rowOf(files, seconds, memory);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Reads, decompresses and hashes each file: the work that every verification needs. */
async function hashAll(logs: readonly string[]): Promise<void> {
  await mapInParallel(logs, atOnce, async (path) => {
    const sha = createHash("sha256");
    await pipeline(
      createReadStream(path, { highWaterMark: 1 << 18 }),
      createGunzip({ chunkSize: 1 << 17 }),
      async (pieces) => {
        for await (const piece of pieces as AsyncIterable<Buffer>) sha.update(piece);
      },
    );
    sha.digest("hex");
  });
}

async function verifyAll(
  { folder, publicKey, logs }: DigestFiles,
  memory: { quarter: number; all: number },
): Promise<void> {
  const der = publicKey.export({ type: "pkcs1", format: "der" });
  const key = { fingerprint: fingerprintOf(der), der, validFrom: 0, validTo: Number.MAX_SAFE_INTEGER };
  const source = await folderSource(folder, { keys: new KeyRing({ keys: () => Promise.resolve([key]) }) });
  const progress = ({ logs: done }: { readonly logs: number }) => {
    const { rss } = process.memoryUsage();
    if (done <= logs.length / 4) memory.quarter = Math.max(memory.quarter, rss);
    memory.all = Math.max(memory.all, rss);
  };
  const result = await verifyDigests({ ...source, regions: [], progress });
  if (failuresOf(result.findings).length > 0 || result.logs !== logs.length)
    throw new Error(
      `the verification of intact files has a wrong result: first finding ${JSON.stringify(result.findings[0])}, ${result.logs} log files`,
    );
}

function rowOf(
  { logs, stored, decompressed }: DigestFiles,
  seconds: Readonly<Record<"hashed" | "verified", readonly number[]>>,
  memory: { readonly quarter: number; readonly all: number },
): BenchRow {
  const [hashed, verified] = [median(seconds.hashed), median(seconds.verified)];
  const ratio = verified / hashed;
  const within = ratio <= bound;
  const shown = (time: number) => `${time.toFixed(1)} s`.padStart(9);
  const [quarter, all] = [memory.quarter, memory.all].map((bytes) => `${Math.round(bytes / 1e6)} MB`);
  return {
    measured: { logs: logs.length, stored, decompressed, hashed, verified, ratio, bound, within, memory },
    text: [
      `digests of ${logs.length.toLocaleString("en")} log files, ${gigabytes(stored)} stored, ${gigabytes(decompressed)} decompressed`,
      `decompress and hash     ${shown(hashed)}`,
      `trailkeeper digests     ${shown(verified)}`,
      `${ratio.toFixed(2)} times as long; memory ${quarter} after a quarter, ${all} at most`,
      verdict(within, `${bound} times the hashing alone`),
    ],
    within,
  };
}

const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;

async function timeOf(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1_000;
}

const median = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
