import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runHere, runTrailkeeper } from "../support/command-line";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "trailkeeper-"));
  mkdirSync(join(folder, "bin"));
  writeFileSync(join(folder, "bin/terraform"), fakeTerraform, { mode: 0o755 });
  for (const name of ["log-archive", "management", "member-a", "member-b"]) {
    mkdirSync(join(folder, "out/stacks", name), { recursive: true });
    writeFileSync(join(folder, "out/stacks", name, "cdk.tf.json"), `{"name": "${name}"}`);
  }
  const stack = (name: string, ...dependencies: readonly string[]) => ({
    [name]: { workingDirectory: `stacks/${name}`, dependencies },
  });
  const stacks = {
    ...stack("log-archive"),
    ...stack("management", "log-archive"),
    ...stack("member-a", "log-archive"),
    ...stack("member-b", "log-archive"),
  };
  writeFileSync(join(folder, "out/manifest.json"), JSON.stringify({ stacks }));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Replaces Terraform. Records its calls, writes a lock file, and prints the file `answer` of a root, or else one added resource. */
const fakeTerraform = `#!/bin/bash
echo "$(basename "$PWD") $*" >> ../../../calls
echo "$1 $TF_VAR_role" >> ../../../roles
case "$1" in
  init) [ -f .terraform.lock.hcl ] || echo "locked by $(basename "$PWD")" > .terraform.lock.hcl; exit 0 ;;
  plan) touch trailkeeper.tfplan ;;
esac
if [ -f answer ]; then cat answer; exit "$(cat status)"; fi
echo '{"type":"change_summary","changes":{"add":1,"change":0,"remove":0}}'
[ "$1" = plan ] && exit 2
exit 0
`;

const run = (...args: readonly string[]) => runWith({}, ...args);
const runWith = (env: NodeJS.ProcessEnv, ...args: readonly string[]) =>
  runHere(() => runTrailkeeper(["deploy", "--out", "out", ...args]), {
    cwd: folder,
    env: { PATH: `${join(folder, "bin")}:${process.env["PATH"]}`, ...env },
  });
const inRoot = (root: string, file: string) => join(folder, "out/stacks", root, file);

/** Sets the output of Terraform in a root, and its exit code. */
function answer(root: string, status: number, text: string): void {
  writeFileSync(inRoot(root, "answer"), text);
  writeFileSync(inRoot(root, "status"), String(status));
}
const error = (summary: string) =>
  JSON.stringify({ type: "diagnostic", diagnostic: { severity: "error", summary, detail: "" } });

/** The error of Terraform 1.11 if the key of the log archive does not exist. */
const noKey = (summary = "reading KMS Key (alias/archive): couldn't find resource") =>
  JSON.stringify({
    type: "diagnostic",
    diagnostic: { severity: "error", summary, address: "data.aws_kms_key.ArchiveKey-apply-log-archive-first" },
  });

/** Returns the recorded calls of Terraform, without init, and clears the record. */
function calls(): string[] {
  const path = join(folder, "calls");
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, "utf8").trim().split("\n");
  rmSync(path);
  return lines.filter((line) => !line.includes(" init "));
}

test("deploy applies every root after the roots on which it depends", async () => {
  const { status, stdout, stderr } = await run("--yes");
  const applied = calls();

  expect(status).toBe(0);
  expect(applied[0]).toBe("log-archive apply -input=false -json -lock-timeout=5m -auto-approve");
  expect(applied.map((call) => call.split(" ")[0]).toSorted()).toEqual(readdirSync(join(folder, "out/stacks")));
  expect(stdout).toContain("4 roots: 4 applied; 4 with changes");
  expect(stderr).toContain("4 of 4: ");
  expect(existsSync(join(folder, "out/deploy.journal"))).toBe(false);
});

test("deploy applies nothing without --yes", async () => {
  const { status, stderr } = await run();

  expect(status).toBe(2);
  expect(stderr).toContain("error: deploy changes AWS accounts; review the changes with --plan");
  expect(calls()).toEqual([]);
});

test("deploy continues after a failure, and deletes its journal at the end", async () => {
  answer("management", 1, error("creating trail: AccessDenied"));
  const first = await run("--yes", "--canary", "management");
  const firstCalls = calls().map((call) => call.split(" ")[0]);
  rmSync(inRoot("management", "answer"));
  const second = await run("--yes", "--canary", "management");

  expect([first.status, firstCalls]).toEqual([1, ["log-archive", "management"]]);
  expect(first.stdout).toContain(
    "4 roots: 1 applied, 1 failed, 2 not started; 1 with changes\nmanagement: creating trail",
  );
  expect([
    second.status,
    calls()
      .map((call) => call.split(" ")[0])
      .toSorted(),
  ]).toEqual([0, ["management", "member-a", "member-b"]]);
  await run("--yes");
  expect(calls()).toHaveLength(4);
});

test("deploy --restart also applies the roots that an interrupted deployment applied", async () => {
  answer("member-b", 1, error("AccessDenied"));
  await run("--yes", "--parallel", "1");
  calls();
  await run("--yes", "--restart", "--parallel", "1");

  expect(calls()).toHaveLength(4);
});

test("deploy of a chosen root that is already applied keeps the journal of the others", async () => {
  answer("member-b", 1, error("AccessDenied"));
  await run("--yes", "--parallel", "1");
  await run("member-a", "--yes");
  calls();
  await run("--yes", "--parallel", "1");

  expect(calls().map((call) => call.split(" ")[0])).toEqual(["member-b"]);
});

test("deploy of a chosen root applies it again in the next deployment", async () => {
  await run("member-a", "--yes");
  await run("member-a", "--yes");
  await run("--yes");

  expect(calls().filter((call) => call.startsWith("member-a apply"))).toHaveLength(3);
  expect(existsSync(join(folder, "out/deploy.journal"))).toBe(false);
});

test("deploy --saved applies a saved plan that is newer than the journal", async () => {
  answer("member-b", 1, error("AccessDenied"));
  await run("--yes", "--parallel", "1");
  await run("member-a", "--plan");
  calls();
  const { status, stdout } = await run("member-a", "--saved", "--yes", "--json");

  expect([status, JSON.parse(stdout)[0].result]).toEqual([0, "applied"]);
  expect(calls()).toEqual(["member-a apply -input=false -json -lock-timeout=5m trailkeeper.tfplan"]);
});

test("deploy --plan changes nothing, saves the plans, and ends with exit code 3 if there are changes", async () => {
  const { status, stdout } = await run("--plan");

  expect([status, stdout.includes("4 roots: 4 planned; 4 with changes")]).toEqual([3, true]);
  expect(
    calls().every((call) =>
      call.endsWith("plan -input=false -json -lock-timeout=5m -detailed-exitcode -out=trailkeeper.tfplan"),
    ),
  ).toBe(true);
  for (const root of readdirSync(join(folder, "out/stacks")))
    answer(root, 0, '{"type":"change_summary","changes":{"add":0,"change":0,"remove":0}}');
  expect((await run("--plan")).status).toBe(0);
});

test("deploy --saved applies exactly the saved plans, once", async () => {
  await run("--plan");
  calls();
  const { status } = await run("--saved", "--yes");

  expect(status).toBe(0);
  expect(calls().every((call) => call.endsWith(" apply -input=false -json -lock-timeout=5m trailkeeper.tfplan"))).toBe(
    true,
  );
  expect(existsSync(inRoot("member-a", "trailkeeper.tfplan"))).toBe(false);
});

test("all roots use the lock file of the first root, and share one provider cache", async () => {
  await run("--yes");

  for (const root of readdirSync(join(folder, "out/stacks")))
    expect(readFileSync(inRoot(root, ".terraform.lock.hcl"), "utf8")).toBe("locked by log-archive\n");
  expect(existsSync(join(folder, "out/terraform-plugins"))).toBe(true);
});

test("a file that only its owner can read contains the complete output of Terraform", async () => {
  answer("member-a", 1, `${error("AccessDenied")}\nand more`);
  const { stdout } = await run("member-a", "--yes");
  const log = join(folder, "out/deploy-logs/member-a.log");

  expect(readFileSync(log, "utf8")).toContain("and more");
  expect(statSync(log).mode & 0o777).toBe(0o600);
  expect(stdout).not.toContain("and more");
});

test("deploy --json prints an entry for each root", async () => {
  const { stdout } = await run("--plan", "--json");

  expect(JSON.parse(stdout)).toHaveLength(4);
  expect(JSON.parse(stdout)[0]).toEqual({
    root: "log-archive",
    result: "planned",
    changes: { add: 1, change: 0, remove: 0 },
    errors: [],
    seconds: expect.any(Number),
  });
});

test.each([
  [["member-z", "--yes"], 1, "unknown root member-z"],
  [["--parallel", "0", "--yes"], 2, "expected a number from 1 to 999"],
  [["--plan", "--saved"], 2, "cannot be used with option"],
  [["--yes", "--program", "rm"], 2, "Allowed choices are terraform, tofu"],
  [["--yes", "--out", "missing"], 1, "missing has no manifest.json; run trailkeeper synth first"],
])("deploy refuses %j", async (args, code, message) => {
  const { status, stderr } = await run(...args);

  expect([status, stderr]).toEqual([code, expect.stringContaining(message)]);
  expect(calls()).toEqual([]);
});

test.each([
  ["as the role of the environment variable", { TF_VAR_role: "plan" }, "plan"],
  ["as the deploying role without the variable", {}, "deploy"],
])("deploy plans %s, and always applies as the deploying role", async (_, env, planning) => {
  const roles = () => readFileSync(join(folder, "roles"), "utf8").split("\n");
  await runWith(env, "--plan", "member-a");
  await runWith(env, "--saved", "--yes", "member-a");
  await runWith(env, "--restart", "--yes", "member-a");

  expect(roles().filter((line) => line.startsWith("plan "))).toEqual([`plan ${planning}`]);
  expect(roles().filter((line) => line.startsWith("apply "))).toEqual(["apply deploy", "apply deploy"]);
});

test("deploy --plan reports a root that cannot be planned yet, plans the others, and ends with exit code 4", async () => {
  answer("member-a", 1, noKey());
  const { status, stdout } = await run("--plan");

  expect(status).toBe(4);
  expect(stdout).toContain("4 roots: 3 planned, 1 cannot be planned yet; 3 with changes");
  expect(stdout).toContain("member-a: apply log-archive first: reading KMS Key");
});

test.each([
  ["another error in the lookup of the key", ["--plan"], [noKey("reading KMS Key: AccessDeniedException")]],
  ["an additional error", ["--plan"], [noKey(), error("AccessDenied")]],
  ["the same error in an apply", ["--yes"], [noKey()]],
])("%s is a failure of the deployment", async (_, args, lines) => {
  answer("member-a", 1, lines.join("\n"));
  const { status, stdout } = await run(...args);

  expect([status, stdout.includes("1 failed")]).toEqual([1, true]);
});
