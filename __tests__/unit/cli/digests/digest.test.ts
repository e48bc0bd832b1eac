import { account } from "../../../../sample-data/values";
import { parseDigest } from "../../../../cli/digests/digest";

const log = { s3Bucket: "b", s3Object: "log", hashValue: "0a", hashAlgorithm: "SHA-256", newestEventTime: "x" };
const previous = {
  previousDigestS3Bucket: "b",
  previousDigestS3Object: "before",
  previousDigestHashValue: "0b",
  previousDigestSignature: "0c",
};
const content = {
  awsAccountId: account(1),
  digestS3Bucket: "b",
  digestS3Object: "digest",
  digestStartTime: "2026-11-01T00:00:00Z",
  digestEndTime: "2026-11-01T01:00:00Z",
  digestPublicKeyFingerprint: "f",
  digestSignatureAlgorithm: "SHA256withRSA",
  ...previous,
  logFiles: [log],
};
const first = Object.fromEntries(Object.keys(previous).map((key) => [key, null]));
const parse = (changes: object = {}) => parseDigest(JSON.stringify({ ...content, ...changes }));

test("the content of a digest is parsed", () => {
  expect(parse()).toEqual({
    account: account(1),
    bucket: "b",
    key: "digest",
    start: "2026-11-01T00:00:00Z",
    end: "2026-11-01T01:00:00Z",
    fingerprint: "f",
    previous: { bucket: "b", key: "before", hash: "0b", signature: "0c" },
    logs: [{ bucket: "b", key: "log", hash: "0a" }],
  });
});

test("the first digest has no previous digest, and a digest can list no logs", () => {
  expect(parse({ ...first, logFiles: [] })).toMatchObject({ previous: undefined, logs: [] });
});

test.each([
  ["a text that is no JSON", "{"],
  ["an empty text", ""],
  ["null", "null"],
  ["a number", "1"],
  ["a list", "[]"],
])("%s is not a digest", (_, text) => {
  expect(parseDigest(text)).toBeUndefined();
});

const { digestSignatureAlgorithm: _, ...needed } = content;
const changes: [string, object][] = [
  ...Object.keys(needed).flatMap((key): [string, object][] => [
    [`${key} is missing`, { [key]: undefined }],
    [`${key} is a number`, { [key]: 1 }],
  ]),
  ...Object.keys(previous).flatMap((key): [string, object][] => [
    [`only ${key} is null`, { [key]: null }],
    [`all but ${key} are null`, { ...first, [key]: "x" }],
  ]),
  ["digestStartTime is no time", { digestStartTime: "soon" }],
  ["digestEndTime is no time", { digestEndTime: "soon" }],
  ["a log has another hash algorithm", { logFiles: [{ ...log, hashAlgorithm: "MD5" }] }],
  ["a log has no hash", { logFiles: [{ ...log, hashValue: undefined }] }],
  ["a log has no bucket", { logFiles: [{ ...log, s3Bucket: null }] }],
  ["a log has no key", { logFiles: [{ ...log, s3Object: 1 }] }],
  ["a log is null", { logFiles: [null] }],
];

test.each(changes)("a content is not a digest if %s", (_name, change) => {
  expect(parse(change)).toBeUndefined();
});
