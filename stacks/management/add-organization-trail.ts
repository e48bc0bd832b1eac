import type { TerraformStack } from "cdktf";
import type { AuditConfig } from "../../config/audit-config";
import { managementTrail, ownTrail } from "../../config/names/management-trail";
import { type Account, namesFor } from "../../config/names/names";
import type { OrganizationGuard } from "../../modules/iam/organization-guard";
import { DataEventTrail } from "../../modules/trail/data-event-trail";
import { ForgottenTrail } from "../../modules/trail/forgotten-trail";
import { OrganizationTrail } from "../../modules/trail/organization-trail";
import { Lake } from "./lake";
import { recordedEvents } from "./recorded-events";

export interface OrganizationTrailSettings {
  readonly account: Account;
  readonly config: AuditConfig;
  readonly guard: OrganizationGuard;
  readonly archiveKeyArn: string;
  readonly monitoringKeyArn: string;
}

/** Adds the organization trail and the event data store. */
export function addOrganizationTrail(stack: TerraformStack, settings: OrganizationTrailSettings): WatchedTrail {
  const { account, config, guard } = settings;
  const { trail } = config;
  const watched = addTrail(stack, settings);

  if (trail.lake.enabled) new Lake(stack, "Lake", { account, config, dependsOn: [guard.checked] });
  return watched;
}

/** The trail whose events are watched: the ARN and the log group of the trail of management events. */
interface WatchedTrail {
  readonly trailArn: string;
  readonly logGroupName: string;
}

function addTrail(
  stack: TerraformStack,
  { account, config, guard, archiveKeyArn, monitoringKeyArn }: OrganizationTrailSettings,
): WatchedTrail {
  const { homeRegion: region, organizationId, trail, archive, existing } = config;
  const names = namesFor(config);
  const { excludedSources, ...dataEvents } = recordedEvents(config);
  const delivery = {
    trailName: names.trailName,
    trailArn: names.trailArn,
    bucketName: names.buckets.trail,
    prefix: names.prefixes.cloudTrail,
    archiveKeyArn: archive.existingKmsKeyArn ?? archiveKeyArn,
    monitoringKeyArn,
    ...dataEvents,
    preventDestroy: archive.preventDestroy,
    deliveryTopicName: trail.notifyDeliveries ? names.trailDeliveryTopicName : undefined,
    dependsOn: [guard.checked],
  };
  switch (ownTrail(config)) {
    case "allEvents":
      return new OrganizationTrail(stack, "Trail", {
        ...delivery,
        organizationId,
        accountId: config.accounts.management,
        logGroupAccountId: account.id,
        region,
        logGroupName: names.trailLogGroupName,
        logGroupArn: names.trailLogGroupArn,
        logGroupRetentionDays: trail.logGroupRetentionDays,
        logRoleName: names.trailLogRoleName,
        excludedSources,
        insights: trail.insights,
        adopted: { trail: existing.trailArn !== undefined, logGroup: existing.logGroupName !== undefined },
      });
    case "dataEvents":
      new DataEventTrail(stack, "Trail", delivery);
      break;
    case "none":
      new ForgottenTrail(stack, "Trail");
  }
  const { arn: trailArn, logGroupName } = managementTrail(config);
  return { trailArn, logGroupName };
}
