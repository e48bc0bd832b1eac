import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import { CloudTrailKeys } from "../../../../cli/digests/cloudtrail-keys";
import { fingerprintOf, KeyRing, wasValid } from "../../../../cli/digests/public-keys";
import { StoredKeys } from "../../../../cli/digests/stored-keys";
import { cloudTrail, keySource, published } from "../../../support/digest-archive";

/**
 * The response of CloudTrail in us-east-1 on 2026-09-22: radkawar/stackd, commit 9dc356f5e5cc49d2d334178a09c1398dd1c62617,
 * testdata/aws/cloudtrail/digest_public_keys.json.
 */
const recorded = {
  Value:
    "MIIBCgKCAQEAi3us31jIILNaFjMX/ZHdxnL4NreyP517Chth8FfJoHAaXuh+qgRr5xtlWOwHrluP6EQ63gM9yMxn1hmT37zdbYuMnfjT7SJwBuYRUUmu8yqXFgWd3g8UTo9+gJkGKYP8yF7D6V8/H5l5TIwLNJCSP/G2crj0uq1Pj7ZQhEjIohdQsP7luakNpAUU4QV2XuIfTUb6uVF904u9Jtbb7KogoXdRLi0sP8qxP7ytnWCwXg/eo7Zh/CzgQglR3Qz9mW09MsdPY+y9xjNj05g1+VOpps9U42hPURpYwlrRlQMO5kbBy9AAH3TRz/KO8fIDQxbq2qRFkiNh4UiJHBk9EyFNnQIDAQAB",
  ValidityStartTime: "2026-09-05T18:06:29+01:00",
  ValidityEndTime: "2026-10-05T18:06:29+01:00",
  Fingerprint: "28f6b7a258b62ece75008b18eaffc92b",
};

/** The time when a digest was signed with this key. */
const signed = Date.parse("2026-09-22T15:29:23Z");

const folder = mkdtempSync(join(tmpdir(), "public-keys-"));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => {
  jest.restoreAllMocks();
});

const fileWith = (name: string, content: unknown): string => {
  const path = join(folder, name);
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
};

test("the recorded public key of CloudTrail has its fingerprint, and can be loaded and found", async () => {
  expect(fingerprintOf(Buffer.from(recorded.Value, "base64"))).toBe(recorded.Fingerprint);
  const source = new StoredKeys(fileWith("recorded.json", { PublicKeyList: [recorded] }));

  const found = await new KeyRing(source).find(recorded.Fingerprint, "us-east-1", signed);

  expect(found?.key.asymmetricKeyDetails).toEqual({ modulusLength: 2048, publicExponent: 65537n });
  expect(found !== undefined && wasValid(found, signed)).toBe(true);
});

test("a public key is valid from two hours before to two hours after its period, because a digest is signed after its hour", () => {
  const key = published(cloudTrail, 0, 100 * 3_600_000);
  const hour = 3_600_000;

  expect([-2 * hour, 102 * hour].map((time) => wasValid(key, time))).toEqual([true, true]);
  expect([-2 * hour - 1, 102 * hour + 1].map((time) => wasValid(key, time))).toEqual([false, false]);
});

test("the times of stored keys may be strings, or seconds as older versions of the AWS CLI print them", async () => {
  const key = { ...recorded, ValidityStartTime: 1436317441.5, ValidityEndTime: "1438909441.0" };

  const [found] = await new StoredKeys(fileWith("seconds.json", { PublicKeyList: [key] })).keys();

  expect(found).toMatchObject({ validFrom: 1_436_317_441_500, validTo: 1_438_909_441_000 });
});

test.each([
  ["invalid JSON", "{"],
  ["another JSON document", { keys: [] }],
  ["null", "null"],
  ["a list with null", { PublicKeyList: [null] }],
  ["a key without a value", { PublicKeyList: [{ ...recorded, Value: undefined }] }],
  ["a key without a time", { PublicKeyList: [{ ...recorded, ValidityEndTime: "soon" }] }],
])("a file of public keys with %s is refused", (_, content) => {
  expect(() => new StoredKeys(fileWith("wrong.json", content))).toThrow(
    "wrong.json is not the output of aws cloudtrail list-public-keys; write the file with this command",
  );
});

test("a missing file of public keys and a file without keys are refused", () => {
  expect(() => new StoredKeys(join(folder, "none"))).toThrow(
    /the file or folder .*none of --keys does not exist; correct the path/,
  );
  expect(() => new StoredKeys(fileWith("empty.json", { PublicKeyList: [] }))).toThrow("has no public keys");
});

test("a key in the other encoding that AWS documents is loaded, and a key in an unknown encoding is omitted", async () => {
  const { fingerprint, ...key } = published(cloudTrail);
  const spki = (await new KeyRing(keySource({ ...key, fingerprint })).find(fingerprint, "eu-west-1", 0))?.key.export({
    type: "spki",
    format: "der",
  });
  const other = { ...key, fingerprint: "spki", der: spki as Buffer };
  const broken = { ...key, fingerprint: "broken", der: Buffer.from("no key") };
  const ring = new KeyRing(keySource(other, broken));

  expect(await ring.find("spki", "eu-west-1", 0)).toBeDefined();
  expect(await ring.find("broken", "eu-west-1", 0)).toBeUndefined();
});

test("one request reads the public keys of the day and of two hours before and after, and does not follow its next token", async () => {
  const client = new CloudTrailClient({ region: "eu-west-1" });
  const Value = new Uint8Array(published(cloudTrail).der);
  const { fingerprint: Fingerprint } = published(cloudTrail);
  const send = jest.spyOn(client, "send").mockResolvedValue({
    PublicKeyList: [{ Fingerprint, Value, ValidityStartTime: new Date(0), ValidityEndTime: new Date(1) }],
    NextToken: "again",
  } as never);
  const ring = new KeyRing(new CloudTrailKeys(() => client));

  for (const time of ["2026-11-22T00:29:23Z", "2026-11-22T23:59:59Z"])
    expect(await ring.find(Fingerprint, "eu-west-1", Date.parse(time))).toBeDefined();

  expect(send.mock.calls.map(([{ input }]) => input)).toEqual([
    { StartTime: new Date("2026-11-21T22:00:00Z"), EndTime: new Date("2026-11-23T02:00:00Z") },
  ]);
});
