import { readPlanText } from "../../../terraform-types/plan/plan-file";
import { review } from "../../../cli/review/review";
import { emulatorDifferences } from "./emulator-differences";

/** Returns the findings of the review in a plan of a stack. */
export const findingsIn = (json: string, stack: string) => review([readPlanText(`${stack}.json`, json, stack)]);

/**
 * Returns the findings of the review as strings. Omits resource types whose written values the emulator does not return, because
 * every plan changes them.
 */
export const summaryOf = (json: string, stack: string) =>
  findingsIn(json, stack)
    .filter(({ address }) => !emulatorDifferences.some(({ type }) => address.startsWith(`${type}.`)))
    .map(({ rule, address, details }) => [rule.id, address, details]);
