import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
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
import { setTimeout as wait } from "node:timers/promises";
import { organizationYaml } from "../../../tools/bench/organization";
import { processesFor } from "../../../synthesis/parallel-synthesis";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "trailkeeper-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Begins to write a configuration, in a process that starts so many others. */
function begin(outdir: string, processes: number, config = "config/examples/everything.yaml"): ChildProcess {
  const program = ["--import", "tsx", "__tests__/support/write-organization.ts"];
  return spawn(process.execPath, [...program, config, join(folder, outdir), String(processes)]);
}

/** How a process ends. */
async function ending(child: ChildProcess) {
  const said = { stdout: "", stderr: "" };
  child.stdout?.on("data", (text) => (said.stdout += text));
  child.stderr?.on("data", (text) => (said.stderr += text));
  const [status] = await once(child, "close");
  return { status, ...said };
}

const write = (outdir: string, processes: number) => ending(begin(outdir, processes));

/** Text of each file of an output, by its path. */
function filesOf(outdir: string): Record<string, string> {
  const paths = readdirSync(join(folder, outdir), { recursive: true, encoding: "utf8" }).toSorted();
  const files = paths.filter((path) => statSync(join(folder, outdir, path)).isFile());
  return Object.fromEntries(files.map((path) => [path, readFileSync(join(folder, outdir, path), "utf8")]));
}

/** Members enough for processes that write for a while, as a configuration. */
function largeOrganization(): string {
  const config = join(folder, "audit.yaml");
  writeFileSync(config, organizationYaml(120, "all"));
  return config;
}

const rootCount = () => {
  const stacks = join(folder, "out/stacks");
  return existsSync(stacks) ? readdirSync(stacks).length : 0;
};

/** Begins to write a large organization with two processes, and waits until some of it is there. */
async function beginLarge(): Promise<ChildProcess> {
  const child = begin("out", 2, largeOrganization());
  while (rootCount() < 4) await wait(50);
  return child;
}

test("several processes write the same bytes as one, and report each stack", async () => {
  const one = await write("one", 1);
  const three = await write("three", 3);

  expect([one.status, three.status]).toEqual([0, 0]);
  const files = filesOf("three");
  expect(Object.keys(files)).toHaveLength(8);
  expect(files).toEqual(filesOf("one"));
  expect(three.stdout).toBe("written\n".repeat(7));
  expect(three.stdout).toBe(one.stdout);
});

test("an error of the operating system in a process is that of the whole; the others finish, and there is no manifest", async () => {
  mkdirSync(join(folder, "out/stacks"), { recursive: true });
  writeFileSync(join(folder, "out/stacks/management"), "in the way");
  const { status, stderr } = await write("out", 2);

  expect(status).not.toBe(0);
  expect(stderr).toMatch(/ENOTDIR: not a directory, open '.*out\/stacks\/management\/cdk\.tf\.json'/);
  expect(stderr).toContain("code: 'ENOTDIR'");
  expect(readdirSync(join(folder, "out"))).toEqual(["stacks"]);
  for (const [path, text] of Object.entries(filesOf("out/stacks"))) {
    if (path !== "management") expect(JSON.parse(text)).toHaveProperty("terraform");
  }
});

test("a killed process is reported with its signal and a fix", async () => {
  const child = await beginLarge();
  const ended = ending(child);
  const [share] = execFileSync("pgrep", ["-P", String(child.pid)], { encoding: "utf8" }).split("\n");
  process.kill(Number(share), "SIGKILL");
  const { status, stderr } = await ended;

  expect(status).not.toBe(0);
  expect(stderr).toMatch(
    /a process that writes 6[12] roots was stopped by SIGKILL; if the machine ran out of memory, free some memory and synthesize again/,
  );
});

test("when the parent is killed, they stop after their current stack", async () => {
  const child = await beginLarge();
  child.kill("SIGKILL");
  await once(child, "exit");

  for (let before = 0; before < rootCount(); await wait(3_000)) before = rootCount();
  expect(rootCount()).toBeLessThan(120);
});

test.each([
  [1, 8, 1],
  [200, 8, 1],
  [201, 8, 2],
  [400, 8, 2],
  [401, 8, 3],
  [801, 8, 4],
  [5000, 8, 4],
  [5000, 2, 2],
  [5000, 1, 1],
])("%d stacks on %d cores are written by %d processes", (stacks, cores, processes) => {
  expect(processesFor(stacks, cores)).toBe(processes);
});
