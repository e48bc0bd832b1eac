import { Construct } from "constructs";
import type { AuditConfig } from "../../config/audit-config";
import { namesFor, trailPrefixes } from "../../config/names/names";
import { runbooksOf } from "../../config/derived/links";
import { archiveChecks } from "../../detections/pipeline-checks";
import type { ArchiveBucket } from "../../modules/archive/archive-bucket";
import { ArchiveMetrics } from "../../modules/archive/archive-metrics";
import { ArchiveDashboard } from "../../modules/monitoring/archive-dashboard";
import { PipelineAlarms } from "../../modules/monitoring/pipeline-alarms";

/** Filters of the trail archive's request metrics. */
const filterIds = { trail: "trail-files", digests: "management-digests" };

/** The filter of the metrics that each check reads. */
const filterOf: Record<(typeof archiveChecks)[number]["id"], string> = {
  "archive-delivery-silent": filterIds.trail,
  "archive-requests-refused": filterIds.trail,
  "digests-missing": filterIds.digests,
};

export interface ArchiveMonitoringProps {
  readonly config: AuditConfig;

  /** The trail archive. */
  readonly bucket: ArchiveBucket;
}

/**
 * Alarms that are raised when CloudTrail does not write to the trail archive. They notify the topics of the management account or of the
 * delegated administrator, like the other alarms.
 */
export class ArchiveMonitoring extends Construct {
  constructor(scope: Construct, id: string, { config, bucket }: ArchiveMonitoringProps) {
    super(scope, id);

    const { prefix, homeRegion: region } = config;
    const { bucketName } = bucket;
    const names = namesFor(config);

    new ArchiveMetrics(this, "Metrics", {
      bucketName,
      prefixes: { [filterIds.trail]: trailPrefixes(config).files, [filterIds.digests]: trailPrefixes(config).digests },
      dependsOn: [bucket.policy],
    });
    new PipelineAlarms(this, "Alarms", {
      prefix,
      checks: archiveChecks.map((check) => ({
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
      alarmArns: archiveChecks.map((check) => names.logArchiveAlarmArn(check.id)),
    });
  }
}
