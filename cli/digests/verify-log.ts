import { createHash } from "node:crypto";
import type { ListedLog } from "./digest";
import { type GzipProblem, inflateMember } from "./gzip-member";
import type { KindId } from "./kinds";
import type { ObjectStore } from "./object-store";
import { type Defect, gzipProblems, notRead } from "./read-digest";

const logProblems = {
  truncated: "truncated-log",
  damaged: "unreadable-log",
  appended: "appended-log",
} as const satisfies Readonly<Record<GzipProblem, KindId>>;

/**
 * Compares the hash of a log file with the hash in its digest, without keeping the content in memory.
 *
 * @param listed every log file of the digest
 */
export async function verifyLog(
  store: ObjectStore,
  log: ListedLog,
  listed: readonly ListedLog[],
): Promise<{ readonly bytes: number; readonly defect?: Defect }> {
  const sha = createHash("sha256");
  let bytes = 0;
  let gzip: GzipProblem | undefined;
  try {
    const opened = await store.open(log.bucket, log.key);
    if (opened === undefined) return { bytes, defect: { kind: "missing-log", problem: "it does not exist" } };
    gzip = await inflateMember(opened.body, (piece) => {
      sha.update(piece);
      bytes += piece.length;
    });
  } catch (error) {
    return { bytes, defect: notRead(error) };
  }
  const hash = sha.digest("hex");
  if (gzip !== undefined) {
    const intact = gzip === "appended" && hash === log.hash ? ", which is unchanged" : "";
    return { bytes, defect: { kind: logProblems[gzip], problem: `${gzipProblems[gzip]}${intact}` } };
  }
  if (hash === log.hash) return { bytes };
  const other = listed.find((one) => one.hash === hash);
  if (other !== undefined)
    return { bytes, defect: { kind: "swapped-log", problem: `it has the content of ${other.key}` } };
  return { bytes, defect: { kind: "replaced-log", problem: `its hash is ${hash}, but the digest lists ${log.hash}` } };
}
