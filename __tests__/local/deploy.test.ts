import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { devNull, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { TerraformRoots } from "../../cli/deploy/terraform-roots";
import { run as runProgram } from "../../shared/child-process";
import { killGroup } from "../../shared/program-tree";
import { bundledProgram } from "./support/bundled-program";

// Roots with Terraform's own resource type. They need no provider and no AWS, but have real states, locks and plans
const names = ["archive", ...Array.from({ length: 12 }, (_, i) => `member-${i}`)];

const terraformSettings = { TF_CLI_CONFIG_FILE: devNull, CHECKPOINT_DISABLE: "1" };

let program: readonly string[];
beforeAll(async () => {
  program = await bundledProgram();
});

let folder: string;
let children: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "trailkeeper-"));
  for (const name of names) {
    mkdirSync(join(folder, "stacks", name), { recursive: true });
    // The creation of each takes a second, so that some roots run when the deployment is killed. The command fails in a second run,
    // like the creation of an existing resource
    const work = { input: name, provisioner: [{ "local-exec": { command: "echo working; sleep 1; mkdir made" } }] };
    const root = { resource: { terraform_data: { work } } };
    writeFileSync(join(folder, "stacks", name, "cdk.tf.json"), JSON.stringify(root));
  }
  const stack = (name: string) => ({
    workingDirectory: `stacks/${name}`,
    dependencies: name === "archive" ? [] : ["archive"],
  });
  const stacks = Object.fromEntries(names.map((name) => [name, stack(name)]));
  writeFileSync(join(folder, "manifest.json"), JSON.stringify({ stacks }));
});
afterEach(() => {
  for (const { pid } of children) if (pid !== undefined) killGroup(pid, "SIGKILL");
  children = [];
  rmSync(folder, { recursive: true });
});

/** Starts `trailkeeper deploy` as the leader of a process group. */
function start(...args: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, [...program, "deploy", "--out", folder, "--json", ...args], {
    detached: true,
    stdio: ["ignore", "pipe", "ignore"],
    env: { ...process.env, ...terraformSettings },
  });
  children.push(child);
  return child;
}

interface Outcome {
  readonly root: string;
  readonly result: string;
  readonly errors: readonly string[];
}

/** Runs `trailkeeper deploy` to its end. */
async function run(...args: readonly string[]): Promise<{ status: number; outcomes: Outcome[] }> {
  const child = start(...args);
  let text = "";
  child.stdout?.on("data", (data) => (text += data));
  const [status] = await once(child, "close");
  return { status, outcomes: JSON.parse(text) };
}

const applied = () => {
  const journal = join(folder, "deploy.journal");
  return existsSync(journal) ? readFileSync(journal, "utf8").trim().split("\n").length : 0;
};

/** Waits until this number of roots is applied. */
async function whenApplied(count: number, child: ChildProcess): Promise<void> {
  while (applied() < count) {
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode} after ${applied()} roots`);
    await wait(20);
  }
}

/**
 * Starts `trailkeeper deploy`, and kills it when this number of roots is applied. Its Terraform processes are killed too, or end by
 * themselves.
 */
async function killAfter(count: number): Promise<void> {
  const child = start("--yes", "--parallel", "2");
  await whenApplied(count, child);
  if (child.pid !== undefined) killGroup(child.pid, "SIGKILL");
  await once(child, "close");
}

test("a deployment that is killed twice continues each time, and then no root is left to apply", async () => {
  await killAfter(3);
  await killAfter(8);
  // A Terraform process that survives the kill completes its apply, and the next deployment waits for its lock
  const before = applied();
  const { status, outcomes } = await run("--yes", "--parallel", "2");

  expect(outcomes.filter(({ errors }) => errors.length > 0)).toEqual([]);
  expect(status).toBe(0);
  expect(before).toBeGreaterThanOrEqual(8);
  expect(outcomes.filter(({ result }) => result === "applied before")).toHaveLength(before);
  expect(applied()).toBe(0);
  expect((await run("--plan")).status).toBe(0);
});

test("Terraform completes the current creations after Ctrl-C, and the next deployment continues", async () => {
  const child = start("--yes", "--parallel", "2");
  const ended = once(child, "close");
  await whenApplied(2, child);
  child.kill("SIGINT");
  const [status] = await ended;
  const again = await run("--yes");

  expect(status).toBe(1);
  expect(again.outcomes.filter(({ errors }) => errors.length > 0)).toEqual([]);
  expect(again.outcomes.filter(({ result }) => result === "applied before").length).toBeGreaterThanOrEqual(2);
  expect((await run("--plan")).status).toBe(0);
});

test("a root whose saved plan is older than its state is refused", async () => {
  expect((await run("archive", "--plan")).status).toBe(3);
  const plan = readFileSync(join(folder, "stacks/archive/trailkeeper.tfplan"));
  expect((await run("archive", "--saved", "--yes")).status).toBe(0);
  writeFileSync(join(folder, "stacks/archive/trailkeeper.tfplan"), plan);
  const { status, outcomes } = await run("archive", "--saved", "--yes", "--restart");

  expect([status, outcomes[0]?.result]).toEqual([1, "failed"]);
  expect(outcomes[0]?.errors.join()).toContain("Saved plan is stale");
});

describe("a local state", () => {
  const root = () => ({ name: "archive", folder: join(folder, "stacks/archive"), dependencies: [] });
  const roots = (action: "plan" | "apply") => new TerraformRoots({ output: folder, program: "terraform", action });
  const isLocked = () => existsSync(join(root().folder, ".terraform.tfstate.lock.info"));
  beforeEach(() => {
    jest.replaceProperty(process, "env", { ...process.env, ...terraformSettings });
  });

  test("a local state is read only when Terraform of a killed deployment has written it", async () => {
    expect(await roots("plan").readState(root(), { waits: false })).toBe("");
    const applying = runProgram("terraform", ["apply", "-auto-approve"], { cwd: root().folder });
    while (!isLocked()) await wait(20);

    expect(JSON.parse(await roots("plan").readState(root(), { waits: false })).resources).toHaveLength(1);
    expect((await applying).status).toBe(0);
  });

  test("a local state is complete after an apply that waited for a run that wrote nothing", async () => {
    expect(await roots("plan").readState(root(), { waits: false })).toBe("");
    const asking = spawn("terraform", ["apply"], { cwd: root().folder, detached: true });
    children.push(asking);
    const ended = once(asking, "close");
    while (!isLocked()) await wait(20);
    const applying = roots("apply").attempt(root());
    await wait(1_000);
    asking.stdin.end("no\n");
    await ended;

    expect(await applying).toMatchObject({ isDone: true, changes: { add: 1 } });
    expect(JSON.parse(await roots("plan").readState(root(), { waits: false })).resources).toHaveLength(1);
  });
});
