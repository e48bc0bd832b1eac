import { createHash } from "node:crypto";
import { toError } from "../../shared/thrown";
import { type Digest, parseDigest } from "./digest";
import type { DigestKey } from "./digest-key";
import { type GzipProblem, inflateMember } from "./gzip-member";
import type { KindId } from "./kinds";
import type { ObjectStore, StoredObject } from "./object-store";
import { type KeyRing, KeysNotRead, wasValid } from "./public-keys";
import { isAuthentic, signatureAlgorithm } from "./signature";

/** A problem of an object. */
export interface Defect {
  readonly kind: KindId;
  readonly problem: string;
}

/** A digest that was read, with the result of its verification. */
export interface ReadDigest {
  readonly key: string;

  /** SHA-256 of the decompressed content. Empty if the content was not read. */
  readonly hash: string;
  readonly signature: string;
  readonly bytes: number;

  /** The content, if CloudTrail signed it for this bucket and key. */
  readonly digest?: Digest;

  /** The reason why the content is missing, not trusted or suspect. */
  readonly defect?: Defect;
}

/** Maximum decompressed bytes of a digest. A digest of this size lists about half a million log files. */
const largestDigest = 256 * 1024 * 1024;

export const gzipProblems: Readonly<Record<GzipProblem, string>> = {
  truncated: "its compressed data is truncated",
  damaged: "it is not valid gzip data",
  appended: "other data follows its compressed data",
};

const digestProblems = {
  truncated: "truncated-digest",
  damaged: "unreadable-digest",
  appended: "appended-digest",
} as const satisfies Readonly<Record<GzipProblem, KindId>>;

/** Reads a digest, and verifies its signature, bucket and key. Undefined if it does not exist. */
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
    return { ...read, defect: { kind: "unreadable-digest", problem: "it does not have the fields of a digest" } };
  let forgery: Defect | undefined;
  try {
    forgery = await signatureDefect({ digest, readDigest: read, digestKey: name, storedObject: opened, keys });
  } catch (error) {
    if (!(error instanceof KeysNotRead)) throw error;
    forgery = { kind: "not-read", problem: error.message };
  }
  if (forgery?.kind === "expired-key") return { ...read, digest, defect: forgery };
  const defect = forgery ?? placeDefect(digest, bucket, name);
  return defect === undefined ? { ...read, digest } : { ...read, defect };
}

interface SignatureDefectOptions {
  readonly digest: Digest;
  readonly readDigest: Pick<ReadDigest, "hash" | "signature">;
  readonly digestKey: DigestKey;
  readonly storedObject: StoredObject;
  readonly keys: KeyRing;
}

async function signatureDefect({
  digest,
  readDigest: { hash, signature },
  digestKey: { region, isBackfill, end },
  storedObject: { metadata },
  keys,
}: SignatureDefectOptions): Promise<Defect | undefined> {
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

/** The defect of a digest that CloudTrail signed for another bucket or key: it is a copy. The signature is already verified. */
function placeDefect(digest: Digest, bucket: string, { key, account, end }: DigestKey): Defect | undefined {
  if (digest.bucket !== bucket)
    return { kind: "wrong-bucket", problem: `it is signed for the bucket ${digest.bucket}` };
  if (digest.key !== key) return { kind: "moved-digest", problem: `it is signed for ${digest.key}` };
  if (digest.account !== account || Date.parse(digest.end) !== end)
    return { kind: "moved-digest", problem: `its content is for account ${digest.account} and ends at ${digest.end}` };
  return undefined;
}

/** The defect of an object that cannot be read. */
export const notRead = (error: unknown): Defect => {
  const { name, message } = toError(error);
  return { kind: "not-read", problem: `${name}: ${message}` };
};
