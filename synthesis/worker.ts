import { App } from "cdktf";
import type { AuditConfig } from "../config/audit-config";
import { writeStacks } from "./write-stacks";

/** Task of a worker process: which stacks of an organization it writes. */
export interface WorkerTask {
  readonly config: AuditConfig;
  readonly outdir: string;
  readonly stackNames: readonly string[];
}

/** Messages of a worker process: one after each stack, and one at its end. */
export type ShareMessage = "written" | { readonly stacks: App["manifest"]["stacks"] };

const say = (message: ShareMessage, said = () => {}) => process.send?.(message, said);
const parent = process.ppid;

process.once("message", ({ config, outdir, stackNames }: WorkerTask) => {
  const app = new App({ outdir, stackTraces: false });
  const wanted = new Set(stackNames);
  writeStacks(
    app,
    config,
    (name) => wanted.has(name),
    () => {
      // The parent process was killed and may be started again. Two processes would write the same files
      if (process.ppid !== parent) process.exit(1);
      say("written");
    },
  );
  say({ stacks: app.manifest.stacks }, () => process.disconnect());
});
