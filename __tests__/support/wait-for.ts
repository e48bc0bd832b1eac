import { setTimeout as sleep } from "node:timers/promises";

/** Calls a check until it does not fail, for at most one second. Returns its result, or fails with its last error. */
export async function waitFor<T>(check: () => T | Promise<T>): Promise<T> {
  const end = Date.now() + 1000;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end) throw error;
    }
    await sleep(50);
  }
}
