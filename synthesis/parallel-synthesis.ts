import { fork } from "node:child_process";
import { once } from "node:events";
import { availableParallelism } from "node:os";
import { extname, join } from "node:path";
import type { App } from "cdktf";
import { terraformRoots } from "../config/derived/terraform-roots";
import type { AuditConfig } from "../config/audit-config";
import type { WorkerTask, ShareMessage } from "./worker";

type Stacks = App["manifest"]["stacks"];

/** Stacks for each additional process. With fewer, its start time of two seconds would not pay off. */
const stacksOfAProcess = 200;

/** Most processes, because each needs some hundred megabytes of memory. */
const mostProcesses = 4;

/** Number of processes with which to write this number of stacks. */
export function processesFor(stackCount: number, cores = availableParallelism(), share = stacksOfAProcess): number {
  return Math.min(mostProcesses, cores, Math.ceil(stackCount / share));
}

/**
 * Writes the Terraform of every stack to a folder with several processes in parallel, and adds all of them to the app's
 * manifest, as a single process would.
 *
 * @param written called after each stack
 * @throws Error when a process ends too early, after the other processes have ended
 */
export async function writeShares(
  app: App,
  config: AuditConfig,
  folder: string,
  processes: number,
  written: () => void,
): Promise<void> {
  const names = terraformRoots(config).map(({ stackName }) => stackName);
  const shares = Array.from({ length: processes }, (_, first) => names.filter((__, i) => i % processes === first));
  const outcomes = await Promise.allSettled(
    shares.map((stackNames) => writeShare({ config, outdir: app.outdir, folder, stackNames }, written)),
  );

  for (const outcome of outcomes) {
    if (outcome.status === "rejected") throw outcome.reason;
    Object.assign(app.manifest.stacks, outcome.value);
  }
}

async function writeShare(share: WorkerTask, written: () => void): Promise<Stacks> {
  let stacks: Stacks | undefined;
  let systemError: Error | undefined;
  // The child inherits the loader of TypeScript, where this file is TypeScript. "advanced", because a configuration has values that JSON cannot represent
  const child = fork(join(__dirname, `worker${extname(__filename)}`), { serialization: "advanced" });
  child.once("spawn", () => child.send(share));
  child.on("message", (message: ShareMessage) => {
    if (message === "written") written();
    else if ("stacks" in message) ({ stacks } = message);
    else systemError = Object.assign(new Error(message.systemError), { code: message.code });
  });

  // The last message arrives before the channel closes, which may be after the exit
  const [[code, signal]] = await Promise.all([once(child, "exit"), once(child, "disconnect")]);
  if (code === 0 && stacks) return stacks;
  if (systemError) throw systemError;
  const how = signal
    ? `was stopped by ${signal}; if the machine ran out of memory, free some memory and synthesize again`
    : `failed with exit code ${code}; its error message is above`;
  throw new Error(`a process that writes ${share.stackNames.length} roots ${how}`);
}
