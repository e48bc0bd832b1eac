import { readPlanText } from "../../../tools/review/reading/plan-file";
import { review } from "../../../tools/review/review";
import { emulatorDifferences } from "./emulator-differences";

/** What the review finds in a plan of a stack. */
export const findingsIn = (json: string, stack: string) => review([readPlanText(`${stack}.json`, json, stack)]);

/**
 * What the review finds, as text. Leaves out types of which the emulator does not return what was written, because every plan
 * changes these.
 */
export const summaryOf = (json: string, stack: string) =>
  findingsIn(json, stack)
    .filter(({ address }) => !emulatorDifferences.some(({ type }) => address.startsWith(`${type}.`)))
    .map(({ rule, address, details }) => [rule.id, address, details]);
