import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { localFolder } from "../../../local-aws/folders";
import { LocalSession } from "../../../local-aws/session";

/** Folders of the runs of local tests. The name of each contains the process id of its run. Runs may overlap. */
const runsFolder = join(localFolder, "test-runs");

/** The environment variable with the name of the run, for the processes of its tests. */
const variable = "TRAILKEEPER_LOCAL_TEST_RUN";

/** The folder of all files that the tests of this run write below `.local`. */
export const runFolder = (): string => join(runsFolder, process.env[variable] ?? String(process.pid));

/** Whether this process is part of a run that another process began and will end. */
const isPart = process.env[variable] !== undefined;

/** Begins a run: removes the files of killed runs, and of an earlier run with the same process id. */
export async function setup(): Promise<void> {
  if (isPart) return;
  process.env[variable] = String(process.pid);
  for (const run of entries(runsFolder).filter((name) => name === String(process.pid) || !isRunning(Number(name)))) {
    await remove(join(runsFolder, run));
  }
}

/** Ends a run, whether its tests failed or not: stops its processes and removes its files. */
export async function teardown(): Promise<void> {
  if (!isPart) await remove(runFolder());
}

async function remove(folder: string): Promise<void> {
  for (const session of entries(folder)) await new LocalSession(join(folder, session)).stop();
  rmSync(folder, { recursive: true, force: true });
}

function entries(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another user
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
