import { createHash, randomBytes } from "node:crypto";
import { readdirSync, readlinkSync, rmSync, statSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { errorCode, toError } from "../shared/thrown";

/** Longest time that a synthesis can take. */
const longestSynthesis = 24 * 60 * 60 * 1000;

/** Name of a folder for new files, with the machine and the process that write them. */
const stagingName = /^\.new-(?<machine>[0-9a-f]{8})-(?<pid>\d+)-[0-9a-f]{12}$/;

/** A new name. Its random end differs in containers with the same host name and the same process numbers. */
export const newStagingName = (): string => `.new-${machine()}-${process.pid}-${randomBytes(6).toString("hex")}`;

export const isStagingName = (name: string): boolean => stagingName.test(name);

/**
 * Removes folders of killed syntheses. The processes of another machine or container are not known here, so its folders are removed
 * when they are older than the longest synthesis.
 */
export function removeAbandoned(output: string): void {
  for (const name of readdirSync(output)) {
    const { machine: owner, pid } = stagingName.exec(name)?.groups ?? {};
    if (owner === undefined) continue;
    const path = join(output, name);
    const isKilled = owner === machine() && !isRunning(Number(pid));
    if (isKilled || age(path) > longestSynthesis) removeStaging(path);
  }
}

/** Removes a folder for new files. It does no harm if it stays, so the result of a synthesis does not depend on it. */
export function removeStaging(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch (error) {
    console.error(`cannot delete the temporary folder ${path}: ${toError(error).message}; delete it`);
  }
}

/** Milliseconds since the last change. A folder that another synthesis just removed has no age. */
const age = (path: string): number => Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Infinity);

/** The machine and, in a container, its process numbers, as a short hash. */
const machine = (): string =>
  createHash("sha256").update(`${hostname()} ${processNumbers()}`).digest("hex").slice(0, 8);

/** Namespace of process numbers. Empty on systems other than Linux. */
function processNumbers(): string {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return "";
  }
}

/** Whether a process exists. If another process has the same number now, the folder of the killed process stays for a day. */
function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return errorCode(error) === "EPERM";
  }
}
