import type { z } from "zod";

/** A question about AWS that the emulator asks. */
export interface Question {
  /**
   * Answers the question.
   *
   * @param facts what the emulator knows, as JSON
   * @throws errors when a fact is missing or invalid
   */
  readonly answer: (facts: unknown) => unknown;
}

/** A question whose facts have this schema. */
export const question = <Facts>(schema: z.ZodType<Facts>, answer: (facts: Facts) => unknown): Question => ({
  answer: (facts) => answer(schema.parse(facts)),
});
