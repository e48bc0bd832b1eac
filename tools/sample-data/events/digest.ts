import { createHash, createPublicKey, createSign, type KeyObject } from "node:crypto";
import { gunzipSync, gzipSync } from "node:zlib";
import { folderOf, type LogFile, type TrailFile, type TrailLayout } from "./log-file";

/** A digest file. As in CloudTrail, its signature is in the object's metadata. */
export interface DigestFile extends TrailFile {
  readonly metadata: { readonly signature: string; readonly "signature-algorithm": "SHA256withRSA" };
}

/**
 * The digests of a day: one an hour for each account and region with log files. Each contains the hashes of that hour's files,
 * and the hash and signature of the previous digest.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html
 */
export function digestFiles(files: readonly LogFile[], day: string, layout: TrailLayout, key: KeyObject): DigestFile[] {
  const places = new Set(files.map(({ account, region }) => `${account} ${region}`));
  return [...places].flatMap((place) => {
    const own = files.filter(({ account, region }) => place === `${account} ${region}`);
    const digests: DigestFile[] = [];
    for (let hour = 0; hour < 24; hour++) {
      const end = new Date(Date.parse(`${day}T00:59:59Z`) + hour * 3_600_000);
      digests.push(digestOf(place, end, own, digests.at(-1), layout, key));
    }
    return digests;
  });
}

function digestOf(
  place: string,
  end: Date,
  files: readonly LogFile[],
  previous: DigestFile | undefined,
  layout: TrailLayout,
  key: KeyObject,
): DigestFile {
  const [account = "", region = ""] = place.split(" ");
  const endTime = toTheSecond(end);
  const objectKey = digestKey(layout, account, region, endTime);
  const hour = endTime.slice(0, 13);
  const covered = files.filter(({ events }) => events.some(({ eventTime }) => eventTime.startsWith(hour)));
  const times = covered.flatMap(({ events }) => events.map(({ eventTime }) => eventTime)).toSorted();

  const previousSignature = previous?.metadata.signature ?? null;
  const content = JSON.stringify({
    awsAccountId: account,
    digestStartTime: toTheSecond(new Date(end.getTime() - 3_600_000)),
    digestEndTime: endTime,
    digestS3Bucket: layout.bucket,
    digestS3Object: objectKey,
    digestPublicKeyFingerprint: fingerprint(key),
    digestSignatureAlgorithm: "SHA256withRSA",
    newestEventTime: times.at(-1) ?? null,
    oldestEventTime: times[0] ?? null,
    previousDigestS3Bucket: previous ? layout.bucket : null,
    previousDigestS3Object: previous?.key ?? null,
    previousDigestHashValue: previous ? hashOf(previous.body) : null,
    previousDigestHashAlgorithm: previous ? "SHA-256" : null,
    previousDigestSignature: previousSignature,
    logFiles: covered.map((file) => logFileEntry(file, layout.bucket)),
  });
  const body = gzipSync(content);
  const signed = [endTime, `${layout.bucket}/${objectKey}`, hashOf(body), previousSignature ?? "null"].join("\n");
  const signature = createSign("RSA-SHA256").update(signed).sign(key).toString("hex");
  return { key: objectKey, body, metadata: { signature, "signature-algorithm": "SHA256withRSA" } };
}

function logFileEntry({ key, body, events }: LogFile, bucket: string) {
  const times = events.map(({ eventTime }) => eventTime).toSorted();
  return {
    s3Bucket: bucket,
    s3Object: key,
    hashValue: hashOf(body),
    hashAlgorithm: "SHA-256",
    newestEventTime: times.at(-1),
    oldestEventTime: times[0],
  };
}

function digestKey(layout: TrailLayout, account: string, region: string, endTime: string): string {
  const folder = folderOf(layout, account, "CloudTrail-Digest", region, endTime.slice(0, 10));
  const stamp = endTime.replaceAll(/[-:]/g, "");
  return `${folder}/${account}_CloudTrail-Digest_${region}_${layout.trailName}_${layout.homeRegion}_${stamp}.json.gz`;
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
