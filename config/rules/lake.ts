import type { DeclaredConfig } from "../schema/declared";
import type { Problem, Rule } from "./rule";

/** Rejects settings that CloudTrail Lake does not accept. */
export const lakeRules: readonly Rule[] = [{ reads: ["trail.lake"], problems: lakeProblems }];

/** Most days that a store with fixed pricing keeps events. */
const fixedRetentionDays = 2557;

function lakeProblems({ trail }: DeclaredConfig): Problem[] {
  const { enabled, existingCustomer, billingMode, retentionDays } = trail.lake;
  const problems: Problem[] = [];
  if (enabled && !existingCustomer) {
    problems.push({
      path: ["trail", "lake", "existingCustomer"],
      message:
        "CloudTrail Lake accepts no new customers since 2026-05-31; set it to true if this organization already used it, or else set trail.lake.enabled to false",
    });
  }
  if (billingMode === "FIXED_RETENTION_PRICING" && retentionDays > fixedRetentionDays) {
    problems.push({
      path: ["trail", "lake", "retentionDays"],
      message: `${billingMode} keeps events for at most ${fixedRetentionDays} days; use fewer, or billingMode: EXTENDABLE_RETENTION_PRICING`,
    });
  }
  return problems;
}
