import { accessSync, constants, lstatSync, renameSync } from "node:fs";
import { dirname, join } from "node:path";
import { toError } from "../shared/thrown";
import { UserError } from "../shared/user-error";

/** A file or folder that replaces another. Without a source, the target is only removed. */
export interface Move {
  readonly from?: string;
  readonly to: string;
}

/** An error after which new and earlier files are mixed. */
export class RollbackError extends UserError {}

/**
 * Refuses targets that cannot be replaced, before any file is moved.
 *
 * @throws UserError when a file would replace a folder
 */
export function checkTargets(moves: readonly Move[]): void {
  const occupied = moves.find(({ from, to }) => from !== undefined && isFolder(to) && !isFolder(from));
  if (occupied !== undefined)
    throw new UserError(`${occupied.to} is a folder, but synth writes a file with this path; delete the folder`);
  // A folder that moves to another folder must be writable itself
  const changed = moves.flatMap(({ from, to }) => (from === undefined ? [to, dirname(to)] : [dirname(to)]));
  for (const folder of new Set(changed)) accessSync(folder, constants.W_OK | constants.X_OK);
}

const isFolder = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

/**
 * Moves all files, or none: after an error, every earlier file has its path again. Ctrl-C does not interrupt the moves.
 *
 * @param backups empty folder for the earlier files
 * @param last step after the moves, whose error also restores the earlier files
 * @throws RollbackError when an earlier file cannot be restored
 */
export function moveAll(moves: readonly Move[], backups: string, last: () => void): void {
  const undo: (() => void)[] = [];
  const move = (from: string, to: string) => {
    renameSync(from, to);
    undo.push(() => renameSync(to, from));
  };
  runUninterrupted(() => {
    try {
      for (const [i, { from, to }] of moves.entries()) {
        if (lstatSync(to, { throwIfNoEntry: false }) !== undefined) move(to, join(backups, String(i)));
        if (from !== undefined) move(from, to);
      }
      last();
    } catch (error) {
      rollBack(undo, toError(error));
      throw error;
    }
  });
}

function rollBack(undo: readonly (() => void)[], cause: Error): void {
  const problems = undo.toReversed().flatMap((step) => {
    try {
      step();
      return [];
    } catch (error) {
      return [toError(error).message];
    }
  });
  if (problems.length === 0) return;
  throw new RollbackError(
    `cannot write the output: ${cause.message}\nthe earlier output cannot be restored: ${problems[0]}\nthe output now contains new and earlier files; fix the cause, then run synth again`,
    { cause },
  );
}

/** Runs a function that Ctrl-C must not interrupt. */
function runUninterrupted(work: () => void): void {
  const wait = () => {};
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, wait);
  try {
    work();
  } finally {
    for (const signal of ["SIGINT", "SIGTERM"]) process.off(signal, wait);
  }
}
