import { spawnSync } from "node:child_process";
import { basename } from "node:path";
import { errorCode } from "./thrown";

/** A running program. */
export interface RunningProgram {
  readonly pid: number;

  /** Process id of the parent. */
  readonly parent: number;
  readonly name: string;
}

/** The child processes of a program, and their child processes. */
export function programsBelow(pid: number, all = runningPrograms()): RunningProgram[] {
  const children = all.filter(({ parent }) => parent === pid);
  return children.concat(children.flatMap((child) => programsBelow(child.pid, all)));
}

/** All programs of this machine. Empty if the machine has no `ps`. */
export function runningPrograms(): RunningProgram[] {
  const { stdout }: { readonly stdout: string | null } = spawnSync("ps", ["-A", "-o", "pid=,ppid=,comm="], {
    encoding: "utf8",
  });
  return (stdout ?? "")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => line.trim().split(/\s+/))
    .map(([pid, parent, ...name]) => ({ pid: Number(pid), parent: Number(parent), name: basename(name.join(" ")) }));
}

/** Sends a signal to a program, unless it has ended. */
export function kill(pid: number, kind: NodeJS.Signals): void {
  try {
    process.kill(pid, kind);
  } catch (error) {
    if (errorCode(error) !== "ESRCH") throw error;
  }
}

/** Sends a signal to a group of programs, unless it has ended. */
export function killGroup(pid: number, kind: NodeJS.Signals): void {
  kill(-pid, kind);
}
