import { resolveDefaults } from "../audit-config";
import type { DeclaredConfig } from "../schema/declared";
import type { Problem, Rule } from "./rule";

/** Rejects a scheduled command if a setting that it needs is missing. */
export const verificationRules: readonly Rule[] = [
  { reads: ["verification"], problems: packageProblems },
  { reads: ["verification", "access"], problems: roleProblems },
  { reads: ["verification", "accounts", "archive", "regions", "recordedRegions"], problems: sizeProblems },
];

/** Most bytes of the configuration as JSON. The input of a schedule has it as base64, and may have 262,144 bytes. */
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
      message: `${settings}, and needs the package that has the command; set it`,
    }));
}

/**
 * A build must not be able to assume the roles that deploy. Otherwise anybody who can change the build could change everything.
 */
function roleProblems({ verification, access }: DeclaredConfig): Problem[] {
  if (!verification.guarantees.enabled || access.planRoleName !== undefined) return [];
  return [
    {
      path: ["access", "planRoleName"],
      message: "verification.guarantees is enabled, and reads every account with the role that plans; set it",
    },
  ];
}

/** The schedule contains the configuration, because the build compares with it. */
function sizeProblems(config: DeclaredConfig): Problem[] {
  if (!config.verification.guarantees.enabled) return [];
  const bytes = Buffer.byteLength(JSON.stringify(resolveDefaults(config)));
  if (bytes <= mostBytes) return [];
  return [
    {
      path: ["verification", "guarantees", "enabled"],
      message: `the configuration has ${bytes} bytes as JSON, and the schedule has room for ${mostBytes}; set it to false and run trailkeeper verify in a pipeline`,
    },
  ];
}
