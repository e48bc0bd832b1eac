import type { TerraformStack } from "cdktf";
import type { AuditConfig } from "../../config/audit-config";
import { resourceControlStatements, serviceControlStatements } from "../../config/guardrails/statements";
import type { OrganizationGuard } from "../../modules/iam/organization-guard";
import { OrganizationPolicies } from "../../modules/iam/organization-policies";

/** Number of other policies that are attached to a target: one of AWS, and with Control Tower two of its controls. */
const attachedByOthers = { whole: 1, adopt: 1, controlTower: 3 };

/** Creates the policies that prevent members from changing the logging. With `mode: enforce`, attaches them to the targets. */
export function addGuardrails(
  stack: TerraformStack,
  config: AuditConfig,
  guard: OrganizationGuard,
  archiveKeyArn: string,
): void {
  const { mode, targets, otherPolicies = attachedByOthers[config.mode] } = config.guardrails;
  if (mode === "none") return;
  const common = { targetIds: mode === "enforce" ? targets : [], dependsOn: [guard.checked] };
  new OrganizationPolicies(stack, "ServiceControl", {
    ...common,
    kind: "SERVICE_CONTROL_POLICY",
    name: `${config.prefix}-logging`,
    description: "Prevents principals of members from changing the audit logging",
    statements: serviceControlStatements(config),
    otherPolicies,
  });
  new OrganizationPolicies(stack, "ResourceControl", {
    ...common,
    kind: "RESOURCE_CONTROL_POLICY",
    name: `${config.prefix}-logging-resources`,
    description:
      "Denies everybody outside the organization access to the archives, their key and the roles of the audit logging",
    statements: resourceControlStatements(config, archiveKeyArn),
    // AWS attaches RCPFullAWSAccess to every target
    otherPolicies: 1,
  });
}
