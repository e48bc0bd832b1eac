import type { z } from "zod";

/** An operation of the service: what AWS would do. */
export interface Operation {
  /**
   * Returns what AWS would do.
   *
   * @param facts what the emulator knows, as JSON
   * @throws errors when a fact is missing or invalid
   */
  readonly answer: (facts: unknown) => unknown;
}

/** An operation whose facts have this schema. */
export const operation = <Facts>(schema: z.ZodType<Facts>, answer: (facts: Facts) => unknown): Operation => ({
  answer: (facts) => answer(schema.parse(facts)),
});
