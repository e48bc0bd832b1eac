import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { digestsCommand } from "../../cli/digests/command";
import { Dice } from "../support/dice";
import { type DigestArchive, archiveOfTwo, cloudTrail, layout, published, somebody } from "../support/digest-archive";
import { archiveOfConfiguration, auditYaml, bucket, fakeAws } from "../support/fake-trail-archive";
import { freezeDate } from "../support/freeze-date";

const folder = mkdtempSync(join(tmpdir(), "digests-"));
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => {
  freezeDate(new Date("2026-11-23T03:30:00Z"));
});
afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
  process.exitCode = undefined;
});

const path = join(folder, "audit.yaml");
writeFileSync(path, auditYaml);
const deployed = archiveOfConfiguration();

async function run(aws: Pick<ReturnType<typeof fakeAws>, "s3" | "cloudTrailIn">, ...args: readonly string[]) {
  const log = jest.spyOn(console, "log").mockImplementation(() => {});
  jest.spyOn(process.stderr, "write").mockReturnValue(true);
  await digestsCommand(() => aws).parseAsync(args, { from: "user" });
  return String(log.mock.calls.at(-1)?.[0]);
}

describe("trailkeeper digests", () => {
  test("verifies yesterday in the archive of the configuration, and reports that it is complete", async () => {
    const aws = fakeAws(deployed.copy(new Dice(1)));

    const text = await run(aws, "--config", path);

    expect(text).toMatch(
      /^all digests and log files are as CloudTrail delivered them: 4 chains, \d+ digests, \d+ log files, 0 MB$/,
    );
    expect(process.exitCode).toBeUndefined();
    expect(aws.regions).toEqual(["eu-west-1"]);
  });

  test("ends with exit code 3, and prints the findings with their fixes", async () => {
    const changed = deployed.copy(new Dice(1));
    const [log = ""] = changed.logKeys;
    changed.objects.delete(log);

    const text = await run(fakeAws(changed), "--config", path);

    expect(process.exitCode).toBe(3);
    expect(text).toMatch(
      new RegExp(
        String.raw`^\d{12} eu-west-1  2026\S+ to 2026\S+  missing-log\n  s3://${bucket}/${log}\n  it does not exist; find in the S3 access logs .*\n1 findings: 4 chains`,
      ),
    );
  });

  test("prints JSON with the time and every finding", async () => {
    const changed = deployed.copy(new Dice(1));
    const [log = ""] = changed.logKeys;
    changed.objects.delete(log);

    const result = JSON.parse(await run(fakeAws(changed), "--config", path, "--json"));

    expect(result).toMatchObject({ from: "2026-11-22T00:00:00.000Z", to: "2026-11-23T00:00:00.000Z", chains: 4 });
    expect(result.findings).toEqual([
      expect.objectContaining({ kind: "missing-log", object: `s3://${bucket}/${log}`, trail: layout.trailName }),
    ]);
  });

  test("selects accounts by name, and a time", async () => {
    const args = ["--account", "payments", "--from", "2026-11-22T03:00Z", "--to", "2026-11-22T05:00Z", "--json"];

    const result = JSON.parse(await run(fakeAws(deployed.copy(new Dice(1))), "--config", path, ...args));

    expect(result).toMatchObject({ chains: 1, digests: 3, findings: [] });
  });

  test("finds digests that another key signed, even if another key signed all of them", async () => {
    const result = JSON.parse(await run(fakeAws(deployed.copy(new Dice(1)), somebody), "--config", path, "--json"));

    expect(new Set(result.findings.map(({ kind }: { kind: string }) => kind))).toEqual(new Set(["unknown-key"]));
  });

  test("verifies a location without a configuration, and expects no account in it", async () => {
    const location = `s3://${bucket}/cloudtrail-logs/AWSLogs/o-a1b2c3d4e5/`;
    const aws = fakeAws(deployed.copy(new Dice(1)));

    const result = JSON.parse(await run(aws, "--location", location, "--home-region", "eu-west-1", "--json"));

    expect(result).toMatchObject({ chains: 4, findings: [] });
    await expect(run(aws, "--location", location)).rejects.toThrow("--location needs the home region of the trail");
    await expect(run(aws, "--location", bucket, "--home-region", "eu-west-1")).rejects.toThrow("is not a location");
  });

  test.each([
    [["--from", "2026-11-01"], "--from and --to must be used together; add the missing option"],
    [["--from", "2026-11-02", "--to", "2026-11-01"], "--to 2026-11-01 is not after --from 2026-11-02; swap them"],
    [["--from", "yesterday", "--to", "2026-11-01"], "--from yesterday is not a day or a time; use the form 2026-11-01"],
    [["--from", "2026-02-30", "--to", "2026-11-01"], "--from 2026-02-30 is not a day or a time"],
    [["--account", "nobody"], "no account nobody in the configuration; correct the id or the name"],
  ])("refuses %j", async (args, message) => {
    await expect(run(fakeAws(deployed), "--config", path, ...args)).rejects.toThrow(message);
  });
});

describe("trailkeeper digests --folder", () => {
  /** Writes an archive as files. */
  function written(name: string, from: DigestArchive): string {
    for (const [key, { body, metadata }] of from.objects) {
      const file = join(folder, name, layout.bucket, key);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, body);
      if (Object.keys(metadata).length > 0) writeFileSync(`${file}.metadata.json`, JSON.stringify(metadata));
    }
    return join(folder, name);
  }
  const keys = join(folder, "keys.json");
  const { der, fingerprint, validFrom, validTo } = published(cloudTrail);
  const [ValidityStartTime, ValidityEndTime] = [validFrom, validTo].map((time) => new Date(time).toISOString());
  writeFileSync(
    keys,
    JSON.stringify({
      PublicKeyList: [{ Value: der.toString("base64"), Fingerprint: fingerprint, ValidityStartTime, ValidityEndTime }],
    }),
  );
  const noAws = { s3: undefined as never, cloudTrailIn: () => undefined as never };

  test("verifies every digest in the folder without AWS, and prints when the trail began", async () => {
    const result = JSON.parse(
      await run(noAws, "--folder", written("whole", archiveOfTwo(new Dice(1))), "--keys", keys, "--json"),
    );

    expect(new Set(result.findings.map(({ kind }: { kind: string }) => kind))).toEqual(new Set(["first-digest"]));
    expect(result).toMatchObject({ chains: 3 });
    expect(process.exitCode).toBeUndefined();
  });

  test("finds a changed file in the folder", async () => {
    const changed = archiveOfTwo(new Dice(1));
    const [log = "", other = ""] = changed.logKeys;
    changed.objects.delete(log);
    changed.put(other, Buffer.from("text"));

    const result = JSON.parse(await run(noAws, "--folder", written("changed", changed), "--keys", keys, "--json"));

    expect(process.exitCode).toBe(3);
    expect(result.findings.map(({ kind, object }: never) => `${kind as string} ${object as string}`)).toEqual(
      expect.arrayContaining([
        `missing-log s3://${layout.bucket}/${log}`,
        `unreadable-log s3://${layout.bucket}/${other}`,
      ]),
    );
  });

  test("refuses a folder without digests, and a folder without public keys", async () => {
    mkdirSync(join(folder, "empty"), { recursive: true });

    await expect(run(noAws, "--folder", join(folder, "empty"), "--keys", keys)).rejects.toThrow("has no digests");
    await expect(run(noAws, "--folder", join(folder, "none"), "--keys", keys)).rejects.toThrow("has no digests");
    await expect(run(noAws, "--folder", join(folder, "empty"))).rejects.toThrow("it needs the public keys; add --keys");
  });
});
