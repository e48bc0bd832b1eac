import type { QueryEngine } from "./query-engine";

/**
 * Cancels the queries of an engine after Ctrl-C, so that they read and cost no more, and then ends the program with code 130.
 *
 * @returns a function that ends the watch
 */
export function stopOnInterrupt(engine: Pick<QueryEngine, "stop">): () => void {
  const stop = () => void engine.stop().finally(() => process.exit(130));
  process.once("SIGINT", stop);
  return () => void process.off("SIGINT", stop);
}
