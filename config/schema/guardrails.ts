import { z } from "zod";
import { forms } from "../../aws/forms";
import { roleName } from "./fields";

const target = z
  .string()
  .regex(
    new RegExp(`^(?:${forms.unitId.pattern.source.slice(1, -1)}|\\d{12})$`),
    'expected the id of the root (r-a1b2), of a unit (ou-a1b2-c3d4e5f6) or of an account ("222222222222")',
  )
  .meta({ examples: ["ou-a1b2-c3d4e5f6"] });

/** Policies of AWS Organizations that keep members from touching the logging. */
export const guardrailSchema = z
  .strictObject({
    mode: z.enum(["none", "audit", "enforce"]).default("none").meta({
      description:
        "`none`: no policies. `audit`: the management account has the policies, attached to nothing, and the saved query `compliance-guardrails-would-deny` lists whom they would have denied. `enforce`: they are attached to `targets`. Begin with `audit` (docs/guardrails.md).",
      source: "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html",
    }),
    targets: z
      .array(target)
      .max(100, "expected 100 targets or fewer; attach the policies to the units above them")
      .default([])
      .meta({
        description:
          "Root, units and accounts whose members are limited, with `enforce`. Begin with one account, then a unit. The log-archive account must be among them or below them. No policy limits the management account.",
      }),
    breakGlassRoleName: roleName.optional().meta({
      description:
        "Name of a role, without a path, that may do what the deploying role may, in every account that has it. Nobody else may create or change a role of this name. Default: none.",
      examples: ["break-glass"],
    }),
    otherPolicies: z
      .int("expected a whole number")
      .min(1, "expected 1 or more: AWS attaches FullAWSAccess to everything")
      .max(9, "expected 9 or less, because a target has ten service control policies at most")
      .optional()
      .meta({
        description:
          "Largest number of service control policies that others attach to one of the targets, `FullAWSAccess` included. A target has ten at most. Default: 1, or 3 with `mode: controlTower`, which attaches its own.",
        source: "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html",
      }),
  })
  .prefault({})
  .meta({
    description:
      "Service control policies and resource control policies. They prevent every member, its root user and its administrators from changing the resources that collect, deliver and encrypt logs and that raise alarms.",
  });
