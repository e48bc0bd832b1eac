import { CloudtrailOrganizationDelegatedAdminAccount } from "@cdktf/provider-aws/lib/cloudtrail-organization-delegated-admin-account";
import { OrganizationsDelegatedAdministrator } from "@cdktf/provider-aws/lib/organizations-delegated-administrator";
import type { TerraformStack } from "cdktf";
import type { AuditConfig } from "../../config/audit-config";
import { aggregatorRoot } from "../../config/derived/single-roots";
import type { Account } from "../../config/derived/accounts";
import { OrganizationGuard } from "../../modules/iam/organization-guard";

/** Service whose delegated administrator is the account of the aggregator. */
const configService = "config.amazonaws.com";

/** Checks that this is the organization's management account. Resources of the organization depend on the check. */
export function addOrganizationGuard(stack: TerraformStack, config: AuditConfig): OrganizationGuard {
  const administrator = configAdministrator(config);
  return new OrganizationGuard(stack, "Organization", {
    organizationId: config.organizationId,
    trustedServices: ["cloudtrail.amazonaws.com", ...(administrator ? [configService] : [])],
  });
}

/** Registers the delegated administrators of AWS Config and of CloudTrail, if the configuration has them. */
export function registerAdministrators(stack: TerraformStack, config: AuditConfig, guard: OrganizationGuard): void {
  const dependsOn = [guard.checked];
  const administrator = configAdministrator(config);
  if (administrator) {
    new OrganizationsDelegatedAdministrator(stack, "ConfigAdministrator", {
      accountId: administrator.id,
      servicePrincipal: configService,
      dependsOn,
    });
  }
  const { trailAdministrator } = config.accounts;
  if (trailAdministrator !== undefined) {
    // The API of CloudTrail also creates its service-linked roles. The API of AWS Organizations does not
    new CloudtrailOrganizationDelegatedAdminAccount(stack, "TrailAdministrator", {
      accountId: trailAdministrator,
      dependsOn,
    });
  }
}

function configAdministrator(config: AuditConfig): Account | undefined {
  return config.logSources.awsConfig.aggregator.register ? aggregatorRoot(config) : undefined;
}
