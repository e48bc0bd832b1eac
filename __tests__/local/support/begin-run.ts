import { setup, teardown } from "./run-folders";

/** Begins a run of local tests. If the run is interrupted, it is ended, too. */
export default async function beginRun(): Promise<void> {
  const endOn = (signal: "SIGINT" | "SIGTERM", status: number) =>
    process.once(signal, () => void teardown().finally(() => process.exit(status)));
  endOn("SIGINT", 130);
  endOn("SIGTERM", 143);
  await setup();
}
