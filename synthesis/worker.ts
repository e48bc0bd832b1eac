import { App } from "cdktf";
import type { AuditConfig } from "../config/audit-config";
import { isSystemError } from "./system-error";
import { writeStacks } from "./write-stacks";

/** Task of a worker process: which stacks of an organization it writes. */
export interface WorkerTask {
  readonly config: AuditConfig;
  readonly outdir: string;

  /** Where the files are written. */
  readonly folder: string;
  readonly stackNames: readonly string[];
}

/** Messages of a worker process: one after each stack, and one at its end. */
export type ShareMessage =
  "written" | { readonly stacks: App["manifest"]["stacks"] } | { readonly systemError: string; readonly code: string };

const say = (message: ShareMessage, said = () => {}) => process.send?.(message, said);
const parent = process.ppid;

process.once("message", (task: WorkerTask) => {
  try {
    say({ stacks: writeShare(task) }, () => process.disconnect());
  } catch (error) {
    if (!isSystemError(error)) throw error;
    process.exitCode = 1;
    // Such as a full disk, which the user can mend
    say({ systemError: error.message, code: String(error.code) }, () => process.disconnect());
  }
});

function writeShare({ config, outdir, folder, stackNames }: WorkerTask): App["manifest"]["stacks"] {
  const app = new App({ outdir, stackTraces: false });
  const wanted = new Set(stackNames);
  writeStacks(
    app,
    config,
    folder,
    (name) => wanted.has(name),
    () => {
      // The parent process was killed and may be started again. Two processes would write the same files
      if (process.ppid !== parent) process.exit(1);
      say("written");
    },
  );
  return app.manifest.stacks;
}
