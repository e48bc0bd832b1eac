import { z } from "zod";
import { forms } from "../../aws-semantics/values/forms";
import { roleName } from "./fields";

const target = z
  .string()
  .regex(
    new RegExp(`^(?:${forms.unitId.pattern.source.slice(1, -1)}|\\d{12})$`),
    'expected the id of the root (r-a1b2), of a unit (ou-a1b2-c3d4e5f6) or of an account ("222222222222")',
  )
  .meta({ examples: ["ou-a1b2-c3d4e5f6"] });

/** Policies of AWS Organizations that prevent members from changing the logging. */
export const guardrailSchema = z
  .strictObject({
    mode: z.enum(["none", "audit", "enforce"]).default("none").meta({
      description:
        "`none`: no policies. `audit`: the policies exist in the management account but are not attached, and the saved query `compliance-guardrails-would-deny` returns the calls that they would have denied. `enforce`: the policies are attached to `targets`. Begin with `audit` (docs/guardrails.md).",
      source: "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html",
    }),
    targets: z
      .array(target)
      .max(100, "expected 100 targets or fewer; use the parent units of the targets instead")
      .default([])
      .meta({
        description:
          "Root, units and accounts to which `enforce` attaches the policies. Begin with one account, then a unit. The log-archive account must be one of the targets or below one. Policies of an organization do not limit the management account.",
      }),
    breakGlassRoleName: roleName.optional().meta({
      description:
        "Name of a role, without a path, that may do the same as the deploying role, in every account that has such a role. No one else may create or change a role with this name. Default: none.",
      examples: ["break-glass"],
    }),
    otherPolicies: z
      .int("expected a whole number")
      .min(1, "expected 1 or more, because AWS attaches FullAWSAccess to every target")
      .max(9, "expected 9 or less, because a target can have at most ten service control policies")
      .optional()
      .meta({
        description:
          "Number of service control policies that you or AWS attach to a target, without the policies of this project. It includes `FullAWSAccess`. If the targets differ, set the largest number. AWS allows ten for each target. Default: 1, or 3 with `mode: controlTower`, because Control Tower attaches its own policies.",
        source: "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html",
      }),
  })
  .prefault({})
  .meta({
    description:
      "Service control policies and resource control policies. They prevent every member, its root user and its administrators from changing the resources that collect, deliver and encrypt logs and that raise alarms.",
  });
