import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { existsSync, linkSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { dayOfEvents } from "../../sample-data/events/day-of-events";
import { type DigestFile, signedDigest } from "../../sample-data/events/digest";
import { folderOf, type TrailLayout } from "../../sample-data/events/log-file";
import { account } from "../../sample-data/values";

/** The digests and log files of a day. */
export interface DigestFiles {
  /** Folder that contains the files as `<bucket>/<key>`. */
  readonly folder: string;

  /** Paths of the log files. */
  readonly logs: readonly string[];
  readonly publicKey: KeyObject;

  /** Bytes of the log files, as stored and after decompression. */
  readonly stored: number;
  readonly decompressed: number;
}

const layout: TrailLayout = {
  bucket: "bench-trail-archive",
  prefix: "cloudtrail-logs",
  organizationId: "o-a1b2c3d4e5",
  trailName: "bench",
  homeRegion: "eu-west-1",
};

const day = "2026-11-22";
const accounts = 4;
const hours = 24;

/** Number of log files with different content. All other log files are links to these files, to use less space on the disk. */
const differentLogs = 24;

/** Writes the digests and log files of a day, up to this decompressed size of the log files. */
export function writeDigestFiles(folder: string, bytes: number): DigestFiles {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const contents = differentContents();
  const logs: string[] = [];
  let [stored, decompressed] = [0, 0];
  const average = contents.reduce((sum, { size }) => sum + size, 0) / contents.length;
  const perDigest = Math.max(1, Math.round(bytes / average / accounts / hours));
  for (let number = 0; number < accounts; number++) {
    const accountId = account(number + 1);
    let previous: DigestFile | undefined;
    for (let hour = 0; hour < hours; hour++) {
      const end = new Date(Date.parse(`${day}T01:00:00Z`) + hour * 3_600_000 - 1_000);
      const stamp = end.toISOString().slice(0, 13).replaceAll("-", "");
      const own = Array.from({ length: perDigest }, (_, index) => {
        const { body, size, source } = contents[(logs.length + index) % contents.length] ?? { body: Buffer.alloc(0) };
        const file = `${accountId}_CloudTrail_eu-west-1_${stamp}${String(index % 50).padStart(2, "0")}Z_${index}.json.gz`;
        const key = `${keyFolder(accountId, "CloudTrail")}/${file}`;
        stored += body.length;
        decompressed += size ?? 0;
        return { key, body, source, newest: null, oldest: null };
      });
      for (const { key, body, source } of own) logs.push(place(folder, key, body, source));
      previous = signedDigest(
        { account: accountId, region: "eu-west-1", end, logs: own, previous },
        layout,
        privateKey,
      );
      const path = place(folder, previous.key, previous.body, undefined);
      writeFileSync(`${path}.metadata.json`, JSON.stringify(previous.metadata));
    }
  }
  return { folder, logs, publicKey, stored, decompressed };
}

const keyFolder = (accountId: string, kind: string) =>
  folderOf({ layout, account: accountId, kind, region: "eu-west-1", day });

/** Contents of log files of different sizes, in the format of CloudTrail. Event ids differ between the contents. */
function differentContents() {
  const [management = "", logArchive = "", ...members] = [1, 2, 3, 4].map(account);
  const source = { partition: "aws", management, logArchive, members, home: "eu-west-1" };
  return Array.from({ length: differentLogs }, (_, number) => {
    const events = dayOfEvents({ ...source, day: `2026-11-${String(1 + (number % 28)).padStart(2, "0")}` });
    const records = events.slice(0, Math.ceil((events.length * (1 + (number % 4))) / 4));
    const text = JSON.stringify({ Records: records }).replaceAll('"eventID":"', `"eventID":"${number}-`);
    return { body: gzipSync(text), size: text.length, source: { path: "" } };
  });
}

/** Writes a file, or links it to the first one with its content. */
function place(folder: string, key: string, body: Buffer, source: { path: string } | undefined): string {
  const path = join(folder, layout.bucket, key);
  mkdirSync(dirname(path), { recursive: true });
  if (source !== undefined && existsSync(source.path)) linkSync(source.path, path);
  else writeFileSync(path, body);
  if (source !== undefined && source.path === "") source.path = path;
  return path;
}
