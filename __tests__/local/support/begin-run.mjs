import { createRequire } from "node:module";
import { register } from "tsx/cjs/api";

register();
const { setup, teardown } = createRequire(import.meta.url)("./run-folders");

/** Begins a run of local tests. An interrupted run is ended, too. */
export default async function beginRun() {
  for (const [signal, status] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ]) {
    process.once(signal, () => teardown().finally(() => process.exit(status)));
  }
  await setup();
}
