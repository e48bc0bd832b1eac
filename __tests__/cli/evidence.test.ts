import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SSMClient } from "@aws-sdk/client-ssm";
import { evidenceCommand } from "../../cli/evidence/command";
import { account } from "../../sample-data/values";
import { Dice } from "../support/dice";
import { type Request, archiveOfConfiguration, auditYaml, bucket, fakeAws } from "../support/fake-trail-archive";
import { freezeDate } from "../support/freeze-date";

const folder = mkdtempSync(join(tmpdir(), "evidence-"));
const path = join(folder, "audit.yaml");
writeFileSync(path, auditYaml);
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => {
  freezeDate(new Date("2026-11-23T03:30:00Z"));
});
afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
  process.exitCode = undefined;
});

const deployed = archiveOfConfiguration();
const time = ["--config", path, "--account", "payments", "--from", "2026-11-22T06:00Z", "--to", "2026-11-22T09:00Z"];

/** A replacement of Systems Manager without legal holds. */
function emptyRegister(requests: Request[]): SSMClient {
  const ssm = new SSMClient({ region: "eu-west-1" });
  jest.spyOn(ssm, "send").mockImplementation((async (request: Request) => {
    requests.push(request);
    return { Parameters: [] };
  }) as never);
  return ssm;
}

async function run(aws: ReturnType<typeof fakeAws>, ...args: readonly string[]): Promise<string> {
  const log = jest.spyOn(console, "log").mockImplementation(() => {});
  jest.spyOn(process.stderr, "write").mockReturnValue(true);
  const ssm = emptyRegister(aws.requests);
  const command = evidenceCommand(() => ({ ...aws, ssm })).exitOverride();
  await command.configureOutput({ writeErr: () => {} }).parseAsync(args, { from: "user" });
  return String(log.mock.calls.at(-1)?.[0]);
}

const namesOf = (requests: readonly Request[]) => requests.map(({ constructor: { name } }) => name);

test("evidence exports the logs of an account, and prints the checksum of the list of checksums", async () => {
  const out = join(folder, "plain");
  const aws = fakeAws(deployed.copy(new Dice(1)));

  const text = await run(aws, out, ...time);

  expect(text).toMatch(
    /plain: \d+ files, 4 digests and \d+ log files verified\nSHA-256 of SHA256SUMS: [0-9a-f]{64}; send it/,
  );
  expect(process.exitCode).toBeUndefined();
  expect(readFileSync(join(out, "report.md"), "utf8")).toContain("Legal hold: not placed by this export");
  expect(namesOf(aws.requests)).not.toContain("PutObjectLegalHoldCommand");
  expect(aws.requests.every(({ input }) => !String(input["Key"] ?? account(3)).includes(account(4)))).toBe(true);
});

test("evidence --hold holds every version of the trail's logs before it reads a log", async () => {
  const aws = fakeAws(deployed.copy(new Dice(1)));

  await run(aws, join(folder, "held"), ...time, "--hold", "case-17");

  const names = namesOf(aws.requests);
  const held = aws.requests.filter(({ constructor: { name } }) => name === "PutObjectLegalHoldCommand");
  expect(names.lastIndexOf("PutObjectLegalHoldCommand")).toBeLessThan(names.indexOf("GetObjectCommand"));
  expect(held.length).toBe([...deployed.objects.keys()].filter((key) => key.includes(`/${account(3)}/`)).length);
  expect(held[0]?.input).toMatchObject({ Bucket: bucket, LegalHold: { Status: "ON" } });
  const placed = aws.requests.findLast(({ constructor: { name } }) => name === "PutParameterCommand");
  expect(JSON.parse(String(placed?.input["Value"]))).toMatchObject({
    name: "case-17",
    state: "placed",
    sources: ["trail"],
    accounts: [account(3)],
    from: "2026-11-22",
    to: "2026-11-22",
  });
  expect(readFileSync(join(folder, "held", "report.md"), "utf8")).toContain("Legal hold: case case-17");
});

test("evidence also exports changed files, and ends with exit code 3", async () => {
  const changed = deployed.copy(new Dice(1));
  const key = changed.logKeys.find((one) => one.includes(`/${account(3)}/`) && /T0[678]\d\dZ/.test(one)) ?? "";
  expect(key).not.toBe("");
  changed.put(key, Buffer.from("text"));

  const { findings, seal } = JSON.parse(await run(fakeAws(changed), join(folder, "changed"), ...time, "--json"));

  expect(process.exitCode).toBe(3);
  expect(findings).toEqual([expect.objectContaining({ kind: "unreadable-log", object: `s3://${bucket}/${key}` })]);
  expect(seal).toMatch(/^[0-9a-f]{64}$/);
  expect(existsSync(join(folder, "changed", "objects", bucket, key))).toBe(true);
});

test("evidence refuses an existing folder, and a missing time", async () => {
  await expect(run(fakeAws(deployed), folder, ...time)).rejects.toThrow("already exists; name a new folder");
  await expect(run(fakeAws(deployed), join(folder, "none"))).rejects.toThrow("required option '--from <time>'");
});
