import { createHash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { type FileHandle, mkdir, open, rename, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { createInterface } from "node:readline";
import { finished } from "node:stream/promises";
import { UserError } from "../../shared/user-error";
import { parseDigestKey } from "../digests/digest-key";
import type { Finding } from "../digests/kinds";
import { notRead } from "../digests/read-digest";
import type { LoadedKey } from "../digests/public-keys";
import {
  type Place,
  type Verification,
  type VerificationOptions,
  logsOf,
  places,
  verifyDigests,
} from "../digests/verification";
import { mapInParallel } from "../../shared/in-parallel";
import { type ExportedFile, RecordingStore, exportedFile } from "./recording-store";
import { reportText } from "./report";

/** Input of an export. */
export interface EvidenceOptions extends VerificationOptions {
  readonly from: number;
  readonly to: number;

  /** Folder that the export creates. */
  readonly folder: string;
  readonly version: string;
  readonly created: Date;

  /** Case of the legal hold on the exported logs. Undefined without a hold. */
  readonly hold: string | undefined;
}

/** The result of an export. */
export interface Evidence extends Verification {
  readonly files: number;

  /** SHA-256 of the list of all checksums. Anyone who keeps this value can prove that no file of the export was changed. */
  readonly seal: string;
}

/** Names of the files at the top of an export. */
export const sumsFile = "SHA256SUMS";
const hour = 3_600_000;
const atOnce = 16;

/**
 * Exports logs, digests and public keys, verifies the written files, and writes a report. The folder gets its final name only when
 * it is complete.
 *
 * @throws UserError when the folder exists, or the folder of an interrupted export exists
 */
export async function exportEvidence(options: EvidenceOptions): Promise<Evidence> {
  const { folder } = options;
  const unfinished = `${folder}.incomplete`;
  if (existsSync(folder)) throw new UserError(`${folder} already exists; name a new folder`);
  if (existsSync(unfinished))
    throw new UserError(`${unfinished} is the folder of an interrupted export; delete it, and run the command again`);
  await mkdir(join(unfinished, "keys"), { recursive: true });
  const sums = new Sums(await open(join(unfinished, sumsFile), "w"));
  try {
    return await writeAll(options, unfinished, sums);
  } finally {
    await sums.end();
  }
}

async function writeAll(options: EvidenceOptions, unfinished: string, sums: Sums): Promise<Evidence> {
  const inPeriod: string[] = [];
  const store = new RecordingStore(options.store, unfinished, async (file) => {
    if (isOfPeriod(file, options)) inPeriod.push(file.path);
    await sums.add(file);
  });
  const verification = await verifyDigests({ ...options, store });
  const findings = [...verification.findings, ...(await saveOthers(options, store))];
  const result = { ...verification, findings };

  const write = async (path: string, content: string | Buffer) => {
    await writeFile(join(unfinished, path), content);
    await sums.add(exportedFile(path, content));
  };
  // Two regions can have the same key
  const keys = new Map(options.keys.used.map(({ fingerprint, der }) => [fingerprint, der]));
  for (const [fingerprint, der] of keys) await write(`keys/${fingerprint}.der`, der);
  await write("keys/public-keys.json", printedKeys(options.keys.used));
  await write("digests.txt", lines(inPeriod.toSorted()));
  await write("report.md", reportText({ ...options, ...result, keys: options.keys.used }));
  await writeManifest(unfinished, options, result, sums);
  await sums.add(await sumOfFile(unfinished, "manifest.json"));
  await sums.end();
  const { sha256: seal } = await sumOfFile(unfinished, sumsFile);
  await rename(unfinished, options.folder);
  return { ...result, files: sums.count, seal };
}

/** Whether a file is a digest of the period. The export also contains digests before and after the period. */
function isOfPeriod({ path }: ExportedFile, { from, to }: EvidenceOptions): boolean {
  const end = parseDigestKey(path)?.end;
  return end !== undefined && end > from && end - hour < to;
}

/** Writes the log files that no digest lists. The export also contains them. */
async function saveOthers(options: EvidenceOptions, store: RecordingStore): Promise<Finding[]> {
  const failed: Finding[] = [];
  await mapInParallel(otherLogs({ ...options, store }), atOnce, async ({ account, region, bucket, key }) => {
    try {
      await store.save(bucket, key);
    } catch (error) {
      const { kind, problem } = notRead(error);
      failed.push({ kind, account, region, trail: "", object: `s3://${bucket}/${key}`, problem });
    }
  });
  return failed;
}

async function* otherLogs(options: VerificationOptions): AsyncGenerator<Place & { readonly key: string }> {
  for await (const place of places(options))
    for await (const { key } of logsOf(place, options)) yield { ...place, key };
}

/** Checksums in the format of sha256sum. They are written during the export. */
class Sums {
  readonly #stream;
  count = 0;

  constructor(file: FileHandle) {
    this.#stream = file.createWriteStream();
  }

  async add({ path, sha256 }: ExportedFile): Promise<void> {
    this.count++;
    if (!this.#stream.write(`${sha256}  ${path}\n`))
      await new Promise<void>((resolve) => this.#stream.once("drain", resolve));
  }

  /** Waits until all checksums so far are in the file. */
  flush(): Promise<void> {
    return new Promise((resolve) => this.#stream.write("", () => resolve()));
  }

  /** Ends the file. Repeated calls have no effect. */
  async end(): Promise<void> {
    if (this.#stream.closed) return;
    this.#stream.end();
    await finished(this.#stream);
  }
}

/** Keys as `aws cloudtrail list-public-keys` prints them. */
const printedKeys = (keys: readonly LoadedKey[]): string =>
  JSON.stringify(
    {
      PublicKeyList: keys.map(({ fingerprint, der, validFrom, validTo, region }) => ({
        Value: der.toString("base64"),
        ValidityStartTime: textOf(validFrom),
        ValidityEndTime: textOf(validTo),
        Fingerprint: fingerprint,
        Region: region,
      })),
    },
    undefined,
    2,
  );

/** A time as a string. For a key without a validity period, it is the earliest or the latest time of a JavaScript date. */
const textOf = (time: number): string => new Date(Math.max(-8.64e15, Math.min(8.64e15, time))).toISOString();

const lines = (all: readonly string[]): string => all.map((line) => `${line}\n`).join("");

/** Writes the manifest. The list of files can be long, so it is copied line by line. */
async function writeManifest(
  folder: string,
  { version, created, from, to, accounts, regions, hold, keys }: EvidenceOptions,
  { chains, digests, logs, bytes, findings }: Verification,
  sums: Sums,
): Promise<void> {
  await sums.flush();
  const head = {
    writtenBy: `trailkeeper ${version}`,
    created: created.toISOString(),
    from: textOf(from),
    to: textOf(to),
    accounts: accounts.length === 0 ? "all" : accounts,
    regions: regions.length === 0 ? "all" : regions,
    hold: hold ?? null,
    keys: keys.used.map(({ fingerprint, region }) => ({ fingerprint, region })),
    verified: { chains, digests, logs, bytes },
    findings,
  };
  const file = await open(join(folder, "manifest.json"), "w");
  try {
    await file.write(`${JSON.stringify(head, undefined, 2).slice(0, -2)},\n  "files": [`);
    let separator = "";
    for await (const line of createInterface({ input: createReadStream(join(folder, sumsFile)) })) {
      const [sha256 = "", path = ""] = line.split("  ");
      await file.write(`${separator}\n    ${JSON.stringify({ path, sha256 })}`);
      separator = ",";
    }
    await file.write("\n  ]\n}\n");
  } finally {
    await file.close();
  }
}

async function sumOfFile(folder: string, path: string): Promise<ExportedFile> {
  const sha = createHash("sha256");
  let bytes = 0;
  for await (const piece of createReadStream(join(folder, path)) as AsyncIterable<Buffer>) {
    sha.update(piece);
    bytes += piece.length;
  }
  return { path: basename(path), sha256: sha.digest("hex"), bytes };
}
