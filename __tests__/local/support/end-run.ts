import { teardown } from "./run-folders";

/** Ends a run of local tests, whether its tests failed or not. */
export default async function endRun(): Promise<void> {
  await teardown();
}
