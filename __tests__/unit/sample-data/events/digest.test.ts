import { createHash, createPublicKey, createVerify, generateKeyPairSync } from "node:crypto";
import { gunzipSync, gzipSync } from "node:zlib";
import { dayOfEvents } from "../../../../sample-data/events/day-of-events";
import { type DigestFile, digestFiles } from "../../../../sample-data/events/digest";
import { type LogFile, logFiles } from "../../../../sample-data/events/log-file";
import { Random } from "../../../../sample-data/events/random";
import { daySource, distinct, trailLayout } from "../../../support/organization-day";

const { day } = daySource;
const { bucket } = trailLayout;
const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const files = logFiles(dayOfEvents(daySource), trailLayout, new Random("files"));
const digests = digestFiles({ files, day, layout: trailLayout, key: privateKey });

const content = ({ body }: DigestFile) => JSON.parse(gunzipSync(body).toString());
const sha256 = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");
const placeOf = ({ key }: DigestFile) => [key.split("/")[3], key.split("/")[5]].join(" ");
const places = distinct(files.map(({ account, region }) => `${account} ${region}`));

/** The digests of one account and region, in order. */
const chain = (place: string) => digests.filter((digest) => placeOf(digest) === place);

/**
 * Returns whether the signature of a digest is valid.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-custom-validation.html
 */
function isAuthentic(digest: DigestFile): boolean {
  const { digestEndTime, digestS3Bucket, digestS3Object, previousDigestSignature } = content(digest);
  const signed = [
    digestEndTime,
    `${digestS3Bucket}/${digestS3Object}`,
    sha256(gunzipSync(digest.body)),
    previousDigestSignature ?? "null",
  ].join("\n");
  return createVerify("RSA-SHA256").update(signed).verify(publicKey, digest.metadata.signature, "hex");
}

/** Returns a digest with one character of its content replaced. */
function forged(digest: DigestFile, from: string, to: string): DigestFile {
  const genuine = gunzipSync(digest.body).toString();
  expect(genuine).toContain(from);
  return { ...digest, body: gzipSync(genuine.replace(from, to)) };
}

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html */
const keyOfAWS =
  /^cloudtrail-logs\/AWSLogs\/o-a1b2c3d4e5\/(\d{12})\/CloudTrail-Digest\/([a-z]{2}-[a-z]+-\d)\/2026\/03\/04\/\1_CloudTrail-Digest_\2_acme-organization-trail_eu-west-1_20260304T(\d\d)5959Z\.json\.gz$/;

describe("the digests of a day", () => {
  test("the digests of a day have CloudTrail's keys, with one digest each hour for each account and region with log files", () => {
    const hours = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, "0"));

    expect(digests).toHaveLength(places.length * 24);
    for (const place of places) {
      const keys = chain(place).map(({ key }) => keyOfAWS.exec(key));
      expect(keys.map((match) => match?.[3])).toEqual(hours);
      expect(new Set(keys.map((match) => `${match?.[1]} ${match?.[2]}`))).toEqual(new Set([place]));
    }
  });

  test("the digests of a day have a valid signature of the key, as AWS documents", () => {
    expect(digests.filter((digest) => !isAuthentic(digest))).toEqual([]);
  });

  test("the digests of a day have the algorithm and the hexadecimal signature in their metadata", () => {
    for (const { metadata } of digests) {
      expect(metadata).toEqual({
        signature: expect.stringMatching(/^[0-9a-f]{512}$/),
        "signature-algorithm": "SHA256withRSA",
      });
    }
  });

  test("the digests of a day have the fields that AWS documents, in order", () => {
    for (const digest of digests) {
      expect(Object.keys(content(digest))).toEqual([
        "awsAccountId",
        "digestStartTime",
        "digestEndTime",
        "digestS3Bucket",
        "digestS3Object",
        "digestPublicKeyFingerprint",
        "digestSignatureAlgorithm",
        "newestEventTime",
        "oldestEventTime",
        "previousDigestS3Bucket",
        "previousDigestS3Object",
        "previousDigestHashValue",
        "previousDigestHashAlgorithm",
        "previousDigestSignature",
        "logFiles",
      ]);
    }
  });

  test("the digests of a day contain their location, and the fingerprint of the public key", () => {
    const published = createPublicKey(privateKey).export({ type: "pkcs1", format: "der" });
    const fingerprint = createHash("md5").update(published).digest("hex");

    for (const digest of digests) {
      expect(content(digest)).toMatchObject({
        awsAccountId: placeOf(digest).split(" ")[0],
        digestS3Bucket: bucket,
        digestS3Object: digest.key,
        digestPublicKeyFingerprint: fingerprint,
        digestSignatureAlgorithm: "SHA256withRSA",
      });
    }
  });

  test.each(places)(
    "the digests of a day of %s are a chain: each contains the hash and the signature of the previous digest",
    (place) => {
      let previous: DigestFile | undefined;
      for (const digest of chain(place)) {
        expect(content(digest)).toMatchObject({
          previousDigestS3Bucket: previous ? bucket : null,
          previousDigestS3Object: previous?.key ?? null,
          previousDigestHashValue: previous ? sha256(gunzipSync(previous.body)) : null,
          previousDigestHashAlgorithm: previous ? "SHA-256" : null,
          previousDigestSignature: previous?.metadata.signature ?? null,
        });
        previous = digest;
      }
    },
  );

  test.each(places)("the digests of a day of %s cover the day without a gap", (place) => {
    const spans = chain(place).map(content);

    expect(spans[0].digestStartTime).toBe("2026-03-03T23:59:59Z");
    expect(spans.at(-1).digestEndTime).toBe("2026-03-04T23:59:59Z");
    expect(spans.slice(1).map(({ digestStartTime }) => digestStartTime)).toEqual(
      spans.slice(0, -1).map(({ digestEndTime }) => digestEndTime),
    );
  });

  test("the digests of a day contain every log file once, in a digest of the file's account and region", () => {
    const entries = digests.flatMap((digest) =>
      content(digest).logFiles.map(({ s3Object }: { s3Object: string }) => [s3Object, placeOf(digest)].join(" ")),
    );

    expect(entries.toSorted()).toEqual(
      files.map(({ key, account, region }) => [key, account, region].join(" ")).toSorted(),
    );
  });

  test("the digests of a day contain the hash of each log file, and the times of its events", () => {
    const byKey = new Map(files.map((file) => [file.key, file]));
    for (const { logFiles: entries } of digests.map(content)) {
      for (const entry of entries) {
        const { body, events } = byKey.get(entry.s3Object) as LogFile;
        expect(entry).toEqual({
          s3Bucket: bucket,
          s3Object: entry.s3Object,
          hashValue: sha256(gunzipSync(body)),
          hashAlgorithm: "SHA-256",
          newestEventTime: events
            .map(({ eventTime }) => eventTime)
            .toSorted()
            .at(-1),
          oldestEventTime: events.map(({ eventTime }) => eventTime).toSorted()[0],
        });
      }
    }
  });

  test("the digests of a day contain the times of their newest and oldest event, or null without events", () => {
    for (const digest of digests.map(content)) {
      const newest = digest.logFiles
        .map((file: { newestEventTime: string }) => file.newestEventTime)
        .toSorted()
        .at(-1);
      const [oldest] = digest.logFiles.map((file: { oldestEventTime: string }) => file.oldestEventTime).toSorted();
      expect(digest).toMatchObject({ newestEventTime: newest ?? null, oldestEventTime: oldest ?? null });
    }
    expect(digests.map(content).filter(({ newestEventTime }) => newestEventTime === null).length).toBeGreaterThan(0);
  });

  test("the digests of a day are an empty list without log files", () => {
    expect(digestFiles({ files: [], day, layout: trailLayout, key: privateKey })).toEqual([]);
  });

  test("exist every hour for an account and region without log files, and list no log files", () => {
    const quiet = [{ account: "7".repeat(12), region: "eu-north-1" }];
    const contents = digestFiles({ files: [], day, layout: trailLayout, key: privateKey, quiet }).map(content);

    expect(contents).toHaveLength(24);
    for (const one of contents) expect(one).toMatchObject({ awsAccountId: "7".repeat(12), logFiles: [] });
  });
});

describe("a forged digest", () => {
  const [place = ""] = places;
  // The digest of the first hour with log files, and the next digest
  const firstHour = 5;
  const [first, second] = chain(place).slice(firstHour) as [DigestFile, DigestFile];

  test.each([
    ["the end time", '"digestEndTime":"2026-03-04T05:59:59Z"', '"digestEndTime":"2026-03-04T05:59:58Z"'],
    ["the bucket", `"digestS3Bucket":"${bucket}"`, '"digestS3Bucket":"another"'],
    ["a log file", "CloudTrail_eu-west-1", "CloudTrail_eu-west-2"],
    ["the white space", "{", "{ "],
  ])("has an invalid signature if somebody changes %s", (_, from, to) => {
    expect(isAuthentic(first)).toBe(true);
    expect(isAuthentic(forged(first, from, to))).toBe(false);
  });

  test("has an invalid signature if somebody replaces a digest by another digest", () => {
    expect(isAuthentic({ ...second, metadata: first.metadata })).toBe(false);
  });

  test("a forged digest is detected by the next digest if somebody signs a changed digest", () => {
    const changed = files.map((file) => (file === files[0] ? { ...file, body: gzipSync('{"Records":[]}') } : file));
    const [resigned] = digestFiles({ files: changed, day, layout: trailLayout, key: privateKey }).slice(firstHour) as [
      DigestFile,
    ];

    expect(isAuthentic(resigned)).toBe(true);
    expect(content(second).previousDigestHashValue).toBe(sha256(gunzipSync(first.body)));
    expect(content(second).previousDigestHashValue).not.toBe(sha256(gunzipSync(resigned.body)));
  });

  test("a forged digest is detected by its own digest if somebody changes one byte of a log file", () => {
    const file = files.find(({ account, region }) => `${account} ${region}` === place) as LogFile;
    const entry = chain(place)
      .flatMap((digest) => content(digest).logFiles)
      .find(({ s3Object }) => s3Object === file.key);
    const bytes = gunzipSync(file.body);
    expect(entry.hashValue).toBe(sha256(bytes));

    bytes[10] = (bytes[10] ?? 0) ^ 1;

    expect(entry.hashValue).not.toBe(sha256(bytes));
  });
});

test("digests of the same files and key are equal", () => {
  expect(digestFiles({ files, day, layout: trailLayout, key: privateKey })).toEqual(digests);
});
