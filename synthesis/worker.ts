import { App } from "cdktf";
import type { AuditConfig } from "../config/audit-config";
import { writeStacks } from "./write-stacks";

/** What a process of its own is told: which stacks of an organization it writes. */
export interface WorkerTask {
  readonly config: AuditConfig;
  readonly outdir: string;
  readonly stackNames: readonly string[];
}

/** What it says after each stack, and at its end. */
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
      // Whoever started this was killed, and may be started again: two would write the same files
      if (process.ppid !== parent) process.exit(1);
      say("written");
    },
  );
  say({ stacks: app.manifest.stacks }, () => process.disconnect());
});
