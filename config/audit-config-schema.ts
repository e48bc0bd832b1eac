import { resolveDefaults } from "./audit-config";
import { checkCombinations } from "./rules/combinations";
import { declaredSchema } from "./schema/declared";

/** Everything an organization decides. Unknown keys are errors, so a typo cannot silently switch a control off. */
export const auditConfigSchema = declaredSchema
  // Runs on whatever could be read, so that one wrong field does not hide another problem.
  .superRefine((config, context) => checkCombinations(config, context), { when: () => true })
  .transform(resolveDefaults);
