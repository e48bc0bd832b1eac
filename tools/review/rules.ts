import type { Rule } from "./rule";
import { archiveRules } from "./rules/archive";
import { policyRules } from "./rules/policies";
import { trailRules } from "./rules/trail";

/** Every rule, by subject: one file each in `rules/`. */
export const rules: readonly Rule[] = [...trailRules, ...archiveRules, ...policyRules];
