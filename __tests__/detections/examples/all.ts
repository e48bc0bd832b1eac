import { cisExamples } from "./cis";
import type { Examples } from "./example";

/** Examples of every detection, by its id. */
export const examples: Readonly<Record<string, Examples>> = { ...cisExamples };
