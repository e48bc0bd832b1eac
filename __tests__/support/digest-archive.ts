import { createHash, createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import type { ObjectStore, StoredObject } from "../../cli/digests/object-store";
import { type KeySource, KeyRing, type PublicKey } from "../../cli/digests/public-keys";
import { type Verification, type VerificationOptions, verifyDigests } from "../../cli/digests/verification";
import { type DigestFile, signedDigest } from "../../sample-data/events/digest";
import { folderOf, type TrailLayout } from "../../sample-data/events/log-file";
import { account } from "../../sample-data/values";
import { Dice } from "./dice";

/** The trail of the archive. */
export const layout: TrailLayout = {
  bucket: "acme-trail-archive",
  prefix: "cloudtrail-logs",
  organizationId: "o-a1b2c3d4e5",
  trailName: "acme-organization-trail",
  homeRegion: "eu-west-1",
};

/** The day that the tests verify. The archive also has some hours before and after it. */
export const from = Date.parse("2026-11-22T00:00:00Z");
export const to = Date.parse("2026-11-23T00:00:00Z");
const hour = 3_600_000;
const [hoursBefore, hoursAfter] = [3, 4];

interface Stored {
  readonly body: Buffer;
  readonly metadata: Readonly<Record<string, string>>;
}

/** Key pairs that tests share. CloudTrail's keys have 2,048 bits. Shorter keys are created and used in a fraction of the time. */
export const [cloudTrail, somebody] = [0, 1].map(
  () => generateKeyPairSync("rsa", { modulusLength: 1024 }).privateKey,
) as [KeyObject, KeyObject];

/** Returns the public key of a private key, valid around the day. */
export function published(key: KeyObject, validFrom = from - 30 * 24 * hour, validTo = to + 24 * hour): PublicKey {
  const der = createPublicKey(key).export({ type: "pkcs1", format: "der" });
  return { fingerprint: createHash("md5").update(der).digest("hex"), der, validFrom, validTo };
}

/** Objects of a bucket in memory, with chains of digests and their log files. */
export class DigestArchive implements ObjectStore {
  readonly objects = new Map<string, Stored>();

  /** Digests in order, by account and region. */
  readonly chains = new Map<string, DigestFile[]>();

  /** Keys of the objects that were opened. */
  readonly opened: string[] = [];

  constructor(
    private readonly dice: Dice,
    readonly bucket = layout.bucket,
  ) {}

  copy(dice: Dice): DigestArchive {
    const copy = new DigestArchive(dice, this.bucket);
    for (const [key, stored] of this.objects) copy.objects.set(key, stored);
    for (const [chain, digests] of this.chains) copy.chains.set(chain, [...digests]);
    return copy;
  }

  /** Adds a chain of digests that covers the day. */
  addChain(accountId: string, region: string, startMinute = 29): void {
    const digests: DigestFile[] = [];
    this.chains.set(`${accountId} ${region}`, digests);
    const first = from - hoursBefore * hour + startMinute * 60_000 + 23_000;
    for (let end = first; end < to + hoursAfter * hour; end += hour)
      this.addDigest(accountId, region, end, digests.at(-1));
  }

  /** Adds the next digest of a chain, with log files. */
  addDigest(
    accountId: string,
    region: string,
    end: number,
    previous: DigestFile | undefined,
    isBackfill = false,
  ): DigestFile {
    const logs = this.dice.list(isBackfill ? 1 : 0, 3, () =>
      this.addLog(accountId, region, end - hour + this.dice.below(50 * 60_000)),
    );
    const content = { account: accountId, region, end: new Date(end), logs, previous, isBackfill };
    const digest = signedDigest(content, { ...layout, bucket: this.bucket }, cloudTrail);
    this.put(digest.key, digest.body, digest.metadata);
    if (!isBackfill) this.chains.get(`${accountId} ${region}`)?.push(digest);
    return digest;
  }

  addLog(accountId: string, region: string, time: number) {
    const at = new Date(time).toISOString();
    const folder = folderOf({ layout, account: accountId, kind: "CloudTrail", region, day: at.slice(0, 10) });
    const stamp = at.slice(0, 16).replaceAll(/[-:]/g, "");
    const name = `${accountId}_CloudTrail_${region}_${stamp}Z_${this.dice.list(16, 16, () => this.dice.below(36).toString(36)).join("")}`;
    const records = this.dice.list(1, 5, () => ({ eventTime: at, eventID: String(this.dice.below(1e9)) }));
    const body = gzipSync(JSON.stringify({ Records: records }));
    const log = { key: `${folder}/${name}.json.gz`, body, newest: at, oldest: at };
    this.put(log.key, body);
    return log;
  }

  put(key: string, body: Buffer, metadata: Readonly<Record<string, string>> = {}): void {
    this.objects.set(key, { body, metadata });
  }

  get(key: string): Stored {
    const found = this.objects.get(key);
    if (found === undefined) throw new Error(`no object ${key}`);
    return found;
  }

  /** Returns the keys of log files that were delivered on the day. */
  get logKeys(): string[] {
    return [...this.objects.keys()].filter((key) => key.includes("/CloudTrail/") && key.includes("/2026/11/22/"));
  }

  async *keys(bucket: string, prefix: string, startAfter = ""): AsyncGenerator<string> {
    if (bucket !== this.bucket) return;
    yield* [...this.objects.keys()].filter((key) => key.startsWith(prefix) && key > startAfter).toSorted();
  }

  folders(bucket: string, prefix: string): Promise<readonly string[]> {
    const below = [...this.objects.keys()].filter((key) => bucket === this.bucket && key.startsWith(prefix));
    const names = below.map((key) => key.slice(prefix.length)).filter((rest) => rest.includes("/"));
    return Promise.resolve([...new Set(names.map((rest) => rest.split("/")[0] ?? ""))].toSorted());
  }

  open(bucket: string, key: string): Promise<StoredObject | undefined> {
    this.opened.push(key);
    const found = bucket === this.bucket ? this.objects.get(key) : undefined;
    // In two pieces, so that a boundary is inside the compressed data
    const half = found && found.body.length >> 1;
    const pieces = found && [found.body.subarray(0, half), found.body.subarray(half)];
    return Promise.resolve(found && { body: Readable.from(pieces ?? []), metadata: found.metadata });
  }
}

let untouched: DigestArchive | undefined;

/** Returns an archive of two accounts, one of them with two regions. The dice are for the additions of a test. */
export function archiveOfTwo(dice: Dice): DigestArchive {
  // Signatures take most of the time of a test
  untouched ??= newArchive(new Dice(1));
  return untouched.copy(dice);
}

export function newArchive(dice: Dice): DigestArchive {
  const archive = new DigestArchive(dice);
  archive.addChain(account(3), "eu-west-1");
  archive.addChain(account(3), "us-east-1", 0);
  archive.addChain(account(4), "eu-west-1", 59);
  return archive;
}

/** Returns the public keys of CloudTrail in the format of its API. */
export const keySource = (...keys: readonly PublicKey[]): KeySource => ({ keys: () => Promise.resolve(keys) });

/** Verifies the day. */
export const verifyDay = (store: ObjectStore, options: Partial<VerificationOptions> = {}): Promise<Verification> =>
  verifyDigests({
    store,
    keys: new KeyRing(keySource(published(cloudTrail)), layout.homeRegion),
    folders: [{ bucket: layout.bucket, prefix: `${layout.prefix}/AWSLogs/${layout.organizationId}/` }],
    accounts: [],
    regions: [],
    expected: [3, 4].map((digit) => ({ account: account(digit), region: "eu-west-1", trail: layout.trailName })),
    from,
    to,
    due: to + hour,
    ...options,
  });
