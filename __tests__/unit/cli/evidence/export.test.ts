import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { KeyRing } from "../../../../cli/digests/public-keys";
import { type EvidenceOptions, exportEvidence } from "../../../../cli/evidence/export";
import { account } from "../../../../sample-data/values";
import { Dice } from "../../../support/dice";
import {
  type DigestArchive,
  archiveOfTwo,
  cloudTrail,
  from,
  keySource,
  layout,
  published,
  to,
} from "../../../support/digest-archive";

const root = mkdtempSync(join(tmpdir(), "evidence-"));
afterAll(() => rmSync(root, { recursive: true }));

let exports = 0;

/** Only some hours, because an auditor's commands start a process for each file. */
const [begin, end] = [from + 6 * 3_600_000, from + 11 * 3_600_000];

/** Options of an export of one account to a new folder. */
function options(archive: DigestArchive, changes: Partial<EvidenceOptions> = {}): EvidenceOptions {
  return {
    store: archive,
    keys: new KeyRing(keySource(published(cloudTrail)), layout.homeRegion),
    folders: [{ bucket: layout.bucket, prefix: `${layout.prefix}/AWSLogs/${layout.organizationId}/` }],
    accounts: [account(3)],
    regions: ["eu-west-1"],
    expected: [],
    from: begin,
    to: end,
    due: to,
    folder: join(root, `export-${++exports}`),
    version: "1.2.3",
    created: new Date("2026-11-23T10:00:00Z"),
    hold: undefined,
    ...changes,
  };
}

/** An export of an unchanged archive. The tests copy it. */
let untouched: string;
beforeAll(async () => {
  const chosen = options(archiveOfTwo(new Dice(1)));
  await exportEvidence(chosen);
  untouched = chosen.folder;
});

const copied = (): string => {
  const folder = join(root, `export-${++exports}`);
  cpSync(untouched, folder, { recursive: true });
  return folder;
};

/** Returns the commands of the report, one block after the other. */
const commandsOf = (folder: string): string[] =>
  [...readFileSync(join(folder, "report.md"), "utf8").matchAll(/^```sh\n([^]*?)^```$/gm)].map(
    ([, block = ""]) => block,
  );

/**
 * Runs the commands of a report in its folder, like an auditor: with a shell, and without this project. Only the given blocks are
 * run, because a block starts several processes for each file. The blocks do not depend on each other.
 */
function audited(folder: string, only?: readonly number[]): string[][] {
  return commandsOf(folder).map((block, i) => {
    if (only?.includes(i) === false) return [];
    const { stdout, stderr } = spawnSync("sh", ["-c", block], { cwd: folder, encoding: "utf8" });
    return `${stdout}${stderr}`.split("\n").filter((line) => line !== "");
  });
}

/** Returns the log files of the account and region in this time. */
const ownLogs = (archive: DigestArchive): string[] =>
  archive.logKeys.filter((key) => {
    const [, stamp = ""] = /\/CloudTrail\/eu-west-1\/.*_2026\d{4}T(\d{4})Z/.exec(key) ?? [];
    return key.includes(`/${account(3)}/`) && stamp >= "0600" && stamp < "1100";
  });

const filesOf = (folder: string): string[] =>
  execFileSync("find", [".", "-type", "f"], { cwd: folder, encoding: "utf8" })
    .trim()
    .split("\n")
    .map((path) => path.slice(2));

const digestsIn = (folder: string): string[] =>
  filesOf(folder)
    .filter((path) => path.includes("CloudTrail-Digest") && path.endsWith(".json.gz"))
    .toSorted();
const logsIn = (folder: string): string[] =>
  filesOf(folder)
    .filter((path) => path.includes("/CloudTrail/"))
    .toSorted();
const periodOf = (folder: string): string[] => readFileSync(join(folder, "digests.txt"), "utf8").trim().split("\n");

describe("an export, with only OpenSSL, sha256sum and gunzip,", () => {
  test("an export is verified by the commands of its report, with only OpenSSL, sha256sum and gunzip", () => {
    const [sums, keys, signatures, chain, hours, logs, unlisted] = audited(untouched);

    expect(sums).toEqual([expect.stringMatching(/^[0-9a-f]{64} {2}SHA256SUMS$/)]);
    const { der, fingerprint } = published(cloudTrail);
    expect(keys).toEqual([`keys/${fingerprint}.der ${der.toString("base64")}`]);
    expect(signatures).toEqual(digestsIn(untouched).map((path) => `VERIFIED ${path}`));
    expect(chain).toEqual(periodOf(untouched).map((path) => `FOLLOWS ${path}`));
    expect(hours?.length).toBe(periodOf(untouched).length);
    expect(hours?.[0]).toBe(`${account(3)} eu-west-1 2026-11-22T05:29:23Z to 2026-11-22T06:29:23Z`);
    expect(logs?.length).toBeGreaterThan(4);
    expect(logs?.filter((line) => !line.startsWith("OK objects/"))).toEqual([]);
    expect(unlisted).toEqual([]);
  });

  const place = `objects/${layout.bucket}/`;
  test.each<[string, (folder: string) => [block: number, line: string]]>([
    [
      "a replaced log file",
      (folder) => {
        const [path = ""] = logsIn(folder).slice(2);
        writeFileSync(join(folder, path), gzipSync('{"Records":[]}'));
        return [5, `CHANGED ${path}`];
      },
    ],
    [
      "a log file with appended bytes",
      (folder) => {
        const [path = ""] = logsIn(folder).slice(2);
        writeFileSync(join(folder, path), Buffer.concat([readFileSync(join(folder, path)), gzipSync("{}")]));
        return [5, `CHANGED ${path}`];
      },
    ],
    [
      "a truncated log file",
      (folder) => {
        const [path = ""] = logsIn(folder).slice(2);
        writeFileSync(join(folder, path), readFileSync(join(folder, path)).subarray(0, 40));
        return [5, `DAMAGED ${path}`];
      },
    ],
    [
      "a deleted log file",
      (folder) => {
        const [path = ""] = logsIn(folder).slice(2);
        rmSync(join(folder, path));
        return [5, `MISSING ${path}`];
      },
    ],
    [
      "an added log file",
      (folder) => {
        const [path = ""] = logsIn(folder).slice(2);
        const added = path.replace(/_[^_]+$/, "_added.json.gz");
        writeFileSync(join(folder, added), gzipSync("{}"));
        return [6, added];
      },
    ],
    [
      "a forged digest",
      (folder) => {
        const [path = ""] = periodOf(folder).slice(2);
        const text = gunzipSync(readFileSync(join(folder, path))).toString();
        writeFileSync(join(folder, path), gzipSync(text.replace(/"logFiles":.*\]/, '"logFiles":[ ]')));
        return [2, `FORGED ${path}`];
      },
    ],
    [
      "a deleted digest",
      (folder) => {
        const [path = ""] = periodOf(folder).slice(2);
        rmSync(join(folder, path));
        return [3, `MISSING ${path}`];
      },
    ],
    [
      "a digest that replaces another digest",
      (folder) => {
        const [one = "", other = ""] = periodOf(folder).slice(2);
        for (const suffix of ["", ".signature"])
          cpSync(join(folder, `${one}${suffix}`), join(folder, `${other}${suffix}`));
        return [2, `FORGED ${other}`];
      },
    ],
  ])("shows %s", (_, tamper) => {
    const folder = copied();
    const [block, line] = tamper(folder);

    const found = audited(folder, [0, block]);

    expect(found[block]).toContain(line);
    expect(line).toContain(place);
    // The checksums show every change after the export, except added files
    if (block !== 6) expect(found[0]?.some((one) => one.includes("FAILED"))).toBe(true);
  });
});

test("an export contains the objects of S3 byte for byte, and a manifest of every file with its checksum", async () => {
  const archive = archiveOfTwo(new Dice(1));
  const manifest = JSON.parse(readFileSync(join(untouched, "manifest.json"), "utf8"));

  for (const path of [...digestsIn(untouched), ...logsIn(untouched)]) {
    const key = path.slice(`objects/${layout.bucket}/`.length);
    expect(readFileSync(join(untouched, path)).equals(archive.get(key).body)).toBe(true);
  }
  // Every log file of this time
  const own = ownLogs(archive);
  expect(own.length).toBeGreaterThan(4);
  expect(own.filter((key) => !existsSync(join(untouched, "objects", layout.bucket, key)))).toEqual([]);
  expect(manifest).toMatchObject({
    writtenBy: "trailkeeper 1.2.3",
    from: "2026-11-22T06:00:00.000Z",
    to: "2026-11-22T11:00:00.000Z",
    accounts: [account(3)],
    hold: null,
    findings: [],
    verified: { chains: 1 },
  });
  const inManifest = manifest.files.map(({ path }: { path: string }) => path).toSorted();
  expect(inManifest).toEqual(
    filesOf(untouched)
      .filter((path) => !["manifest.json", "SHA256SUMS"].includes(path))
      .toSorted(),
  );
  const sums = readFileSync(join(untouched, "SHA256SUMS"), "utf8").trim().split("\n");
  expect(sums.map((line) => line.slice(66)).toSorted()).toEqual(
    filesOf(untouched)
      .filter((path) => path !== "SHA256SUMS")
      .toSorted(),
  );
  expect(JSON.parse(readFileSync(join(untouched, "keys/public-keys.json"), "utf8")).PublicKeyList).toHaveLength(1);
});

test("the export of a changed archive is complete, and its report lists the changes", async () => {
  const archive = archiveOfTwo(new Dice(2));
  const [deleted = "", replaced = ""] = ownLogs(archive).slice(2);
  archive.objects.delete(deleted);
  archive.put(replaced, gzipSync("{}"));
  const added = archive.addLog(account(3), "eu-west-1", begin + 2 * 3_600_000).key;
  const chosen = options(archive, { hold: "case-17" });

  const { findings } = await exportEvidence(chosen);

  expect(findings.map(({ kind }) => kind).toSorted()).toEqual(["missing-log", "replaced-log", "unlisted-log"]);
  const report = readFileSync(join(chosen.folder, "report.md"), "utf8");
  expect(report).toContain("**3 are not as CloudTrail delivered them, or are missing:**");
  expect(report).toContain("Legal hold: case case-17");
  for (const key of [deleted, replaced, added]) expect(report).toContain(`\`s3://${layout.bucket}/${key}\``);
  // Log files that no digest lists are also exported
  expect(existsSync(join(chosen.folder, "objects", layout.bucket, added))).toBe(true);
});

test("a key that is not a valid file name, or that would forge a line, is reported and not written", async () => {
  const archive = archiveOfTwo(new Dice(2));
  const folder = (archive.logKeys.find((key) => key.includes(`/${account(3)}/CloudTrail/eu-west-1/`)) ?? "").replace(
    /[^/]+$/,
    "",
  );
  const names = ["a\nb.json.gz", "../../../../../../../../../escape", "`# Result`", "a".repeat(300), "con//double"];
  for (const name of names) archive.put(`${folder}${name}`, Buffer.from("x"));
  const chosen = options(archive);

  const { findings } = await exportEvidence(chosen);

  const refused = findings.filter(({ kind }) => kind === "not-read");
  expect(refused.map(({ object }) => object).toSorted()).toEqual(
    names.map((name) => `s3://${layout.bucket}/${folder}${name}`).toSorted(),
  );
  expect(existsSync(join(root, "escape"))).toBe(false);
  expect(readFileSync(join(chosen.folder, "report.md"), "utf8").match(/# Result`/g)).toBeNull();
});

describe("an export that fails", () => {
  const failing = (archive: DigestArchive) => {
    const store = Object.create(archive) as DigestArchive;
    store.folders = (bucket, prefix) =>
      prefix.endsWith("CloudTrail/") ? Promise.reject(new Error("connection reset")) : archive.folders(bucket, prefix);
    return store;
  };

  test("leaves no folder with its name, and the next export prints which folder to delete", async () => {
    const chosen = options(archiveOfTwo(new Dice(3)));

    await expect(exportEvidence({ ...chosen, store: failing(archiveOfTwo(new Dice(3))) })).rejects.toThrow(
      "connection reset",
    );

    expect(existsSync(chosen.folder)).toBe(false);
    expect(readdirSync(`${chosen.folder}.incomplete`)).not.toContain("report.md");
    await expect(exportEvidence(chosen)).rejects.toThrow(
      ".incomplete is the folder of an interrupted export; delete it, and run the command again",
    );
    rmSync(`${chosen.folder}.incomplete`, { recursive: true });
    await exportEvidence(chosen);
    expect(existsSync(`${chosen.folder}.incomplete`)).toBe(false);
  });

  test("an export that fails because its folder exists changes nothing in the folder", async () => {
    const before = filesOf(untouched);

    await expect(exportEvidence(options(archiveOfTwo(new Dice(3)), { folder: untouched }))).rejects.toThrow(
      "already exists; name a new folder",
    );
    expect(filesOf(untouched)).toEqual(before);
  });
});
