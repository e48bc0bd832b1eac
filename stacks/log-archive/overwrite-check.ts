import { Construct } from "constructs";
import type { AuditConfig } from "../../config/audit-config";
import { overwritableArchives } from "../../config/derived/archive-buckets";
import { bucketArn, namesFor, versionListName } from "../../config/names/names";
import { type Account } from "../../config/derived/accounts";
import { runbooksOf } from "../../config/derived/links";
import { s3ViaService } from "../../config/partitions";
import { overwriteRunChecks } from "../../detections/pipeline-checks";
import { VersionList } from "../../modules/archive/version-list";
import { AthenaWorkspace } from "../../modules/athena/athena-workspace";
import { ScheduledQuery } from "../../modules/athena/scheduled-query";
import { PipelineAlarms } from "../../modules/monitoring/pipeline-alarms";
import { overwriteCheck } from "../../queries/overwrite-check";
import { savedQueries } from "../../queries/saved-queries";
import type { Archives } from "./archives";

export interface OverwriteCheckProps {
  readonly account: Account;
  readonly config: AuditConfig;
  readonly kmsKeyArn: string;
  readonly archives: Archives;
}

/** Bytes that the check may read: a terabyte. The limits of the workgroups of people do not apply to the check. */
const scanLimitBytes = 1e12;

/**
 * A check for overwritten logs. S3 lists the object versions in the archives once a day, and a query fails when a log was
 * overwritten. An alarm is raised if the query fails, or if no query succeeds.
 */
export class OverwriteCheck extends Construct {
  constructor(scope: Construct, id: string, { account, config, kmsKeyArn, archives }: OverwriteCheckProps) {
    super(scope, id);

    const { partition, homeRegion: region, prefix } = config;
    const names = namesFor(config);
    const { accessLogs, queryResults } = archives;

    for (const archive of overwritableArchives) {
      new VersionList(this, archive, {
        bucketName: archives[archive].bucketName,
        listName: versionListName,
        listBucketArn: accessLogs.bucketArn,
        accountId: account.id,
        prefix: `${names.prefixes.versionLists}/${account.id}/${region}`,
        dependsOn: [accessLogs.policy],
      });
    }

    const { workgroup } = new AthenaWorkspace(this, "Athena", {
      workgroupName: names.checkWorkgroupName,
      description: "Daily checks of the audit archive; a query fails if it finds a problem",
      accountId: account.id,
      resultsBucketName: queryResults.bucketName,
      kmsKeyArn,
      databaseName: names.databaseName,
      scanLimitBytes,
      queries: [],
      forceDestroy: !config.archive.preventDestroy,
      dependsOn: [queryResults.policy],
    });
    new ScheduledQuery(this, "Check", {
      partition,
      accountId: account.id,
      region,
      queryName: names.overwriteCheckName,
      description: "Fails when a log was overwritten",
      sql: overwriteCheck(savedQueries()),
      // S3 creates its lists at night (UTC)
      schedule: "cron(0 12 * * ? *)",
      workgroupName: names.checkWorkgroupName,
      databaseName: names.databaseName,
      tableName: "archive_versions",
      bucketArn: bucketArn(partition, names.buckets.accessLogs),
      filesPrefix: names.prefixes.versionLists,
      resultsBucketArn: bucketArn(partition, names.buckets.queryResults),
      kmsKeyArn,
      s3ViaService: s3ViaService(config),
      dependsOn: [workgroup],
    });
    new PipelineAlarms(this, "Alarms", {
      prefix,
      checks: overwriteRunChecks.map((check) => ({
        check,
        dimensions: { WorkGroup: names.checkWorkgroupName, QueryState: "SUCCEEDED", QueryType: "DML" },
      })),
      topicArns: { page: names.topicArn("page"), notify: names.topicArn("notify") },
      runbookUrl: runbooksOf(config),
    });
  }
}
