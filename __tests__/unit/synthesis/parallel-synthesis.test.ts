import { execFileSync, spawn } from "node:child_process";
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
import { App } from "cdktf";
import { loadConfig } from "../../../config/load";
import { organizationYaml } from "../../../tools/bench/organization";
import { processesFor, writeShares } from "../../../synthesis/parallel-synthesis";
import { writeStacks } from "../../../synthesis/write-stacks";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "trailkeeper-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const everything = "config/examples/everything.yaml";

/** Writes a configuration with so many other processes, or with this one. Returns how many stacks were reported. */
async function write(outdir: string, processes: number, path = everything, written = () => {}): Promise<number> {
  // Processes that are started here load TypeScript, too
  vi.spyOn(process, "execArgv", "get").mockReturnValue(["--import", "tsx"]);
  let reported = 0;
  const report = () => {
    reported++;
    written();
  };
  const app = new App({ outdir: join(folder, outdir), stackTraces: false });
  const config = loadConfig(path);
  if (processes === 1) writeStacks(app, config, app.outdir, () => true, report);
  else await writeShares(app, config, app.outdir, processes, report);
  app.manifest.writeToFile();
  return reported;
}

/** Text of each file of an output, by its path. */
function filesOf(outdir: string): Record<string, string> {
  const paths = readdirSync(join(folder, outdir), { recursive: true, encoding: "utf8" }).toSorted();
  const files = paths.filter((path) => statSync(join(folder, outdir, path)).isFile());
  return Object.fromEntries(files.map((path) => [path, readFileSync(join(folder, outdir, path), "utf8")]));
}

/** A configuration with so many members. */
function organizationOf(count: number): string {
  const config = join(folder, "audit.yaml");
  writeFileSync(config, organizationYaml(count, "all"));
  return config;
}

const rootCount = () => {
  const stacks = join(folder, "out/stacks");
  return existsSync(stacks) ? readdirSync(stacks).length : 0;
};

const childrenOf = (pid: number | undefined) =>
  execFileSync("pgrep", ["-P", String(pid)], { encoding: "utf8" })
    .trim()
    .split("\n")
    .map(Number);

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test("several processes write the same bytes as one, and report each stack", async () => {
  expect(await write("one", 1)).toBe(7);
  expect(await write("two", 2)).toBe(7);

  const files = filesOf("two");
  expect(Object.keys(files)).toHaveLength(8);
  expect(files).toEqual(filesOf("one"));
});

test("an error of the operating system in a process is that of the whole; the others finish, and there is no manifest", async () => {
  mkdirSync(join(folder, "out/stacks"), { recursive: true });
  writeFileSync(join(folder, "out/stacks/management"), "in the way");

  await expect(write("out", 2, "config/example.yaml")).rejects.toMatchObject({
    code: "ENOTDIR",
    message: expect.stringMatching(/^ENOTDIR: not a directory, open '.*out\/stacks\/management\/cdk\.tf\.json'$/),
  });

  expect(readdirSync(join(folder, "out"))).toEqual(["stacks"]);
  for (const [path, text] of Object.entries(filesOf("out/stacks"))) {
    if (path !== "management") expect(JSON.parse(text)).toHaveProperty("terraform");
  }
});

test("a killed process is reported with its signal and a fix", async () => {
  let isKilled = false;
  const killOne = () => {
    if (!isKilled) process.kill(childrenOf(process.pid)[0] ?? 0, "SIGKILL");
    isKilled = true;
  };

  await expect(write("out", 2, organizationOf(20), killOne)).rejects.toThrow(
    /^a process that writes 1[12] roots was stopped by SIGKILL; if the machine ran out of memory, free some memory and synthesize again$/,
  );
});

test("when the parent is killed, they stop after their current stack", async () => {
  const program = ["--import", "tsx", "__tests__/support/write-organization.ts"];
  const parent = spawn(process.execPath, [...program, organizationOf(120), join(folder, "out"), "2"]);
  while (rootCount() < 4) await wait(20);
  const children = childrenOf(parent.pid);
  parent.kill("SIGKILL");
  await once(parent, "exit");

  while (children.some(isAlive)) await wait(20);
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
