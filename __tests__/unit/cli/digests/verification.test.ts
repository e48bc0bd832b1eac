import { createHash, createSign } from "node:crypto";
import { gunzipSync, gzipSync } from "node:zlib";
import type { Finding, KindId } from "../../../../cli/digests/kinds";
import { findingKinds } from "../../../../cli/digests/kinds";
import { KeyRing } from "../../../../cli/digests/public-keys";
import { failuresOf } from "../../../../cli/digests/verification";
import { type DigestFile, signedDigest } from "../../../../sample-data/events/digest";
import { account } from "../../../../sample-data/values";
import { Dice } from "../../../support/dice";
import {
  DigestArchive,
  archiveOfTwo,
  cloudTrail,
  from,
  keySource,
  layout,
  newArchive,
  published,
  somebody,
  to,
  verifyDay,
} from "../../../support/digest-archive";

const hour = 3_600_000;
const place = { account: account(3), region: "eu-west-1" };

/** The digests of the day in one account and region. The first ends at 00:29:23, and the last one day later. */
const dayOf = (archive: DigestArchive): DigestFile[] => {
  const ends = (digest: DigestFile) => Date.parse(JSON.parse(gunzipSync(digest.body).toString()).digestEndTime);
  return (archive.chains.get(`${place.account} ${place.region}`) ?? []).filter(
    (digest) => ends(digest) > from && ends(digest) - hour < to,
  );
};

const change = (digest: DigestFile, edit: (text: string) => string): DigestFile => ({
  ...digest,
  body: gzipSync(edit(gunzipSync(digest.body).toString())),
});

const put = (archive: DigestArchive, key: string, { body, metadata }: Pick<DigestFile, "body" | "metadata">) =>
  archive.put(key, body, metadata);

const ownLogs = (archive: DigestArchive) =>
  archive.logKeys.filter((key) => key.includes(`/${place.account}/CloudTrail/${place.region}/`));

const pick = (archive: DigestArchive, dice: Dice) => dice.pick(dayOf(archive).slice(2, -3));

/** Returns a log file, and another log file of the same digest if there is one. */
function twoLogs(archive: DigestArchive): [string, string] {
  for (const { body } of dayOf(archive).slice(2, -3)) {
    const { logFiles } = JSON.parse(gunzipSync(body).toString());
    if (logFiles.length > 1) return [logFiles[0].s3Object, logFiles[1].s3Object];
  }
  throw new Error("no digest with two log files");
}

interface Tampering {
  /** Changes the archive, and returns the keys that the findings must contain. */
  readonly tamper: (archive: DigestArchive, dice: Dice) => readonly string[];
  readonly kind: KindId;
}

/** Changes of an archive by an attacker or by accident. */
const tamperings: Readonly<Record<string, Tampering>> = {
  "a log file is taken out of a digest": {
    kind: "forged-digest",
    tamper: (archive, dice) => {
      const digest = pick(archive, dice);
      put(
        archive,
        digest.key,
        change(digest, (text) => text.replace(/"logFiles":\[.*\]/, '"logFiles":[] ')),
      );
      return [digest.key];
    },
  },
  "a digest has the signature of another one": {
    kind: "forged-digest",
    tamper: (archive, dice) => {
      const digest = pick(archive, dice);
      put(archive, digest.key, { ...digest, metadata: dayOf(archive)[0]?.metadata ?? digest.metadata });
      return [digest.key];
    },
  },
  "a digest has lost its metadata": {
    kind: "unsigned-digest",
    tamper: (archive, dice) => {
      const { key, body } = pick(archive, dice);
      archive.put(key, body);
      return [key];
    },
  },
  "a digest names a weaker algorithm": {
    kind: "unsigned-digest",
    tamper: (archive, dice) => {
      const { key, body, metadata } = pick(archive, dice);
      archive.put(key, body, { ...metadata, "signature-algorithm": "MD5withRSA" });
      return [key];
    },
  },
  "a digest is signed with a key of somebody else": {
    kind: "unknown-key",
    tamper: (archive, dice) => {
      const digest = pick(archive, dice);
      const { digestEndTime } = JSON.parse(gunzipSync(digest.body).toString());
      const own = { ...place, end: new Date(digestEndTime), logs: [], previous: undefined };
      put(archive, digest.key, signedDigest(own, layout, somebody));
      return [digest.key];
    },
  },
  "somebody else signs with the fingerprint of CloudTrail": {
    kind: "forged-digest",
    tamper: (archive, dice) => {
      const digest = pick(archive, dice);
      const { digestEndTime } = JSON.parse(gunzipSync(digest.body).toString());
      const forged = signedDigest(
        { ...place, end: new Date(digestEndTime), logs: [], previous: undefined },
        layout,
        somebody,
      );
      const [theirs, ours] = [somebody, cloudTrail].map((key) => published(key).fingerprint);
      put(
        archive,
        digest.key,
        change(forged, (text) => text.replace(theirs ?? "", ours ?? "")),
      );
      return [digest.key];
    },
  },
  "a digest is cut off": {
    kind: "truncated-digest",
    tamper: (archive, dice) => {
      const { key, body, metadata } = pick(archive, dice);
      archive.put(key, body.subarray(0, dice.below(body.length)), metadata);
      return [key];
    },
  },
  "something is appended to a digest": {
    kind: "appended-digest",
    tamper: (archive, dice) => {
      const { key, body, metadata } = pick(archive, dice);
      archive.put(key, Buffer.concat([body, gzipSync("{}")]), metadata);
      return [key];
    },
  },
  "a digest is replaced by text": {
    kind: "unreadable-digest",
    tamper: (archive, dice) => {
      const { key, metadata } = pick(archive, dice);
      archive.put(key, Buffer.from("no digest, and no gzip"), metadata);
      return [key];
    },
  },
  "a digest is replaced by other JSON": {
    kind: "unreadable-digest",
    tamper: (archive, dice) => {
      const { key, metadata } = pick(archive, dice);
      archive.put(key, gzipSync('{"logFiles":[null],"digestEndTime":3}'), metadata);
      return [key];
    },
  },
  "the digest of another trail's bucket is put in its place": {
    kind: "wrong-bucket",
    tamper: (archive, dice) => {
      const digest = pick(archive, dice);
      const { digestEndTime } = JSON.parse(gunzipSync(digest.body).toString());
      const content = { ...place, end: new Date(digestEndTime), logs: [], previous: undefined };
      put(archive, digest.key, signedDigest(content, { ...layout, bucket: "acme-other" }, cloudTrail));
      return [digest.key];
    },
  },
  "two digests are exchanged": {
    kind: "moved-digest",
    tamper: (archive) => {
      const [, , one, other] = dayOf(archive);
      if (one === undefined || other === undefined) throw new Error("too few digests");
      put(archive, one.key, other);
      put(archive, other.key, one);
      return [one.key, other.key];
    },
  },
  "a digest is replaced by another signed one of the same hour": {
    kind: "replaced-digest",
    tamper: (archive, dice) => {
      const digest = pick(archive, dice);
      const digests = archive.chains.get(`${place.account} ${place.region}`) ?? [];
      const { digestEndTime, logFiles } = JSON.parse(gunzipSync(digest.body).toString());
      const logs = logFiles.map(({ s3Object }: { s3Object: string }) => ({
        key: s3Object,
        body: archive.get(s3Object).body,
        newest: null,
        oldest: null,
      }));
      const previous = digests[digests.findIndex(({ key }) => key === digest.key) - 1];
      put(
        archive,
        digest.key,
        signedDigest({ ...place, end: new Date(digestEndTime), logs, previous }, layout, cloudTrail),
      );
      // The same content again would result in the same digest
      return logs.length === 0 ? [] : [digest.key];
    },
  },
  "a digest is deleted": {
    kind: "missing-digest",
    tamper: (archive, dice) => {
      const { key } = pick(archive, dice);
      archive.objects.delete(key);
      return [key];
    },
  },
  "two digests in a row are deleted": {
    kind: "missing-digests",
    tamper: (archive, dice) => {
      const digests = dayOf(archive);
      const at = 1 + dice.below(digests.length - 4);
      for (const { key } of digests.slice(at, at + 2)) archive.objects.delete(key);
      return [digests[at + 1]?.key ?? ""];
    },
  },
  "the first digests of the day, and the one before, are deleted": {
    kind: "missing-digests",
    tamper: (archive) => {
      const digests = archive.chains.get(`${place.account} ${place.region}`) ?? [];
      const at = digests.findIndex(({ key }) => key === dayOf(archive)[0]?.key);
      for (const { key } of digests.slice(at - 1, at + 2)) archive.objects.delete(key);
      return [digests[at + 1]?.key ?? ""];
    },
  },
  "the digest before the day is deleted": {
    kind: "missing-digest",
    tamper: (archive) => {
      const digests = archive.chains.get(`${place.account} ${place.region}`) ?? [];
      const before = digests[digests.findIndex(({ key }) => key === dayOf(archive)[0]?.key) - 1];
      archive.objects.delete(before?.key ?? "");
      return [before?.key ?? ""];
    },
  },
  "the last digests of the day are deleted": {
    kind: "missing-digests",
    tamper: (archive) => {
      const last = dayOf(archive).slice(-3);
      for (const { key } of last) archive.objects.delete(key);
      return [last.at(-1)?.key ?? ""];
    },
  },
  "every digest of the day is deleted": {
    kind: "missing-digests",
    tamper: (archive) => {
      for (const { key } of dayOf(archive)) archive.objects.delete(key);
      return [dayOf(archive).at(-1)?.key ?? ""];
    },
  },
  "a byte of a log file is changed": {
    kind: "replaced-log",
    tamper: (archive, dice) => {
      const key = dice.pick(ownLogs(archive));
      archive.put(key, gzipSync(gunzipSync(archive.get(key).body).toString().replace("Records", "Recordz")));
      return [key];
    },
  },
  "two log files are exchanged": {
    kind: "swapped-log",
    tamper: (archive) => {
      const [one, other] = twoLogs(archive);
      const [body, otherBody] = [archive.get(one).body, archive.get(other).body];
      archive.put(one, otherBody);
      archive.put(other, body);
      return [one, other];
    },
  },
  "a log file is cut off": {
    kind: "truncated-log",
    tamper: (archive, dice) => {
      const key = dice.pick(ownLogs(archive));
      const { body } = archive.get(key);
      archive.put(key, body.subarray(0, dice.below(body.length)));
      return [key];
    },
  },
  "another compressed file is appended to a log file": {
    kind: "appended-log",
    tamper: (archive, dice) => {
      const key = dice.pick(ownLogs(archive));
      archive.put(key, Buffer.concat([archive.get(key).body, gzipSync('{"Records":[]}')]));
      return [key];
    },
  },
  "zeros are appended to a log file": {
    kind: "appended-log",
    tamper: (archive, dice) => {
      const key = dice.pick(ownLogs(archive));
      archive.put(key, Buffer.concat([archive.get(key).body, Buffer.alloc(1 + dice.below(300))]));
      return [key];
    },
  },
  "a log file is not compressed": {
    kind: "unreadable-log",
    tamper: (archive, dice) => {
      const key = dice.pick(ownLogs(archive));
      archive.put(key, gunzipSync(archive.get(key).body));
      return [key];
    },
  },
  "a log file is deleted": {
    kind: "missing-log",
    tamper: (archive, dice) => {
      const key = dice.pick(ownLogs(archive));
      archive.objects.delete(key);
      return [key];
    },
  },
  "a log file is added": {
    kind: "unlisted-log",
    tamper: (archive, dice) => [archive.addLog(place.account, place.region, from + dice.below(24 * hour)).key],
  },
  "a file with another name is added": {
    kind: "unlisted-log",
    tamper: (archive) => {
      const key = (ownLogs(archive)[0] ?? "").replace(/[^/]+$/, "more/rows.json");
      archive.put(key, Buffer.from("{}"));
      return [key];
    },
  },
  "a log file of a day long ago is added to the folder of the day": {
    kind: "unlisted-log",
    tamper: (archive) => {
      const key = (ownLogs(archive)[0] ?? "").replace(/_2026\d{4}T/, "_20200101T");
      archive.put(key, Buffer.from("{}"));
      return [key];
    },
  },
  "log files are added in a region without digests": {
    kind: "no-digests",
    tamper: (archive) => [archive.addLog(place.account, "eu-north-1", from + hour).key],
  },
};

const objectsOf = (findings: readonly Finding[]) => findings.map(({ object }) => object ?? "").toSorted();
const uri = (key: string) => `s3://${layout.bucket}/${key}`;

describe("an unchanged archive", () => {
  test.each([0, 1, 2])("has no finding (seed %i)", async (seed) => {
    const archive = newArchive(new Dice(seed));

    const { findings, chains, digests, logs, bytes } = await verifyDay(archive);

    expect(findings).toEqual([]);
    expect(chains).toBe(3);
    // A chain whose digests end at full hours has 24 digests in the day. Other chains have 25, because a part of the first hour and
    // of the last hour belongs to another day.
    expect(digests).toBeGreaterThanOrEqual(73);
    expect(digests).toBeLessThanOrEqual(75);
    expect(logs).toBeGreaterThan(60);
    expect(bytes).toBeGreaterThan(20_000);
  });

  test("an unchanged archive is read once, including the digests of the previous and the next day, but not their log files", async () => {
    const archive = archiveOfTwo(new Dice(1));

    await verifyDay(archive);

    expect(new Set(archive.opened).size).toBe(archive.opened.length);
    const days = archive.opened
      .filter((key) => key.includes("/CloudTrail/"))
      .map((key) => key.split("/").slice(-4, -1).join("-"));
    expect(new Set(days)).toEqual(new Set(["2026-11-21", "2026-11-22", "2026-11-23"]));
  });
});

describe("each tampering causes its finding, and no other", () => {
  for (const [title, { tamper, kind }] of Object.entries(tamperings)) {
    test.each([0, 1, 2])(`${title}: ${kind} (seed %i)`, async (seed) => {
      const dice = new Dice(seed * 7919 + 11);
      const archive = archiveOfTwo(dice);
      const keys = tamper(archive, dice);

      const { findings } = await verifyDay(archive);

      expect(findings.map((finding) => finding.kind)).toEqual(keys.map(() => kind));
      expect(objectsOf(findings)).toEqual(keys.map(uri).toSorted());
      expect(findings.every((finding) => finding.account === place.account)).toBe(true);
      expect(findings.every(({ from: start = "", to: end = "" }) => Date.parse(start) < Date.parse(end))).toBe(true);
    });
  }

  test("every kind of finding is caused by a tampering here or by another test", () => {
    const others: KindId[] = [
      "expired-key",
      "delivered-to-other-bucket",
      "pause",
      "uncovered-time",
      "chain-ends",
      "not-read",
      "first-digest",
      "late-digest",
    ];

    const caused = new Set(Object.values(tamperings).map(({ kind }) => kind));
    expect([...caused, ...others].toSorted()).toEqual(Object.keys(findingKinds).toSorted());
  });

  test("a gap is reported with its hours", async () => {
    const archive = archiveOfTwo(new Dice(3));
    for (const { key } of dayOf(archive).slice(4, 7)) archive.objects.delete(key);

    const { findings } = await verifyDay(archive);

    expect(findings).toEqual([
      expect.objectContaining({
        ...place,
        kind: "missing-digests",
        from: "2026-11-22T03:29:23Z",
        to: "2026-11-22T06:29:23Z",
        problem: "3 digests are missing; this object is the last of them",
      }),
    ]);
  });
});

describe("random tampering of several objects", () => {
  test.each(Array.from({ length: 25 }, (_, seed) => seed))(
    "random tampering of several objects is found (seed %i)",
    async (seed) => {
      const dice = new Dice(seed + 500);
      const archive = archiveOfTwo(dice);
      const inDay = [
        ...dayOf(archive)
          .slice(0, -1)
          .map(({ key }) => key),
        ...ownLogs(archive).slice(0, -4),
      ];
      const touched = dice.list(1, 6, () => dice.pick(inDay));
      for (const key of new Set(touched)) {
        const { body, metadata } = archive.get(key);
        const at = 10 + dice.below(body.length - 18);
        const flipped = Buffer.from(body);
        flipped[at] = (flipped[at] ?? 0) ^ (1 + dice.below(255));
        const ways = [
          () => archive.objects.delete(key),
          () => archive.put(key, body.subarray(0, dice.below(body.length)), metadata),
          () => archive.put(key, flipped, metadata),
        ];
        dice.pick(ways)();
      }

      const { findings } = await verifyDay(archive);
      const named = new Set(findings.map(({ object }) => object));
      // Log files are not verified if no valid digest lists them
      const digests = [...new Set(touched)].filter((key) => key.includes("Digest"));

      if (digests.length === 0) expect(named).toEqual(new Set(touched.map(uri)));
      else expect(failuresOf(findings).length).toBeGreaterThan(0);
      for (const key of digests) {
        const others = findings.filter(({ kind }) => kind === "missing-digests");
        const inRun = others.some(({ from: start = "", to: end = "" }) => {
          const stamp = key.slice(-24, -8).replace(/(....)(..)(..)T(..)(..)(..)Z/, "$1-$2-$3T$4:$5:$6Z");
          return stamp > start && stamp <= end;
        });
        expect(named.has(uri(key)) || inRun).toBe(true);
      }
    },
  );
});

describe("a chain that begins, ends or pauses", () => {
  /** A trail that runs from one time to another, and writes a digest every hour. */
  const running = (archive: DigestArchive, begin: number, end: number) => {
    let previous: DigestFile | undefined;
    for (let time = begin; time <= end; time += hour)
      previous = archive.addDigest(place.account, place.region, time, previous);
  };
  const expected = [{ ...place, trail: layout.trailName }];

  test("a chain that begins, ends or pauses in a new account or region is a notice and not a failure", async () => {
    const archive = new DigestArchive(new Dice(1));
    running(archive, from + 5 * hour, to + 4 * hour);

    const { findings } = await verifyDay(archive, { expected });

    expect(findings).toEqual([
      expect.objectContaining({ kind: "first-digest", from: "2026-11-22T04:00:00Z", to: "2026-11-22T05:00:00Z" }),
    ]);
    expect(failuresOf(findings)).toEqual([]);
  });

  test("a pause of a chain after the trail was stopped is reported as a pause with its time", async () => {
    const archive = new DigestArchive(new Dice(2));
    running(archive, from - 3 * hour, from + 4 * hour);
    running(archive, from + 9 * hour + 60_000, to + 4 * hour);

    const { findings } = await verifyDay(archive, { expected });

    expect(findings).toEqual([
      expect.objectContaining({ kind: "pause", from: "2026-11-22T04:00:00Z", to: "2026-11-22T09:01:00Z" }),
    ]);
  });

  test("a pause of a chain for several days is reported as a pause and not as the first digest", async () => {
    const archive = new DigestArchive(new Dice(2));
    running(archive, from - 90 * hour, from - 80 * hour);
    running(archive, from + 9 * hour, to + 4 * hour);

    const { findings } = await verifyDay(archive, { expected });

    expect(findings).toEqual([
      expect.objectContaining({ kind: "pause", from: "2026-11-22T00:00:00Z", to: "2026-11-22T09:00:00Z" }),
    ]);
  });

  test("the end of a chain is reported after the next digest is due", async () => {
    const archive = new DigestArchive(new Dice(2));
    running(archive, from - 3 * hour, to - 6 * hour);

    const due = async (time: number) => (await verifyDay(archive, { expected, due: time })).findings;

    expect(await due(to - 6 * hour)).toEqual([]);
    expect(await due(to - 6 * hour + 1)).toEqual([expect.objectContaining({ kind: "chain-ends" })]);
    expect(await due(to + hour)).toEqual([
      expect.objectContaining({ kind: "chain-ends", from: "2026-11-22T18:00:00Z", to: "2026-11-23T00:00:00Z" }),
    ]);
  });

  test("a chain that never began is a finding if the configuration expects it", async () => {
    const { findings } = await verifyDay(new DigestArchive(new Dice(2)), { expected });

    expect(findings).toEqual([
      expect.objectContaining({
        kind: "no-digests",
        ...place,
        from: "2026-11-22T00:00:00Z",
        to: "2026-11-23T00:00:00Z",
      }),
    ]);
  });

  test("a chain with digests before the day, but none in the day, is a finding if the configuration expects one", async () => {
    const archive = new DigestArchive(new Dice(2));
    running(archive, from - 90 * hour, from - 80 * hour);

    expect((await verifyDay(archive, { expected })).findings).toEqual([
      expect.objectContaining({
        kind: "no-digests",
        problem: "the account has no digests and no log files in this region",
      }),
    ]);
    expect((await verifyDay(archive, { expected: [] })).findings).toEqual([]);
  });

  test("a pause of some hours because the digests were delivered to another bucket is reported with the name of that bucket", async () => {
    const archive = new DigestArchive(new Dice(4));
    running(archive, from - 3 * hour, from + 4 * hour);
    const other = new DigestArchive(new Dice(5), "attacker-bucket");
    const delivered = other.addDigest(place.account, place.region, from + 6 * hour, undefined);
    const content = { ...place, end: new Date(from + 7 * hour), logs: [], previous: delivered };
    const back = signedDigest(content, layout, cloudTrail);
    const text = gunzipSync(back.body)
      .toString()
      .replace(`"previousDigestS3Bucket":"${layout.bucket}"`, '"previousDigestS3Bucket":"attacker-bucket"');
    expect(text).toContain("attacker-bucket");
    const signed = resigned(text, back);
    put(archive, signed.key, signed);
    let previous: DigestFile = signed;
    for (let end = from + 8 * hour; end <= to + 4 * hour; end += hour)
      previous = archive.addDigest(place.account, place.region, end, previous);

    const { findings } = await verifyDay(archive, { expected });

    expect(findings).toEqual([
      expect.objectContaining({
        kind: "delivered-to-other-bucket",
        object: `s3://attacker-bucket/${delivered.key}`,
        from: "2026-11-22T04:00:00Z",
        to: "2026-11-22T06:00:00Z",
      }),
    ]);
  });

  test("a time between two digests that no digest covers is reported", async () => {
    const archive = new DigestArchive(new Dice(4));
    let previous: DigestFile | undefined;
    for (let end = from - 2 * hour; end <= to + 4 * hour; end += hour) {
      if (end === from + 5 * hour) continue;
      previous = archive.addDigest(place.account, place.region, end, previous);
    }

    const { findings } = await verifyDay(archive, { expected });

    expect(findings).toEqual([
      expect.objectContaining({ kind: "uncovered-time", from: "2026-11-22T04:00:00Z", to: "2026-11-22T05:00:00Z" }),
    ]);
  });
});

/** Returns a digest with another content, signed by CloudTrail. */
function resigned(text: string, { key }: DigestFile): DigestFile {
  const body = gzipSync(text);
  const { digestEndTime, digestS3Bucket, digestS3Object, previousDigestSignature } = JSON.parse(text);
  const hash = createHash("sha256").update(text).digest("hex");
  const signed = [digestEndTime, `${digestS3Bucket}/${digestS3Object}`, hash, previousDigestSignature ?? "null"];
  const signature = createSign("RSA-SHA256").update(signed.join("\n")).sign(cloudTrail).toString("hex");
  return { key, body, metadata: { signature, "signature-algorithm": "SHA256withRSA" } };
}

describe("backfill digests", () => {
  test("backfill digests are verified with their log files, and reported as a notice", async () => {
    const archive = archiveOfTwo(new Dice(6));
    const first = archive.addDigest(place.account, place.region, from + 5 * hour, undefined, true);
    const second = archive.addDigest(place.account, place.region, from + 3 * hour, first, true);

    const { findings } = await verifyDay(archive);

    expect(findings.map(({ kind }) => kind)).toEqual(["late-digest", "late-digest"]);
    expect(objectsOf(findings)).toEqual([first.key, second.key].map(uri).toSorted());
    expect(failuresOf(findings)).toEqual([]);
  });

  test("backfill digests are reported as missing by the next digest when they are deleted", async () => {
    const archive = archiveOfTwo(new Dice(6));
    const first = archive.addDigest(place.account, place.region, from + 5 * hour, undefined, true);
    archive.addDigest(place.account, place.region, from + 3 * hour, first, true);
    archive.objects.delete(first.key);

    const failures = failuresOf((await verifyDay(archive)).findings);

    expect(failures[0]).toMatchObject({ kind: "missing-digest", object: uri(first.key) });
    // No other digest lists its log files
    expect(failures.slice(1).every(({ kind }) => kind === "unlisted-log")).toBe(true);
  });

  test("backfill digests are a finding if their log file was changed", async () => {
    const archive = archiveOfTwo(new Dice(7));
    const backfill = archive.addDigest(place.account, place.region, from + 5 * hour, undefined, true);
    const [log] = JSON.parse(gunzipSync(backfill.body).toString()).logFiles;
    archive.put(log.s3Object, gzipSync("{}"));

    expect(failuresOf((await verifyDay(archive)).findings)).toEqual([
      expect.objectContaining({ kind: "replaced-log", object: uri(log.s3Object) }),
    ]);
  });
});

describe("the public keys of CloudTrail", () => {
  test("the public keys of CloudTrail are a finding for each digest if they were not valid at its time", async () => {
    const archive = archiveOfTwo(new Dice(1));
    const old = published(cloudTrail, from - 60 * 24 * hour, from - 30 * 24 * hour);

    const { findings, logs } = await verifyDay(archive, { keys: new KeyRing(keySource(old)) });

    expect(new Set(findings.map(({ kind }) => kind))).toEqual(new Set(["expired-key"]));
    expect(logs).toBeGreaterThan(60);
  });

  test("the public keys of CloudTrail are both used if CloudTrail changed the key within the day", async () => {
    const archive = archiveOfTwo(new Dice(1));
    const both = [published(somebody, from - 1, from + 1), published(cloudTrail)];

    expect((await verifyDay(archive, { keys: new KeyRing(keySource(...both)) })).findings).toEqual([]);
  });

  test("the public keys of CloudTrail are requested in the region of the digest, and then in the home region of the trail", async () => {
    const archive = archiveOfTwo(new Dice(1));
    const requested: string[] = [];
    const source = {
      keys: (region: string) => {
        requested.push(region);
        return Promise.resolve(region === "eu-west-1" ? [published(cloudTrail)] : []);
      },
    };

    expect((await verifyDay(archive, { keys: new KeyRing(source, "eu-west-1") })).findings).toEqual([]);
    expect(new Set(requested)).toEqual(new Set(["eu-west-1", "us-east-1"]));
    const alone = failuresOf((await verifyDay(archive, { keys: new KeyRing(source) })).findings);
    expect(new Set(alone.map(({ kind, region }) => `${kind} ${region}`))).toEqual(new Set(["unknown-key us-east-1"]));
  });
});

test("public keys of a region that cannot be read are a finding for each digest, and the other regions are verified", async () => {
  const archive = archiveOfTwo(new Dice(1));
  const refusal = Object.assign(new Error("the security token is invalid"), { name: "UnrecognizedClientException" });
  const refusingIn = (refused: string): KeyRing =>
    new KeyRing(
      { keys: (region) => (region === refused ? Promise.reject(refusal) : Promise.resolve([published(cloudTrail)])) },
      refused,
    );

  const { findings, digests } = await verifyDay(archive, { keys: refusingIn("eu-west-1"), regions: ["us-east-1"] });
  expect(findings).toEqual([]);
  expect(digests).toBeGreaterThan(20);

  const all = (await verifyDay(archive, { keys: refusingIn("eu-west-1") })).findings;
  expect(new Set(all.map(({ kind, region }) => `${kind} ${region}`))).toEqual(new Set(["not-read eu-west-1"]));
  expect(all[0]?.problem).toBe("public keys of eu-west-1: UnrecognizedClientException: the security token is invalid");
});

test("objects that cannot be read are separate findings, and the other objects are verified", async () => {
  const archive = archiveOfTwo(new Dice(9));
  const [log = ""] = ownLogs(archive);
  const { key = "" } = dayOf(archive)[5] ?? {};
  const refusing = Object.create(archive) as DigestArchive;
  refusing.open = (bucket, name) =>
    name === log || name === key
      ? Promise.reject(Object.assign(new Error("not authorized to perform kms:Decrypt"), { name: "AccessDenied" }))
      : archive.open(bucket, name);

  const { findings, digests } = await verifyDay(refusing);

  expect(objectsOf(findings)).toEqual([key, log].map(uri).toSorted());
  expect(findings.map(({ kind }) => kind)).toEqual(["not-read", "not-read"]);
  expect(digests).toBeGreaterThan(70);
});

test("only the chosen accounts and regions are read", async () => {
  const archive = archiveOfTwo(new Dice(9));

  const { chains } = await verifyDay(archive, { accounts: [account(3)], regions: ["us-east-1"] });

  expect(chains).toBe(1);
  expect(archive.opened.every((key) => key.includes(account(3)) && key.includes("/us-east-1/"))).toBe(true);
});
