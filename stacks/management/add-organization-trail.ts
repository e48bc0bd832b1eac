import { OrganizationsDelegatedAdministrator } from "@cdktf/provider-aws/lib/organizations-delegated-administrator";
import type { TerraformStack } from "cdktf";
import type { AuditConfig } from "../../config/audit-config";
import { aggregatorRoot } from "../../config/names/aws-config";
import { type Account, namesFor } from "../../config/names/names";
import { OrganizationGuard } from "../../modules/iam/organization-guard";
import { OrganizationTrail } from "../../modules/trail/organization-trail";
import { Lake } from "./lake";
import { recordedEvents } from "./recorded-events";

/** Service that needs a delegated administrator: the account of the aggregator. */
const configService = "config.amazonaws.com";

/** Checks that this is the organization's management account. Resources of the organization depend on the check. */
export function addOrganizationGuard(stack: TerraformStack, config: AuditConfig): OrganizationGuard {
  const administrator = delegatedAdministrator(config);
  return new OrganizationGuard(stack, "Organization", {
    organizationId: config.organizationId,
    trustedServices: ["cloudtrail.amazonaws.com", ...(administrator ? [configService] : [])],
  });
}

export interface OrganizationTrailSettings {
  readonly account: Account;
  readonly config: AuditConfig;
  readonly guard: OrganizationGuard;
  readonly archiveKeyArn: string;
  readonly monitoringKeyArn: string;
}

/** Adds the organization trail, the event data store, and the delegated administrator of AWS Config. */
export function addOrganizationTrail(
  stack: TerraformStack,
  { account, config, guard, archiveKeyArn, monitoringKeyArn }: OrganizationTrailSettings,
): OrganizationTrail {
  const { homeRegion: region, organizationId, trail } = config;
  const names = namesFor(config);
  const organizationTrail = new OrganizationTrail(stack, "Trail", {
    trailName: names.trailName,
    trailArn: names.trailArn,
    organizationId,
    accountId: account.id,
    region,
    bucketName: names.buckets.trail,
    prefix: names.prefixes.cloudTrail,
    archiveKeyArn,
    monitoringKeyArn,
    logGroupName: names.trailLogGroupName,
    logGroupArn: names.trailLogGroupArn,
    logGroupRetentionDays: trail.logGroupRetentionDays,
    logRoleName: names.trailLogRoleName,
    ...recordedEvents(config),
    insights: trail.insights,
    preventDestroy: config.archive.preventDestroy,
    deliveryTopicName: trail.notifyDeliveries ? names.trailDeliveryTopicName : undefined,
    dependsOn: [guard.checked],
  });

  if (trail.lake.enabled) new Lake(stack, "Lake", { account, config, dependsOn: [guard.checked] });
  const administrator = delegatedAdministrator(config);
  if (administrator) {
    new OrganizationsDelegatedAdministrator(stack, "ConfigAdministrator", {
      accountId: administrator.id,
      servicePrincipal: configService,
      dependsOn: [guard.checked],
    });
  }
  return organizationTrail;
}

function delegatedAdministrator(config: AuditConfig): Account | undefined {
  return config.logSources.config.aggregator.register ? aggregatorRoot(config) : undefined;
}
