import { resolveDefaults } from "../../config/audit-config";
import type { DeclaredConfig } from "../../config/schema/declared";
import type { Problem, Rule } from "../../config/rules/rule";

/** Rejects a scheduled command if a setting that it needs is missing. */
export const verificationRules: readonly Rule[] = [
  { reads: ["verification"], problems: packageProblems },
  { reads: ["verification", "access"], problems: roleProblems },
  { reads: ["verification", "accounts", "archive", "regions", "recordedRegions"], problems: sizeProblems },
];

/** Maximum size of the configuration as JSON, in bytes. The input of a schedule, at most 262,144 bytes, contains it as base64. */
const mostBytes = 190_000;

function packageProblems({ verification }: DeclaredConfig): Problem[] {
  const { digests, guarantees } = verification;
  const enabled = [...(digests.enabled ? ["digests"] : []), ...(guarantees.enabled ? ["guarantees"] : [])];
  if (enabled.length === 0) return [];
  const settings = enabled.map((name) => `verification.${name} is enabled`).join(", ");
  return (["packageUri", "packageSha256"] as const)
    .filter((name) => verification[name] === undefined)
    .map((name) => ({
      path: ["verification", name],
      message: `${settings}, and a build needs the package with the command; set verification.${name}`,
    }));
}

/**
 * A build must not be able to assume the roles that deploy. Otherwise anyone who can change the build could change everything.
 */
function roleProblems({ verification, access }: DeclaredConfig): Problem[] {
  if (!verification.guarantees.enabled || access.planRoleName !== undefined) return [];
  return [
    {
      path: ["access", "planRoleName"],
      message:
        "verification.guarantees is enabled, and assumes this role in every account; set this setting to the name of the role",
    },
  ];
}

/** The schedule contains the configuration, because the build compares the deployed resources with the configuration. */
function sizeProblems(config: DeclaredConfig): Problem[] {
  if (!config.verification.guarantees.enabled) return [];
  const bytes = Buffer.byteLength(JSON.stringify(resolveDefaults(config)));
  if (bytes <= mostBytes) return [];
  return [
    {
      path: ["verification", "guarantees", "enabled"],
      message: `the configuration has ${bytes} bytes as JSON, and a schedule can contain at most ${mostBytes}; set this setting to false and run trailkeeper verify in a pipeline`,
    },
  ];
}
