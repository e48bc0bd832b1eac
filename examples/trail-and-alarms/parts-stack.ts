import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { AccountRoot } from "trailkeeper/account";
import { cisDetections } from "trailkeeper/detections";
import { accountAdministration, logGroupEncryption } from "trailkeeper/grants";
import { EncryptionKey, OrganizationGuard, alarmPublishing } from "trailkeeper/iam";
import { AlarmTopic, TrailAlarms } from "trailkeeper/monitoring";
import { EventDataStore, OrganizationTrail } from "trailkeeper/trail";

const partition = "aws";
const region = "eu-west-1";
const accountId = "111111111111";
const organizationId = "o-a1b2c3d4e5";
const trailName = "acme-organization-trail";
const logGroupName = trailName;
const logGroupArn = `arn:${partition}:logs:${region}:${accountId}:log-group:${logGroupName}`;

/**
 * The same resources from single constructs, for settings that `TrailWithAlarms` does not have: here, an event data store of
 * CloudTrail Lake, and
 * one topic for all severities.
 */
export class TrailPartsStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    new AccountRoot(this, "Root", {
      accountId,
      region,
      providerVersion: "~> 5.100.0",
      tags: { Project: "acme-trail" },
      state: { type: "local" },
    });
    const guard = new OrganizationGuard(this, "Organization", {
      organizationId,
      trustedServices: ["cloudtrail.amazonaws.com"],
    });

    const { keyArn: monitoringKeyArn } = new EncryptionKey(this, "Key", {
      aliasName: "alias/acme-trail",
      description: "Encrypts the log group of the trail and the messages of its alarms",
      grants: [
        accountAdministration(partition, accountId),
        logGroupEncryption(`logs.${region}.amazonaws.com`, logGroupArn),
        ...alarmPublishing(accountId),
      ],
      preventDestroy: true,
    });

    new OrganizationTrail(this, "Trail", {
      trailName,
      trailArn: `arn:${partition}:cloudtrail:${region}:${accountId}:trail/${trailName}`,
      organizationId,
      accountId,
      region,
      bucketName: "acme-trail-archive-222222222222",
      prefix: "cloudtrail-logs",
      archiveKeyArn: `arn:${partition}:kms:${region}:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
      monitoringKeyArn,
      logGroupName,
      logGroupArn,
      logGroupRetentionDays: 365,
      logRoleName: "acme-trail-logs",
      excludedSources: [],
      dataEvents: [],
      archiveBucketArns: [],
      insights: [],
      preventDestroy: true,
      dependsOn: [guard.checked],
    });

    new EventDataStore(this, "Lake", {
      eventDataStoreName: "acme-events",
      kmsKeyArn: `arn:${partition}:kms:${region}:${accountId}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
      billingMode: "EXTENDABLE_RETENTION_PRICING",
      retentionDays: 366,
      excludedSources: [],
      dataEvents: [],
      archiveBucketArns: [],
      preventDestroy: true,
      dependsOn: [guard.checked],
    });

    const { topicArn } = new AlarmTopic(this, "Topic", {
      partition,
      accountId,
      region,
      topicName: "acme-alarms",
      prefix: "acme",
      kmsKeyArn: monitoringKeyArn,
      emails: ["security@example.com"],
      httpsEndpoints: [],
    });

    new TrailAlarms(this, "Alarms", {
      prefix: "acme",
      logGroupName,
      detections: cisDetections,
      topicArns: { page: topicArn, notify: topicArn },
      runbookUrl: "https://wiki.example.com/runbooks",
    });
  }
}
