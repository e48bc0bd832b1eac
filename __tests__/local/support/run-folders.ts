import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { localFolder } from "../../../tools/local/folders";
import { LocalSession } from "../../../tools/local/session";

/** Folders of the runs of local tests, each named after the process of its run. Runs may overlap. */
const runsFolder = join(localFolder, "test-runs");

/** Name of the run, for the processes that its tests are in. */
const variable = "TRAILKEEPER_LOCAL_TEST_RUN";

/** Folder of everything that the tests of this run write below `.local`. */
export const runFolder = (): string => join(runsFolder, process.env[variable] ?? String(process.pid));

/** Whether this process is part of a run that another process began, and ends. */
const isPart = process.env[variable] !== undefined;

/** Begins a run: removes what runs that were killed left, and an earlier one of the same process id. */
export async function setup(): Promise<void> {
  if (isPart) return;
  process.env[variable] = String(process.pid);
  for (const run of entries(runsFolder).filter((name) => name === String(process.pid) || !isRunning(Number(name)))) {
    await remove(join(runsFolder, run));
  }
}

/** Ends a run, whether its tests failed or not: nothing of it runs, and nothing of it is left. */
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
    // Of another user
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
