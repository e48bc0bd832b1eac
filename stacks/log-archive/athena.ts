import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { AuditConfig } from "../../config/audit-config";
import { hasStreams } from "../../config/derived/log-retention";
import { inAnyAccount } from "../../config/derived/overrides";
import { logTableSource } from "../../config/derived/table-locations";
import { huntsWithLogs } from "../../config/derived/hunt-sources";
import { namesFor } from "../../config/names/names";
import { type Account } from "../../config/derived/accounts";
import { AthenaWorkspace } from "../../modules/athena/athena-workspace";
import { LogCatalog } from "../../modules/athena/log-catalog";
import { LogCrawler } from "../../modules/athena/log-crawler";
import { ScanAlarm } from "../../modules/monitoring/scan-alarm";
import { serviceControlGuardrails } from "../../config/guardrails/statements";
import { wouldDenyQuery } from "./would-deny-query";
import { huntQuery } from "../../hunts/saved-query";
import { missingLog } from "../../queries/missing-log";
import { type SavedQuery, savedQueries } from "../../queries/saved-queries";
import { readingAllRecorders } from "../../tables/all-config-items";
import { logTables, logViews } from "../../tables/catalog";
import { quarantinedTables, withoutQuarantined } from "../account/quarantined";
import type { Archives } from "./archives";

export interface WorkspaceProps {
  readonly account: Account;
  readonly config: AuditConfig;
  readonly kmsKeyArn: string;
  readonly archives: Archives;
}

/**
 * The resources with which people query the archive: tables over the logs, a crawler for logs without a fixed schema, a workgroup
 * for analysts with the saved queries, and a workgroup for incident responders.
 */
export class Workspace extends Construct {
  /** Database of the tables. */
  public readonly database: ITerraformDependable;

  constructor(scope: Construct, id: string, { account, config, kmsKeyArn, archives }: WorkspaceProps) {
    super(scope, id);

    const { partition, homeRegion: region, query } = config;
    const names = namesFor(config);
    const { prefixes } = names;

    const logs = logTableSource(config);
    const quarantined = quarantinedTables(logTables(logs), query.quarantinedObjects);
    const catalog = new LogCatalog(this, "Catalog", {
      databaseName: names.databaseName,
      adoptedInAccount: config.existing.databaseName === undefined ? undefined : account.id,
      tables: logTables(logs),
      views: logViews(logs).map((view) => Object.assign(view, { sql: withoutQuarantined(view.sql, quarantined) })),
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
      prefixes: [prefixes.securityHubFindings, prefixes.applicationLogs],
      jsonPath: "$.detail.findings[*]",
      kmsKeyArn,
      schedule: inAnyAccount(config, hasStreams) ? query.crawlerSchedule : undefined,
      dependsOn: [archives.serviceLogs.policy],
    });

    const workspace = {
      accountId: account.id,
      resultsBucketName: archives.queryResults.bucketName,
      kmsKeyArn,
      databaseName: catalog.databaseName,
      forceDestroy: !config.archive.preventDestroy,
      dependsOn: [archives.queryResults.policy],
    };
    new AthenaWorkspace(this, "Athena", {
      ...workspace,
      workgroupName: names.workgroupName,
      isAdopted: config.existing.workgroupName !== undefined,
      description: "Queries over the audit archive",
      scanLimitBytes: bytesOf(query.scanLimitGigabytes),
      queries: queriesOf(config).map((saved) =>
        Object.assign(saved, { sql: withoutQuarantined(saved.sql, quarantined) }),
      ),
    });
    new AthenaWorkspace(this, "Responders", {
      ...workspace,
      workgroupName: names.responderWorkgroupName,
      description: "Queries over the audit archive during an incident, with a higher limit",
      scanLimitBytes: bytesOf(query.responderScanLimitGigabytes),
      // The saved queries are in the workgroup of analysts. Responders can run the same SQL in this workgroup
      queries: [],
    });

    this.database = catalog.database;

    const workgroups = { Analysts: names.workgroupName, Responders: names.responderWorkgroupName };
    for (const [whose, workgroupName] of Object.entries(workgroups)) {
      new ScanAlarm(this, `${whose}ScanAlarm`, {
        alarmName: names.scanAlarmName(workgroupName),
        workgroupName,
        bytesPerDay: bytesOf(query.dailyScanAlarmGigabytes),
        actions: [names.topicArn("notify")],
      });
    }
  }
}

/** The saved queries whose tables exist. */
function queriesOf(config: AuditConfig): SavedQuery[] {
  const { logSources } = config;
  const collected = { webAclLogs: logSources.webAclLogs.enabled };
  const ofGuardrails =
    config.guardrails.mode === "none" ? [] : [wouldDenyQuery(config, serviceControlGuardrails(config))];
  const ofHunts = config.hunts.enabled ? huntsWithLogs(config).map(huntQuery) : [];
  return [...savedQueries(), ...ofGuardrails, ...ofHunts]
    .filter((query) => missingLog(query, collected) === undefined)
    .map((query) => readingAllRecorders(query, logTableSource(config)));
}

const bytesOf = (gigabytes: number): number => Math.round(gigabytes * 1e9);
