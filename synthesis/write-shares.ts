import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import type { App } from "cdktf";
import { rootsOf } from "../config/roots";
import type { AuditConfig } from "../config/schema";
import type { Share, ShareMessage } from "./share";

type Stacks = App["manifest"]["stacks"];

/**
 * Writes the Terraform of every stack to `app.outdir` with several processes at once, and notes all in the app's
 * manifest, as one process would.
 *
 * @param written called after each stack
 * @throws Error when a process ends before it is done; the others are ended too
 */
export async function writeShares(
  app: App,
  config: AuditConfig,
  processes: number,
  written: () => void,
): Promise<void> {
  const names = rootsOf(config).map(({ stackName }) => stackName);
  const shares = Array.from({ length: processes }, (_, first) => names.filter((__, i) => i % processes === first));
  const ending = new AbortController();
  try {
    const started = shares.map((stackNames) => {
      // The same way to read TypeScript; a configuration has values that JSON has not
      const child = fork(join(__dirname, "share.ts"), { serialization: "advanced", signal: ending.signal });
      child.send({ config, outdir: app.outdir, stackNames } satisfies Share);
      return outcome(child, written);
    });
    const stacks = Object.assign({}, ...(await Promise.all(started)));
    for (const name of names) app.manifest.stacks[name] = stacks[name];
  } catch (error) {
    ending.abort();
    throw error;
  }
}

function outcome(child: ChildProcess, written: () => void): Promise<Stacks> {
  return new Promise((resolve, reject) => {
    let stacks: Stacks | undefined;
    child.on("message", (message: ShareMessage) => {
      if (message === "written") written();
      else ({ stacks } = message);
    });
    child.on("error", reject);
    // Comes after the last message, which the end of the process may not
    child.on("disconnect", () => {
      if (stacks) resolve(stacks);
      else reject(new Error("a process of the synthesis ended before it was done; what it said is above"));
    });
  });
}
