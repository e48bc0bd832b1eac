import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  rmdirSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { account, arn } from "../../sample-data/values";
import { StagedFile } from "../../synthesis/staged-file";
import { runProgram } from "../../cli/shared/run-program";
import { synthCommand } from "../../cli/synth/command";
import { runHere } from "../support/command-line";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "trailkeeper-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs `npm run synth` in an empty folder. */
const run = (env: Record<string, string> = {}, ...args: readonly string[]) =>
  runHere(() => runProgram(synthCommand(), args), { cwd: folder, env });

/** Runs `npm run synth` as a separate process. */
const runProcess = () => {
  const env = { PATH: process.env["PATH"] };
  return spawnSync(resolve("node_modules/.bin/tsx"), [resolve("main.ts")], { cwd: folder, encoding: "utf8", env });
};

const example = resolve("config/example.yaml");
const rootTexts = () =>
  stackFolders().map((root) => readFileSync(join(folder, "cdktf.out/stacks", root, "cdk.tf.json"), "utf8"));
const stackFolders = () => readdirSync(join(folder, "cdktf.out/stacks")).toSorted();
const edited = (edit: (text: string) => string) =>
  writeFileSync(join(folder, "audit.yaml"), edit(readFileSync(example, "utf8")));

/** Only the progress, which a slow machine prints. */
const onlyProgress = /^(roots written: \d+ of \d+ \(\d+ %\)\n)*$/;

test("synth writes one Terraform root for each account", async () => {
  const { status, stderr, stdout } = await run({ AUDIT_CONFIG: example });

  expect({ status, stderr }).toEqual({ status: 0, stderr: expect.stringMatching(onlyProgress) });
  expect(stdout).toContain("wrote 4 Terraform roots of 4 accounts to cdktf.out/stacks");
  expect(stackFolders()).toEqual(["log-archive", "management", "member-payments", "member-website"]);
});

test("synth writes one more root for the aggregator of AWS Config, and counts it", async () => {
  edited((text) => `${text}\nlogSources:\n  awsConfig:\n    aggregator:\n      enabled: true\n`);
  const { status, stdout, stderr } = await run();

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

test("synth reads audit.yaml if it exists, and writes the same bytes again", async () => {
  edited((text) => text.replace("prefix: acme", "prefix: zebra"));
  const read = () =>
    stackFolders().map((stack) => readFileSync(join(folder, "cdktf.out/stacks", stack, "cdk.tf.json"), "utf8"));

  expect((await run()).status).toBe(0);
  const first = read();
  expect(first.every((text) => text.includes("zebra-config-archive"))).toBe(true);
  expect((await run()).status).toBe(0);
  expect(read()).toEqual(first);
});

test("synth copies the provider lock beside the configuration into every root, and keeps it", async () => {
  edited((text) => text);
  writeFileSync(join(folder, "terraform.lock.hcl"), "locked");
  const locks = () =>
    stackFolders().map((stack) => readFileSync(join(folder, "cdktf.out/stacks", stack, ".terraform.lock.hcl"), "utf8"));

  for (let synthesis = 0; synthesis < 2; synthesis++) {
    expect((await run()).status).toBe(0);
    expect(locks()).toEqual(["locked", "locked", "locked", "locked"]);
  }
});

test("synth fails with every problem of an invalid file, without a stack trace and without writing anything", () => {
  edited((text) =>
    text.replace("prefix: acme", "prefix: ACME").replace("homeRegion: eu-west-1", "homeRegion: eu-south-1"),
  );
  const { status, stderr, stdout } = runProcess();

  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toMatch(/^error: audit\.yaml has 2 problems:\n/);
  expect(stderr).toMatch(/\nnothing was written\n$/);
  expect(stderr).toMatch(/^ {2}prefix \(line \d+\): .*; got "ACME"$/m);
  expect(stderr).toMatch(/^ {2}homeRegion \(line \d+\): .*; got "eu-south-1"$/m);
  expect(stderr).not.toMatch(/^\s+at /m);
  expect(existsSync(join(folder, "cdktf.out"))).toBe(false);
});

test("synth keeps the last valid output when the file is invalid", async () => {
  expect((await run({ AUDIT_CONFIG: example })).status).toBe(0);
  cpSync(join(folder, "cdktf.out"), join(folder, "before"), { recursive: true });
  edited((text) => text.replace("prefix: acme", "prefix: 1"));

  expect((await run()).status).toBe(1);
  expect(readFileSync(join(folder, "cdktf.out/manifest.json"))).toEqual(
    readFileSync(join(folder, "before/manifest.json")),
  );
  expect(stackFolders()).toEqual(readdirSync(join(folder, "before/stacks")).toSorted());
});

test("synth fails when AUDIT_CONFIG names a missing file", async () => {
  const { status, stderr } = await run({ AUDIT_CONFIG: "nowhere.yaml" });

  expect(status).toBe(1);
  expect(stderr).toContain("nowhere.yaml has 1 problem:\n  file not found; set --config or AUDIT_CONFIG to the path");
  expect(stderr).toMatch(/\nnothing was written\n$/);
});

test("synth removes the root of an account that is no longer configured, after a confirmation", async () => {
  const member = `    - name: website
      id: "${"4".repeat(12)}"\n`;
  edited((text) => text);
  await run();
  edited((text) => text.replace(member, ""));
  const refused = await run();

  expect(refused.status).toBe(1);
  expect(refused.stderr).toBe(
    "error: 1 of 4 roots are no longer configured: member-website; if you removed them on purpose, run synth with --yes; if another program wrote them, use another output folder for it\nnothing was written\n",
  );
  expect(stackFolders()).toHaveLength(4);
  const { status, stderr } = await run({}, "--yes");

  expect(status).toBe(0);
  expect(stderr).toContain(
    `removed member-website of account ${"4".repeat(12)}, because it is no longer in the configuration`,
  );
  expect(stackFolders()).toEqual(["log-archive", "management", "member-payments"]);
  expect((await run()).status).toBe(0);
});

test("synth writes hundreds of accounts, each with its own id and name, and lists them", async () => {
  const members = Array.from(
    { length: 300 },
    (_, i) => `    - { name: unit-${i}, id: "${String(500_000_000_000 + i)}" }\n`,
  );
  edited((text) => text.replace(/( {2}members:\n)( {4}.*\n)+/, `$1${members.join("")}`));
  const { status, stdout } = await run();

  expect(status).toBe(0);
  expect(stdout).toContain("wrote 302 Terraform roots of 302 accounts");
  const { stacks } = JSON.parse(readFileSync(join(folder, "cdktf.out/manifest.json"), "utf8"));
  expect(Object.keys(stacks).toSorted()).toEqual(stackFolders());
  for (let i = 0; i < 300; i++) {
    const text = readFileSync(join(folder, `cdktf.out/stacks/member-unit-${i}/cdk.tf.json`), "utf8");
    const { provider, terraform } = JSON.parse(text);
    expect(provider.aws[0].allowed_account_ids).toEqual([String(500_000_000_000 + i)]);
    expect(terraform.backend.local.path).toMatch(new RegExp(`/terraform\\.member-unit-${i}\\.tfstate$`));
  }
});

test("synth keeps files that it did not write, in every output folder", async () => {
  const synthesize = () => run({ AUDIT_CONFIG: example, CDKTF_OUTDIR: "." });
  await synthesize();
  mkdirSync(join(folder, "stacks/notes"));
  writeFileSync(join(folder, "stacks/stack.ts"), "");

  expect((await synthesize()).status).toBe(0);
  expect(readdirSync(join(folder, "stacks"))).toEqual(expect.arrayContaining(["log-archive", "notes", "stack.ts"]));
});

test("synth refuses unknown arguments and options", async () => {
  for (const argument of ["audit.yaml", "--unknown"]) {
    const { status, stderr } = await run({ AUDIT_CONFIG: example }, argument);

    expect(status).toBe(2);
    expect(stderr).toMatch(/^error: (too many arguments|unknown option)/);
  }
  expect(existsSync(join(folder, "cdktf.out"))).toBe(false);
});

test("synth first prints that it uses the example, and does not replace the output of another configuration", async () => {
  edited((text) => text);
  expect((await run()).status).toBe(0);
  rmSync(join(folder, "audit.yaml"));
  const { status, stderr } = await run({}, "--yes");

  expect(status).toBe(1);
  expect(stderr).toMatch(/^there is no audit\.yaml in this folder: using the example configuration of trailkeeper\n/);
  expect(stderr).toContain("the example configuration must not replace cdktf.out, which was written from audit.yaml");
});

test("synth reads the configuration and writes to the folder of its options", async () => {
  edited((text) => text.replace("prefix: acme", "prefix: zebra"));
  const { status, stdout } = await run({ AUDIT_CONFIG: example }, "--config", "audit.yaml", "--out", "other");

  expect({ status, stdout }).toEqual({
    status: 0,
    stdout: expect.stringMatching(/^audit\.yaml: wrote 4 .* to other\/stacks\n$/),
  });
  expect(readFileSync(join(folder, "other/stacks/management/cdk.tf.json"), "utf8")).toContain("zebra-");
});

test("synth reports an account that another checkout removed, also in later syntheses", async () => {
  const member = `    - name: website\n      id: "${"4".repeat(12)}"\n`;
  edited((text) => text);
  await run();
  rmSync(join(folder, "cdktf.out"), { recursive: true });
  edited((text) => text.replace(member, ""));
  const { stderr } = await run({}, "--yes");
  rmSync(join(folder, "cdktf.out"), { recursive: true });

  expect(stderr).toContain(`removed member-website of account ${"4".repeat(12)}, because`);
  expect((await run()).stderr).toContain("roots removed earlier: member-website. ");
});

test("synth refuses an account that another checkout renamed, until its stack keeps the old name", async () => {
  edited((text) => text);
  await run();
  rmSync(join(folder, "cdktf.out"), { recursive: true });
  edited((text) => text.replace("name: website", "name: shop"));
  const refused = await run({}, "--yes");

  expect(refused.status).toBe(1);
  expect(refused.stderr).toContain("add stack: member-website to the account");
  expect(existsSync(join(folder, "cdktf.out"))).toBe(false);
  edited((text) => text.replace("name: website", "name: shop\n      stack: member-website"));
  expect((await run()).status).toBe(0);
  expect(stackFolders()).toEqual(["log-archive", "management", "member-payments", "member-website"]);
});

test("synth refuses to move an account to accounts.outside while its root may have resources, and keeps the root", async () => {
  const website = `    - name: website\n      id: "${account(4)}"\n`;
  edited((text) => text);
  await run();
  edited((text) => text.replace(website, `  outside:\n    - name: website\n      id: "${account(4)}"\n`));
  const { status, stderr } = await run({}, "--yes");

  expect(status).toBe(1);
  expect(stderr).toContain("had the root member-website, and would now have outside-website");
  expect(stackFolders()).toContain("member-website");
});

test("synth refuses to rename an external account", async () => {
  const outside = (name: string) =>
    edited((text) =>
      text.replace("accounts:\n", `accounts:\n  outside:\n    - { name: ${name}, id: "${account(8)}" }\n`),
    );
  outside("partner");
  expect((await run()).status).toBe(0);
  outside("partner-new");
  const { status, stderr } = await run({}, "--yes");

  expect(status).toBe(1);
  expect(stderr).toContain("use the name partner for the account");
  expect(stackFolders()).toContain("outside-partner");
});

describe.each([
  ["prefix", "prefix: acme", "prefix: zebra", "the prefix was acme and is now zebra"],
  [
    "homeRegion",
    "homeRegion: eu-west-1",
    "homeRegion: eu-central-1",
    "the homeRegion was eu-west-1 and is now eu-central-1",
  ],
  [
    "backend",
    "homeRegion:",
    "backend: { type: s3, bucket: acme-state, region: eu-west-1 }\nhomeRegion:",
    "the backend was local and is now s3:acme-state/trailkeeper",
  ],
])("another %s", (setting, before, now, message) => {
  const listPath = () => join(folder, "audit.roots.json");
  beforeEach(async () => {
    edited((text) => text);
    await run();
    rmSync(join(folder, "cdktf.out"), { recursive: true });
    edited((text) => text.replace(before, now));
  });

  test(`a list of roots with another ${setting} is refused in another checkout, also after a confirmation`, async () => {
    const { status, stderr } = await run({}, "--yes");

    expect(status).toBe(1);
    expect(stderr).toContain(message);
    expect(existsSync(join(folder, "cdktf.out"))).toBe(false);
  });

  test(`another ${setting} is accepted once if an earlier version wrote the list, and then stored`, async () => {
    const { [setting]: _, ...earlier } = JSON.parse(readFileSync(listPath(), "utf8"));
    writeFileSync(listPath(), JSON.stringify(earlier));

    expect((await run()).status).toBe(0);
    expect(Object.keys(JSON.parse(readFileSync(listPath(), "utf8")))).toContain(setting);
    edited((text) => text);
    expect((await run()).status).toBe(1);
  });
});

describe("the output of another configuration of the same organization", () => {
  const staging = (prefix: string) =>
    writeFileSync(
      join(folder, "staging.yaml"),
      readFileSync(example, "utf8").replace("prefix: acme", `prefix: ${prefix}`),
    );
  const readOutput = () => readFileSync(join(folder, "cdktf.out/stacks/management/cdk.tf.json"), "utf8");
  beforeEach(async () => {
    edited((text) => text);
    await run();
  });

  test.each([
    ["another prefix", "zebra", "written from audit.yaml with prefix: acme, and staging.yaml has prefix: zebra"],
    ["no list of roots", "acme", "written from audit.yaml, and staging.yaml has no list of roots"],
  ])(
    "the output of another configuration is replaced by a configuration with %s only after a confirmation",
    async (_, prefix, message) => {
      staging(prefix);
      const before = readOutput();
      const refused = await run({}, "--config", "staging.yaml");

      expect(refused.status).toBe(1);
      expect(refused.stderr).toContain(message);
      expect(readOutput()).toBe(before);
      expect(readdirSync(folder)).not.toContain("staging.roots.json");
      expect((await run({}, "--config", "staging.yaml", "--yes")).status).toBe(0);
      expect(readOutput()).toContain(`${prefix}-`);
    },
  );

  test("the output of another configuration is replaced by the same configuration under another name, if the list of roots has this name too", async () => {
    staging("acme");
    cpSync(join(folder, "audit.roots.json"), join(folder, "staging.roots.json"));

    expect((await run({}, "--config", "staging.yaml")).status).toBe(0);
  });

  test("the output of another configuration is replaced by a configuration without a list of roots if the user wants no list", async () => {
    staging("acme");

    expect((await run({}, "--config", "staging.yaml", "--no-root-list")).status).toBe(0);
  });

  test("the output of another configuration is replaced as before if an earlier version wrote it", async () => {
    const path = join(folder, "cdktf.out/configuration.json");
    const { configuration, organizationId } = JSON.parse(readFileSync(path, "utf8"));
    writeFileSync(path, JSON.stringify({ configuration, organizationId }));
    staging("zebra");

    expect((await run({}, "--config", "staging.yaml")).status).toBe(0);
  });
});

test("synth --no-root-list writes no list of roots", async () => {
  edited((text) => text);
  await run({}, "--no-root-list");

  expect(readdirSync(folder).toSorted()).toEqual(["audit.yaml", "cdktf.out"]);
});

test.each([
  [
    "a folder that does not exist",
    "missing/out",
    "the parent folder missing of the output folder does not exist; create it",
  ],
  [
    "a file",
    "audit.yaml",
    "the output folder audit.yaml is a file; remove it, or choose another folder with --out <folder>",
  ],
])("synth refuses %s as the output, without a stack trace", async (_, out, message) => {
  edited((text) => text);
  const { status, stderr } = await run({}, "--out", out);

  expect({ status, stderr }).toEqual({ status: 1, stderr: `error: ${message}\nnothing was written\n` });
});

test("synth keeps the output when it cannot write, and prints the reason", async () => {
  edited((text) => text);
  await run();
  const before = stackFolders();
  writeFileSync(join(folder, "cdktf.out/stacks/member-new"), "in the way");
  edited((text) =>
    text.replace(`name: website\n      id: "${"4".repeat(12)}"`, `name: new\n      id: "${"5".repeat(12)}"`),
  );
  const { status, stderr } = await run({}, "--yes");

  expect(status).toBe(1);
  expect(stderr).toMatch(/^error: cannot write the output: EEXIST: .*member-new'$/m);
  expect(stackFolders()).toEqual([...before, "member-new"].toSorted());
  expect(readdirSync(join(folder, "cdktf.out"))).not.toContain(expect.stringMatching(/^\.new/));
});

test("synth changes no root when the list of roots cannot be written", async () => {
  // The name of the list is as long as a name can be, and the name of its temporary file is longer
  const configuration = `${"a".repeat(255 - ".roots.json".length)}.yaml`;
  const write = (prefix: string) =>
    writeFileSync(join(folder, configuration), readFileSync(example, "utf8").replace("prefix: acme", prefix));
  write("prefix: acme");
  await run({}, "--config", configuration, "--no-root-list");
  const before = rootTexts();
  write("prefix: zebra");
  const { status, stdout, stderr } = await run({}, "--config", configuration);

  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toMatch(/^error: cannot write the output: ENAMETOOLONG: .*\nthe earlier output is unchanged$/m);
  expect(rootTexts()).toEqual(before);
  expect(readdirSync(folder).toSorted()).toEqual([configuration, "cdktf.out"]);
  expect(readdirSync(join(folder, "cdktf.out")).toSorted()).toEqual(["configuration.json", "manifest.json", "stacks"]);
});

test.each([
  ["the earlier output is unchanged", true],
  ["the output now contains new and earlier files; fix the cause, then run synth again", false],
])("synth fails with '%s' when the list of roots cannot be replaced", async (message, isRestored) => {
  edited((text) => text);
  await run({}, "--no-root-list");
  const before = rootTexts();
  edited((text) => text.replace("prefix: acme", "prefix: zebra"));
  const commit = jest.spyOn(StagedFile.prototype, "commit").mockImplementation(() => {
    const staging = readdirSync("cdktf.out").find((name) => name.startsWith(".new-")) ?? "";
    if (!isRestored) rmSync(join("cdktf.out", staging, "earlier"), { recursive: true });
    rmdirSync("missing");
  });
  const { status, stdout, stderr } = await run();
  commit.mockRestore();

  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toContain("error: cannot write the output: ENOENT");
  expect(stderr.trimEnd().split("\n").at(-1)).toBe(message);
  if (isRestored) expect(rootTexts()).toEqual(before);
  expect(readdirSync(folder).toSorted()).toEqual(["audit.yaml", "cdktf.out"]);
});

test("synth does not remove a root with a state that Terraform could not save", async () => {
  edited((text) => text);
  await run();
  const state = "cdktf.out/stacks/member-website/errored.tfstate";
  writeFileSync(join(folder, state), "{}");
  const before = rootTexts();
  edited((text) => text.replace(`    - name: website\n      id: "${"4".repeat(12)}"\n`, ""));
  const { status, stdout, stderr } = await run({}, "--yes");

  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toContain(`${state} is a state that Terraform could not store`);
  expect(stderr).toMatch(/\nnothing was written\n$/);
  expect(rootTexts()).toEqual(before);
  rmSync(join(folder, state));
  expect((await run({}, "--yes")).status).toBe(0);
  expect(stackFolders()).not.toContain("member-website");
});

test("synth deletes no folder outside the output, whatever the list of roots contains", async () => {
  edited((text) => text);
  await run();
  const outside = join(folder, "other/cdktf.out/stacks/management");
  mkdirSync(outside, { recursive: true });
  writeFileSync(join(outside, "cdk.tf.json"), "{}");
  const listPath = join(folder, "audit.roots.json");
  const list = JSON.parse(readFileSync(listPath, "utf8"));
  list.roots["../../other/cdktf.out/stacks/management"] = account(1);
  writeFileSync(listPath, JSON.stringify(list));
  const { status, stderr } = await run({}, "--yes");

  expect(status).toBe(1);
  expect(stderr).toContain('audit.roots.json has the root "../../other/cdktf.out/stacks/management" of account');
  expect(stderr).toMatch(/\nnothing was written\n$/);
  expect(existsSync(join(outside, "cdk.tf.json"))).toBe(true);
});

test("synth configures the local state beside cdktf.json, outside the output", async () => {
  await run({ AUDIT_CONFIG: example });
  const { terraform } = JSON.parse(readFileSync(join(folder, "cdktf.out/stacks/management/cdk.tf.json"), "utf8"));

  expect(join("cdktf.out/stacks/management", terraform.backend.local.path)).toBe("terraform.management.tfstate");
});

test("synth refuses to write roots whose states in this folder belong to another organization", async () => {
  const resources = [
    { mode: "managed", instances: [{ attributes: { arn: arn("iam", "", account(9), "role/acme") } }] },
  ];
  const state = join(folder, "terraform.management.tfstate");
  writeFileSync(state, JSON.stringify({ version: 4, resources }));
  edited((text) => text);

  const { status, stderr } = await run();
  expect(status).toBe(1);
  expect(stderr).toContain(`terraform.management.tfstate is the state of account ${account(9)}`);
  expect(existsSync(join(folder, "cdktf.out"))).toBe(false);

  edited((text) => `${text}\nbackend: { type: s3, bucket: acme-terraform-state, region: eu-west-1 }\n`);
  expect((await run()).status).toBe(0);
});

test("synth writes nothing to a folder with other files", async () => {
  edited((text) => text);
  mkdirSync(join(folder, "papers"));
  writeFileSync(join(folder, "papers/thesis.txt"), "mine");
  const { status, stderr } = await run({}, "--out", "papers", "--yes");

  expect(status).toBe(1);
  expect(stderr).toContain("the output folder papers contains files that no synthesis wrote: thesis.txt");
  expect(stderr).toContain("nothing was written");
  expect(readdirSync(join(folder, "papers"))).toEqual(["thesis.txt"]);
  expect(existsSync(join(folder, "audit.roots.json"))).toBe(false);
});
