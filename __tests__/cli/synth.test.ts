import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "trailkeeper-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs the program in an empty folder of its own, as `npm run synth` does. */
function run(env: Record<string, string> = {}): SpawnSyncReturns<string> {
  return spawnSync(resolve("node_modules/.bin/tsx"), [resolve("main.ts")], {
    cwd: folder,
    encoding: "utf8",
    env: { PATH: process.env.PATH, ...env },
  });
}
const example = resolve("config/example.yaml");
const stackFolders = () => readdirSync(join(folder, "cdktf.out/stacks")).toSorted();
const edited = (edit: (text: string) => string) =>
  writeFileSync(join(folder, "audit.yaml"), edit(readFileSync(example, "utf8")));

/** How far it is, on a machine that is slow; and nothing else. */
const onlyProgress = /^(roots written: \d+ of \d+ \(\d+ %\)\n)*$/;

test("writes one Terraform root per account", () => {
  const { status, stderr, stdout } = run({ AUDIT_CONFIG: example });

  expect({ status, stderr }).toEqual({ status: 0, stderr: expect.stringMatching(onlyProgress) });
  expect(stdout).toContain("wrote 4 Terraform roots of 4 accounts to cdktf.out/stacks");
  expect(stackFolders()).toEqual(["log-archive", "management", "member-payments", "member-website"]);
});

test("writes one more root for the aggregator of AWS Config, and counts it", () => {
  edited((text) => `${text}\nlogSources:\n  config:\n    aggregator:\n      enabled: true\n`);
  const { status, stdout, stderr } = run();

  expect({ status, stderr }).toEqual({ status: 0, stderr: expect.stringMatching(onlyProgress) });
  expect(stdout).toContain("wrote 5 Terraform roots of 4 accounts to cdktf.out/stacks");
  expect(stackFolders()).toEqual([
    "config-aggregator",
    "log-archive",
    "management",
    "member-payments",
    "member-website",
  ]);
  const manifest = JSON.parse(readFileSync(join(folder, "cdktf.out/manifest.json"), "utf8"));
  expect(manifest.stacks["config-aggregator"].dependencies.toSorted()).toEqual(["log-archive", "management"]);
});

test("reads audit.yaml where it exists, and writes the same bytes again", () => {
  edited((text) => text.replace("prefix: acme", "prefix: zebra"));
  const read = () =>
    stackFolders().map((stack) => readFileSync(join(folder, "cdktf.out/stacks", stack, "cdk.tf.json"), "utf8"));

  expect(run().status).toBe(0);
  const first = read();
  expect(first.every((text) => text.includes("zebra-config-archive"))).toBe(true);
  expect(run().status).toBe(0);
  expect(read()).toEqual(first);
});

test("gives every root the provider lock that lies beside the configuration, and keeps it", () => {
  edited((text) => text);
  writeFileSync(join(folder, "terraform.lock.hcl"), "locked");
  const locks = () =>
    stackFolders().map((stack) => readFileSync(join(folder, "cdktf.out/stacks", stack, ".terraform.lock.hcl"), "utf8"));

  for (const synthesis of [run(), run()]) {
    expect(synthesis.status).toBe(0);
    expect(locks()).toEqual(["locked", "locked", "locked", "locked"]);
  }
});

test("fails with every problem, without a stack trace and without writing anything, when the file is wrong", () => {
  edited((text) =>
    text.replace("prefix: acme", "prefix: ACME").replace("homeRegion: eu-west-1", "homeRegion: eu-south-1"),
  );
  const { status, stderr, stdout } = run();

  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toMatch(/^error: audit\.yaml has 2 problems:\n/);
  expect(stderr).toMatch(/\nnothing was written\n$/);
  expect(stderr).toMatch(/^ {2}prefix \(line \d+\): .*; got "ACME"$/m);
  expect(stderr).toMatch(/^ {2}homeRegion \(line \d+\): .*; got "eu-south-1"$/m);
  expect(stderr).not.toMatch(/^\s+at /m);
  expect(existsSync(join(folder, "cdktf.out"))).toBe(false);
});

test("leaves the last good output as it was when the file is wrong", () => {
  expect(run({ AUDIT_CONFIG: example }).status).toBe(0);
  cpSync(join(folder, "cdktf.out"), join(folder, "before"), { recursive: true });
  edited((text) => text.replace("prefix: acme", "prefix: 1"));

  expect(run().status).toBe(1);
  expect(readFileSync(join(folder, "cdktf.out/manifest.json"))).toEqual(
    readFileSync(join(folder, "before/manifest.json")),
  );
  expect(stackFolders()).toEqual(readdirSync(join(folder, "before/stacks")).toSorted());
});

test("fails when AUDIT_CONFIG names no file", () => {
  const { status, stderr } = run({ AUDIT_CONFIG: "nowhere.yaml" });

  expect(status).toBe(1);
  expect(stderr).toContain("nowhere.yaml has 1 problem:\n  file not found; set AUDIT_CONFIG to the path of a file");
  expect(stderr).toMatch(/\nnothing was written\n$/);
});

test("takes away the root of an account that left the configuration, and says so", () => {
  const member = `    - name: website
      id: "${"4".repeat(12)}"\n`;
  edited((text) => text);
  run();
  edited((text) => text.replace(member, ""));
  const { status, stderr } = run();

  expect(status).toBe(0);
  expect(stderr).toContain("removed cdktf.out/stacks/member-website, because it is no longer in the configuration");
  expect(stackFolders()).toEqual(["log-archive", "management", "member-payments"]);
});

test("writes hundreds of accounts with several processes where there are several cores", () => {
  const members = Array.from({ length: 201 }, (_, i) => `    - { name: unit-${i}, id: "${5e11 + i}" }`);
  const withMembers = (count: number) =>
    edited((text) => text.replace("  members:\n", `  members:\n${members.slice(0, count).join("\n")}\n`));
  withMembers(201);
  const { status, stdout } = run();

  expect(status).toBe(0);
  expect(stdout).toContain("wrote 205 Terraform roots of 205 accounts");
  const { stacks } = JSON.parse(readFileSync(join(folder, "cdktf.out/manifest.json"), "utf8"));
  expect(Object.keys(stacks).toSorted()).toEqual(stackFolders());
  expect(stackFolders()).toHaveLength(205);

  withMembers(199);
  expect(run().stderr).toContain("removed cdktf.out/stacks/member-unit-200, because it is no longer");
  expect(stackFolders()).toHaveLength(203);
});

test("leaves alone what it has not written, wherever the output goes", () => {
  mkdirSync(join(folder, "stacks/notes"), { recursive: true });
  writeFileSync(join(folder, "stacks/stack.ts"), "");
  run({ AUDIT_CONFIG: example, CDKTF_OUTDIR: "." });

  expect(readdirSync(join(folder, "stacks"))).toEqual(expect.arrayContaining(["log-archive", "notes", "stack.ts"]));
});

test("keeps the local state beside cdktf.json, outside the output", () => {
  run({ AUDIT_CONFIG: example });
  const { terraform } = JSON.parse(readFileSync(join(folder, "cdktf.out/stacks/management/cdk.tf.json"), "utf8"));

  expect(join("cdktf.out/stacks/management", terraform.backend.local.path)).toBe("terraform.management.tfstate");
});
