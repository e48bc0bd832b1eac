import type { QueryEngine } from "./query-engine";

/**
 * Cancels the queries of an engine after Ctrl-C, so that they cost no more. The program then ends with exit code 130.
 *
 * @returns a function that stops handling Ctrl-C
 */
export function stopOnInterrupt(engine: Pick<QueryEngine, "stop">): () => void {
  const stop = () => void engine.stop().finally(() => process.exit(130));
  process.once("SIGINT", stop);
  return () => void process.off("SIGINT", stop);
}
