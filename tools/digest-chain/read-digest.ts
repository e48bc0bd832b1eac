import { createHash } from "node:crypto";
import { type Digest, parseDigest } from "./digest";
import type { DigestKey } from "./digest-key";
import { type GzipProblem, inflateMember } from "./gzip-member";
import type { KindId } from "./kinds";
import type { ObjectStore, StoredObject } from "./object-store";
import { type KeyRing, KeysNotRead, wasValid } from "./public-keys";
import { isAuthentic, signatureAlgorithm } from "./signature";

/** Why an object is not what it should be. */
export interface Defect {
  readonly kind: KindId;
  readonly problem: string;
}

/** A digest as it was read. */
export interface ReadDigest {
  readonly key: string;

  /** Of the decompressed content. Empty if it was not read. */
  readonly hash: string;
  readonly signature: string;
  readonly bytes: number;

  /** The content, if CloudTrail signed it for the place where it is. */
  readonly digest?: Digest;

  /** Why there is no content that can be trusted, or why it is suspect. */
  readonly defect?: Defect;
}

/** Largest digest that is parsed, decompressed: about half a million log files. */
const largestDigest = 256 * 1024 * 1024;

export const gzipProblems: Readonly<Record<GzipProblem, string>> = {
  truncated: "its compressed data has no end",
  damaged: "it is not gzip, or damaged",
  appended: "more data follows its compressed data",
};

const digestProblems = {
  truncated: "truncated-digest",
  damaged: "unreadable-digest",
  appended: "appended-digest",
} as const satisfies Readonly<Record<GzipProblem, KindId>>;

/** Reads a digest, and verifies its signature and its place. Undefined if there is none. */
export async function readDigest(
  store: ObjectStore,
  keys: KeyRing,
  bucket: string,
  name: DigestKey,
): Promise<ReadDigest | undefined> {
  const { key } = name;
  const sha = createHash("sha256");
  const pieces: Buffer[] = [];
  let bytes = 0;
  let opened: StoredObject | undefined;
  let gzip: GzipProblem | undefined;
  try {
    opened = await store.open(bucket, key);
    if (opened === undefined) return undefined;
    gzip = await inflateMember(opened.body, (piece) => {
      sha.update(piece);
      bytes += piece.length;
      if (bytes <= largestDigest) pieces.push(piece);
    });
  } catch (error) {
    return { key, hash: "", signature: "", bytes, defect: notRead(error) };
  }
  const signature = opened.metadata["signature"] ?? "";
  const read = { key, hash: sha.digest("hex"), signature, bytes };
  if (gzip !== undefined) return { ...read, defect: { kind: digestProblems[gzip], problem: gzipProblems[gzip] } };
  const digest = bytes > largestDigest ? undefined : parseDigest(Buffer.concat(pieces).toString());
  if (digest === undefined)
    return { ...read, defect: { kind: "unreadable-digest", problem: "it has not the fields of a digest" } };
  let forgery: Defect | undefined;
  try {
    forgery = await signatureDefect(digest, read, name, opened, keys);
  } catch (error) {
    if (!(error instanceof KeysNotRead)) throw error;
    forgery = { kind: "not-read", problem: error.message };
  }
  if (forgery?.kind === "expired-key") return { ...read, digest, defect: forgery };
  const defect = forgery ?? placeDefect(digest, bucket, name);
  return defect === undefined ? { ...read, digest } : { ...read, defect };
}

async function signatureDefect(
  digest: Digest,
  { hash, signature }: Pick<ReadDigest, "hash" | "signature">,
  { region, isBackfill, end }: DigestKey,
  { metadata }: StoredObject,
  keys: KeyRing,
): Promise<Defect | undefined> {
  const algorithm = metadata["signature-algorithm"];
  if (signature === "") return { kind: "unsigned-digest", problem: "it has no signature" };
  if (algorithm !== signatureAlgorithm)
    return { kind: "unsigned-digest", problem: `its signature algorithm is ${algorithm ?? "not given"}` };
  const written = isBackfill ? Date.parse(metadata["backfill-generation-timestamp"] ?? "") : end;
  const signed = Number.isNaN(written) ? end : written;
  const { fingerprint } = digest;
  const found = await keys.find(fingerprint, region, signed);
  if (found === undefined)
    return { kind: "unknown-key", problem: `no key of CloudTrail in ${region} has the fingerprint ${fingerprint}` };
  if (!isAuthentic(digest, hash, signature, found.key))
    return { kind: "forged-digest", problem: "its signature does not match its content" };
  if (wasValid(found, signed)) return undefined;
  const valid = [found.validFrom, found.validTo].map((time) => new Date(time).toISOString()).join(" to ");
  return { kind: "expired-key", problem: `its key was valid from ${valid}` };
}

/** A digest that is signed for another place is a copy. The signature is verified before. */
function placeDefect(digest: Digest, bucket: string, { key, account, end }: DigestKey): Defect | undefined {
  if (digest.bucket !== bucket)
    return { kind: "wrong-bucket", problem: `it is signed for the bucket ${digest.bucket}` };
  if (digest.key !== key) return { kind: "moved-digest", problem: `it is signed for ${digest.key}` };
  if (digest.account !== account || Date.parse(digest.end) !== end)
    return { kind: "moved-digest", problem: `it is of account ${digest.account} and ends at ${digest.end}` };
  return undefined;
}

/** What keeps an object from being read. */
export const notRead = (error: unknown): Defect => {
  const { name, message } = error as Error;
  return { kind: "not-read", problem: `${name}: ${message}` };
};
