import type { Rule } from "./rule";
import { archiveRules } from "./rules/archive";
import { athenaRules } from "./rules/athena";
import { keyRules } from "./rules/keys";
import { logGroupRules } from "./rules/log-groups";
import { logSourceRules } from "./rules/log-sources";
import { monitoringRules } from "./rules/monitoring";
import { policyRules } from "./rules/policies";
import { replicationRules } from "./rules/replication";
import { terraformRules } from "./rules/terraform";
import { trailRules } from "./rules/trail";

/** All rules by subject. Each subject has a file in `rules/`. */
export const rulesBySubject: Readonly<Record<string, readonly Rule[]>> = {
  Trails: trailRules,
  Archives: archiveRules,
  Replication: replicationRules,
  Keys: keyRules,
  "Policies and roles": policyRules,
  "Log groups": logGroupRules,
  "Alarms and messages": monitoringRules,
  "Log sources": logSourceRules,
  Queries: athenaRules,
  Terraform: terraformRules,
};

/** Every rule. */
export const rules: readonly Rule[] = Object.values(rulesBySubject).flat();
