import { Construct } from "constructs";
import type { AuditConfig } from "../../config/audit-config";
import { namesFor, runbooksOf, trailPrefixes } from "../../config/names/names";
import { archiveHealth } from "../../detections/pipeline-checks";
import type { ArchiveBucket } from "../../modules/archive/archive-bucket";
import { ArchiveMetrics } from "../../modules/archive/archive-metrics";
import { ArchiveDashboard } from "../../modules/monitoring/archive-dashboard";
import { HealthAlarms } from "../../modules/monitoring/pipeline-alarms";

/** Filters of the trail archive's request metrics. */
const filterIds = { trail: "trail-files", digests: "management-digests" };

/** The filter whose metrics each check reads. */
const filterOf: Record<(typeof archiveHealth)[number]["id"], string> = {
  "archive-delivery-silent": filterIds.trail,
  "archive-requests-refused": filterIds.trail,
  "digests-missing": filterIds.digests,
};

export interface ArchiveHealthProps {
  readonly config: AuditConfig;

  /** The trail archive. */
  readonly bucket: ArchiveBucket;
}

/** Whether the trail archive is written to, told to the topics of the management account. */
export class ArchiveHealth extends Construct {
  constructor(scope: Construct, id: string, { config, bucket }: ArchiveHealthProps) {
    super(scope, id);

    const { prefix, homeRegion: region } = config;
    const { bucketName } = bucket;
    const names = namesFor(config);

    new ArchiveMetrics(this, "Metrics", {
      bucketName,
      prefixes: { [filterIds.trail]: trailPrefixes(config).files, [filterIds.digests]: trailPrefixes(config).digests },
      dependsOn: [bucket.policy],
    });
    new HealthAlarms(this, "Alarms", {
      prefix,
      checks: archiveHealth.map((check) => ({
        check,
        dimensions: { BucketName: bucketName, FilterId: filterOf[check.id] },
      })),
      topicArns: { page: names.topicArn("page"), notify: names.topicArn("notify") },
      runbookUrl: runbooksOf(config),
    });
    new ArchiveDashboard(this, "Dashboard", {
      dashboardName: names.archiveDashboardName,
      region,
      bucketName,
      filterIds,
      alarmArns: archiveHealth.map((check) => names.logArchiveAlarmArn(check.id)),
    });
  }
}
