import { deepStrictEqual } from "node:assert";

const environment = { ...process.env };

/** What a test file must not change, because the files after it run in the same process. */
export const processState = () => ({
  folder: process.cwd(),
  // Names only, because the values may be secret
  changedVariables: Object.keys({ ...environment, ...process.env }).filter(
    (name) => environment[name] !== process.env[name],
  ),
  exitCode: process.exitCode,
  isTerminal: [process.stdout.isTTY, process.stderr.isTTY],
  listeners: Object.fromEntries(process.eventNames().map((name) => [name, process.listenerCount(name)])),
});

/** Returns the error of a test file that changed the process. */
export function traceProblems(before: ReturnType<typeof processState>): Error[] {
  try {
    deepStrictEqual(processState(), before);
    return [];
  } catch (error) {
    return [error as Error];
  }
}
