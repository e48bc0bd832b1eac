import { CloudwatchLogDataProtectionPolicy } from "@cdktf/provider-aws/lib/cloudwatch-log-data-protection-policy";
import type { TerraformStack } from "cdktf";
import type { AuditConfig } from "../../config/audit-config";
import { managementTrail, ownTrail } from "../../config/names/management-trail";
import { namesFor } from "../../config/names/names";
import { type Account } from "../../config/derived/accounts";
import type { OrganizationGuard } from "../../modules/iam/organization-guard";
import { DataEventTrail } from "../../modules/trail/data-event-trail";
import { ForgottenTrail } from "../../modules/trail/forgotten-trail";
import { maskingPolicy } from "../../modules/iam/masking-policy";
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

/** The trail that the alarms watch: the ARN and the log group of the trail of management events. */
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
    prefix: names.prefixes.trail,
    archiveKeyArn: archive.existingKmsKeyArn ?? archiveKeyArn,
    monitoringKeyArn,
    ...dataEvents,
    preventDestroy: archive.preventDestroy,
    deliveryTopicName: trail.notifyDeliveries ? names.trailDeliveryTopicName : undefined,
    dependsOn: [guard.checked],
  };
  switch (ownTrail(config)) {
    case "allEvents": {
      const organizationTrail = new OrganizationTrail(stack, "Trail", {
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
      maskTrail(stack, config, organizationTrail.logGroupName);
      return organizationTrail;
    }
    case "dataEvents":
      new DataEventTrail(stack, "Trail", delivery);
      break;
    case "none":
      new ForgottenTrail(stack, "Trail");
  }
  const { arn: trailArn, logGroupName } = managementTrail(config);
  return { trailArn, logGroupName };
}

/** Masks credentials in the log group of the trail. Metric filters read the masked events. */
function maskTrail(stack: TerraformStack, { masking, partition }: AuditConfig, logGroupName: string): void {
  if (masking.trail.length === 0) return;
  new CloudwatchLogDataProtectionPolicy(stack, "TrailMasking", {
    logGroupName,
    policyDocument: maskingPolicy(partition, masking.trail),
  });
}
