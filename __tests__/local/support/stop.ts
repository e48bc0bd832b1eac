import { rmSync } from "node:fs";
import { bareSession, plainSession, sharedSession } from "./local-aws";

/** Before the first test and after the last, whether they failed or not: nothing runs, and nothing is left. */
async function stop(): Promise<void> {
  for (const session of [sharedSession, plainSession, bareSession]) {
    await session.stop();
    rmSync(session.folder, { recursive: true, force: true });
  }
}

export { stop as setup, stop as teardown };
