import { Construct } from "constructs";
import { type Account, accountIds, eventRegions, namesFor } from "../config/names";
import type { AuditConfig } from "../config/schema";
import { AthenaWorkspace } from "../modules/athena-workspace";
import { LogCatalog } from "../modules/log-catalog";
import { LogCrawler } from "../modules/log-crawler";
import { savedQueries } from "../queries/saved-queries";
import { cloudTrailTable } from "../tables/cloudtrail";
import type { Archives } from "./archives";

export interface WorkspaceProps {
  readonly account: Account;
  readonly config: AuditConfig;
  readonly kmsKeyArn: string;
  readonly archives: Archives;
}

/** Where the archive is asked: tables over the logs, a crawler for those of open shape, a workgroup with questions. */
export class Workspace extends Construct {
  constructor(scope: Construct, id: string, { account, config, kmsKeyArn, archives }: WorkspaceProps) {
    super(scope, id);

    const { partition, homeRegion: region, organizationId, query } = config;
    const names = namesFor(config);
    const { buckets, prefixes } = names;

    const catalog = new LogCatalog(this, "Catalog", {
      databaseName: names.databaseName,
      tables: [
        cloudTrailTable({
          bucketName: buckets.trail,
          prefix: prefixes.cloudTrail,
          organizationId,
          accountIds: accountIds(config),
          regions: eventRegions(config),
          firstDay: query.firstDay,
        }),
      ],
    });

    new LogCrawler(this, "Crawler", {
      partition,
      accountId: account.id,
      region,
      crawlerName: names.crawlerName,
      roleName: names.crawlerRoleName,
      databaseName: catalog.databaseName,
      bucketName: archives.serviceLogs.bucketName,
      bucketArn: archives.serviceLogs.bucketArn,
      prefixes: [prefixes.securityHubFindings, prefixes.appLogs],
      jsonPath: "$.detail.findings[*]",
      kmsKeyArn,
      schedule: query.crawlerSchedule,
      dependsOn: [archives.serviceLogs.policy],
    });

    new AthenaWorkspace(this, "Athena", {
      workgroupName: names.workgroupName,
      accountId: account.id,
      resultsBucketName: archives.queryResults.bucketName,
      kmsKeyArn,
      scanLimitBytes: Math.round(query.scanLimitGigabytes * 1e9),
      databaseName: catalog.databaseName,
      queries: savedQueries(),
      forceDestroy: !config.archive.preventDestroy,
      dependsOn: [archives.queryResults.policy],
    });
  }
}
