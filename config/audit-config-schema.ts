import { resolveDefaults } from "./audit-config";
import { checkCombinations } from "./rules/combinations";
import { declaredSchema } from "./schema/declared";

/** Every setting of an organization. Unknown keys are errors, so that a typo cannot silently disable a control. */
export const auditConfigSchema = declaredSchema
  // Runs on the values that are valid, so that one wrong field does not hide another problem
  .superRefine((config, context) => checkCombinations(config, context), { when: () => true })
  .transform(resolveDefaults);
