import { createHash, createPublicKey, createSign, type KeyObject } from "node:crypto";
import { gunzipSync, gzipSync } from "node:zlib";
import { folderOf, type LogFile, type TrailFile, type TrailLayout } from "./log-file";

/** A digest file. The object metadata contains its signature, as in CloudTrail. */
export interface DigestFile extends TrailFile {
  readonly metadata: Readonly<Record<string, string>> & { readonly signature: string };
}

interface DigestFilesOptions {
  readonly files: readonly LogFile[];
  readonly day: string;
  readonly layout: TrailLayout;
  readonly key: KeyObject;
  /** Accounts and regions whose digests list no log files. */
  readonly quiet?: readonly Pick<LogFile, "account" | "region">[] | undefined;
}

/**
 * The digests of a day: one per hour for each account and region with log files. Each digest contains the hashes of the log
 * files of the hour, and the hash and signature of the previous digest.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html
 */
export function digestFiles({ files, day, layout, key, quiet = [] }: DigestFilesOptions): DigestFile[] {
  const places = new Set([...files, ...quiet].map(({ account, region }) => `${account} ${region}`));
  return [...places].flatMap((place) => {
    const own = files.filter(({ account, region }) => place === `${account} ${region}`);
    const digests: DigestFile[] = [];
    for (let hour = 0; hour < 24; hour++) {
      const end = new Date(Date.parse(`${day}T00:59:59Z`) + hour * 3_600_000);
      digests.push(digestOf({ place, end, files: own, previous: digests.at(-1), layout, key }));
    }
    return digests;
  });
}

interface DigestOfOptions {
  readonly place: string;
  readonly end: Date;
  readonly files: readonly LogFile[];
  readonly previous: DigestFile | undefined;
  readonly layout: TrailLayout;
  readonly key: KeyObject;
}

function digestOf({ place, end, files, previous, layout, key }: DigestOfOptions): DigestFile {
  const [account = "", region = ""] = place.split(" ");
  const hour = toTheSecond(end).slice(0, 13);
  const covered = files.filter((file) => file.hour === hour);
  const logs = covered.map(({ key: name, body, events }) => {
    const times = events.map(({ eventTime }) => eventTime).toSorted();
    return { key: name, body, newest: times.at(-1) ?? null, oldest: times[0] ?? null };
  });
  return signedDigest({ account, region, end, logs, previous }, layout, key);
}

/** Content of a digest. */
export interface DigestContent {
  readonly account: string;
  readonly region: string;

  /** End of the hour. */
  readonly end: Date;

  /**
   * Start of the period of the digest.
   *
   * @default an hour before the end
   */
  readonly start?: Date;
  readonly logs: readonly (TrailFile & { readonly newest: string | null; readonly oldest: string | null })[];

  /** Undefined for the first digest. */
  readonly previous: DigestFile | undefined;

  /** Whether this is a backfill digest. It lists log files that the digest of the hour does not list. */
  readonly isBackfill?: boolean;
}

/** A digest file, signed with a private key as CloudTrail signs it. */
export function signedDigest(
  { account, region, end, start = new Date(end.getTime() - 3_600_000), logs, previous, isBackfill }: DigestContent,
  layout: TrailLayout,
  key: KeyObject,
): DigestFile {
  const endTime = toTheSecond(end);
  const objectKey = digestKey({ layout, account, region, endTime, suffix: isBackfill === true ? "_backfill" : "" });
  const [newest, oldest] = [logs.map((log) => log.newest ?? ""), logs.map((log) => log.oldest ?? "")];
  const previousSignature = previous?.metadata.signature ?? null;
  const content = JSON.stringify({
    awsAccountId: account,
    digestStartTime: toTheSecond(start),
    digestEndTime: endTime,
    digestS3Bucket: layout.bucket,
    digestS3Object: objectKey,
    digestPublicKeyFingerprint: fingerprint(key),
    digestSignatureAlgorithm: "SHA256withRSA",
    newestEventTime: newest.toSorted().at(-1) ?? null,
    oldestEventTime: oldest.toSorted()[0] ?? null,
    previousDigestS3Bucket: previous ? layout.bucket : null,
    previousDigestS3Object: previous?.key ?? null,
    previousDigestHashValue: previous ? hashOf(previous.body) : null,
    previousDigestHashAlgorithm: previous ? "SHA-256" : null,
    previousDigestSignature: previousSignature,
    logFiles: logs.map((log) => logFileEntry(log, layout.bucket)),
  });
  const body = gzipSync(content);
  const signed = [endTime, `${layout.bucket}/${objectKey}`, hashOf(body), previousSignature ?? "null"].join("\n");
  const signature = createSign("RSA-SHA256").update(signed).sign(key).toString("hex");
  const late: Record<string, string> = isBackfill === true ? { "backfill-generation-timestamp": endTime } : {};
  return { key: objectKey, body, metadata: { signature, "signature-algorithm": "SHA256withRSA", ...late } };
}

function logFileEntry({ key, body, newest, oldest }: DigestContent["logs"][number], bucket: string) {
  return {
    s3Bucket: bucket,
    s3Object: key,
    hashValue: hashOf(body),
    hashAlgorithm: "SHA-256",
    newestEventTime: newest,
    oldestEventTime: oldest,
  };
}

interface DigestKeyOptions {
  readonly layout: TrailLayout;
  readonly account: string;
  readonly region: string;
  readonly endTime: string;
  readonly suffix: string;
}

function digestKey({ layout, account, region, endTime, suffix }: DigestKeyOptions): string {
  const folder = folderOf({ layout, account, kind: "CloudTrail-Digest", region, day: endTime.slice(0, 10) });
  const stamp = endTime.replaceAll(/[-:]/g, "");
  return `${folder}/${account}_CloudTrail-Digest_${region}_${layout.trailName}_${layout.homeRegion}_${stamp}${suffix}.json.gz`;
}

/** Fingerprint of the public key, as CloudTrail publishes it. */
function fingerprint(key: KeyObject): string {
  const published = createPublicKey(key).export({ type: "pkcs1", format: "der" });
  return createHash("md5").update(published).digest("hex");
}

/** CloudTrail hashes the uncompressed content of a file. */
function hashOf(body: Buffer): string {
  return createHash("sha256").update(gunzipSync(body)).digest("hex");
}

function toTheSecond(time: Date): string {
  return time.toISOString().replace(/\.\d+Z$/, "Z");
}
