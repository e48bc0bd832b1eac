import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, lstatSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Emulator, installEmulator } from "../../local-aws/emulator/emulator";
import { createOrganization } from "../../local-aws/organization";
import { findTools } from "../../local-aws/requirements";
import { awsEnvironment, LocalDeployment } from "../../local-aws/terraform/deployment";
import { installProvider } from "../../local-aws/terraform/install-provider";
import { terraform, terraformEnvironment } from "../../local-aws/terraform/terraform";
import { bundleProgram } from "../package/bundle";
import { checkResult } from "../../shared/child-process";
import { killGroup } from "../../shared/program-tree";
import { type BenchRow, verdict } from "./bench-row";

const region = "eu-west-1";

/** Promise of the project: the time of `trailkeeper deploy` divided by the time of a plain loop over the same number of roots. */
const bound = 1;

/** Settings with the default log sources only. The bench measures only the roots of members, and not the root of the archive. */
const settings = { logSources: {} };

interface Measurement {
  readonly seconds: number;

  /** Peak memory of all programs together. */
  readonly bytes: number;
}

/**
 * Deploys the roots of members to the local AWS: one half with a plain loop over `terraform init` and `terraform apply`, and the
 * other half with `trailkeeper deploy`, which is killed twice and run again.
 */
export async function benchDeploy({ members = 40 }: { readonly members: number | undefined }): Promise<BenchRow> {
  const folder = mkdtempSync(join(tmpdir(), "trailkeeper-bench-"));
  const emulator = new Emulator(folder);
  try {
    const { python } = findTools(["python", "terraform"]);
    await installProvider();
    const address = await emulator.start(await installEmulator(python));
    const names = Array.from({ length: members }, (_, i) => `team-${i}`);
    const deployment = new LocalDeployment(folder, address, await createOrganization(address, region, names));
    await deployment.synthesize(settings);
    await bundleProgram(join(folder, "program"));
    const env = {
      ...terraformEnvironment(),
      ...awsEnvironment(address, deployment.organization.administrator),
      // Terraform of a killed deployment keeps its state lock until it ends by itself
      TF_CLI_ARGS_apply: "-lock-timeout=120s",
    };
    const roots = names.map((name) => `member-${name}`);
    const half = Math.ceil(roots.length / 2);

    // The roots of members read the archive key by its alias
    await plainLoop(deployment, ["log-archive"], env);
    const loop = await measureMemory(() => plainLoop(deployment, roots.slice(0, half), env));
    const ours = await measureMemory(() => killedTwice(folder, roots.slice(half), env));
    return report(members, loop, ours, bytesBelow(join(folder, "cdktf.out")));
  } finally {
    await emulator.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function plainLoop(deployment: LocalDeployment, roots: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  for (const root of roots) {
    for (const args of [["init"], ["apply", "-auto-approve"]]) {
      const result = await terraform(deployment.stackFolder(root), [...args, "-input=false", "-no-color"], { env });
      checkResult(`terraform ${args[0]} of ${root}`, result);
    }
  }
}

/** Deploys roots, and kills all programs after a third and after two thirds of them. */
async function killedTwice(folder: string, roots: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const output = join(folder, "cdktf.out");
  const program = join(folder, "program/cli/trailkeeper.mjs");
  const journal = join(output, "deploy.journal");
  const applied = () => (existsSync(journal) ? readFileSync(journal, "utf8").trim().split("\n").length : 0);
  const start = (): ChildProcess =>
    spawn(process.execPath, [program, "deploy", ...roots, "--out", output, "--yes"], {
      detached: true,
      stdio: ["ignore", "ignore", "inherit"],
      env,
    });
  for (const part of [1 / 3, 2 / 3]) {
    const child = start();
    while (child.exitCode === null && applied() < roots.length * part) await wait(100);
    if (child.pid !== undefined && child.exitCode === null) killGroup(child.pid, "SIGKILL");
  }
  const [status] = await once(start(), "close");
  if (status !== 0) throw new Error(`trailkeeper deploy ended with exit code ${status}`);
}

/** Runs work, and reads every half second how much memory Terraform and its providers use. */
async function measureMemory(work: () => Promise<void>): Promise<Measurement> {
  let bytes = 0;
  const timer = setInterval(() => (bytes = Math.max(bytes, memoryOfTerraform())), 500);
  const began = performance.now();
  try {
    await work();
    return { seconds: (performance.now() - began) / 1_000, bytes };
  } finally {
    clearInterval(timer);
  }
}

function memoryOfTerraform(): number {
  const lines = execFileSync("ps", ["-A", "-o", "rss=,comm="], { encoding: "utf8" }).trim().split("\n");
  const kibibytes = lines.map((line) => line.trim().split(/\s+/)).filter(([, name]) => name?.startsWith("terraform"));
  return kibibytes.reduce((sum, [size]) => sum + Number(size) * 1024, 0);
}

/** Size of the files below a folder. The targets of links are not counted. */
function bytesBelow(folder: string): number {
  return readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    const path = join(folder, entry.name);
    return sum + (entry.isDirectory() ? bytesBelow(path) : lstatSync(path).size);
  }, 0);
}

function report(members: number, loop: Measurement, ours: Measurement, disk: number): BenchRow {
  const ratio = ours.seconds / loop.seconds;
  const within = ratio <= bound;
  const line = (name: string, { seconds, bytes }: Measurement) =>
    `${name.padEnd(36)}${`${seconds.toFixed(0)} s`.padStart(8)}${`${(bytes / 1e9).toFixed(1)} GB`.padStart(10)}`;
  return {
    measured: { members, loop, ours, ratio, disk, bound, within },
    text: [
      `${`deployment of ${members} members`.padEnd(36)} wall time   memory`,
      line("one half in a loop", loop),
      line("the other half, killed twice", ours),
      `${ratio.toFixed(2)} times as long; ${(disk / 1e6).toFixed(0)} MB on disk`,
      verdict(within, "not longer than the loop"),
    ],
    within,
  };
}
