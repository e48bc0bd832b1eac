import type { DeclaredConfig } from "../schema/declared";
import { unknownAccount } from "./account-and-region";
import { type Problem, type Rule, entriesOf, repeatedValues } from "./rule";

/** Rejects guardrails that AWS Organizations could not attach, or that would limit no one. */
export const guardrailRules: readonly Rule[] = [
  { reads: ["guardrails", "accounts"], problems: targetProblems },
  { reads: ["guardrails", "access"], problems: roleProblems },
];

const path = ["guardrails", "targets"];

function targetProblems(config: DeclaredConfig): Problem[] {
  const { mode, targets } = config.guardrails;
  if (mode === "enforce" && targets.length === 0) {
    return [{ path, message: "guardrails.mode is enforce, but targets is empty; add the root, a unit or an account" }];
  }
  return [
    ...repeatedValues(entriesOf(path, targets)),
    ...targets.flatMap((target, i) => {
      if (!/^\d/.test(target)) return [];
      const at = [...path, i];
      return target === config.accounts.management
        ? [{ path: at, message: "no policy of the organization limits the management account; remove it" }]
        : unknownAccount(config, at, target);
    }),
  ];
}

function roleProblems({ access, guardrails }: DeclaredConfig): Problem[] {
  if (guardrails.breakGlassRoleName !== access.roleName) return [];
  return [
    {
      path: ["guardrails", "breakGlassRoleName"],
      message: "duplicate of access.roleName; use another role, or remove it",
    },
  ];
}
