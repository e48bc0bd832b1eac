import { QuicksightGroup } from "@cdktf/provider-aws/lib/quicksight-group";
import { Construct } from "constructs";
import type { AuditConfig } from "../../config/audit-config";
import { logTableSource } from "../../config/derived/table-locations";
import { dashboardNames } from "./names";
import type { Account } from "../../config/derived/accounts";
import { bucketArn, namesFor } from "../../config/names/names";
import { s3ViaService } from "../../config/partitions";
import { AthenaWorkspace } from "../../modules/athena/athena-workspace";
import { AthenaSource } from "./athena-source";
import { AuditBoard } from "./audit-board";
import { activitySheet, findingsSheet } from "./charts";
import { DataSet } from "./data-set";
import { activity, findings, inDatabase } from "./data-sets";
import type { StackOutput } from "../../modules/terraform/stack-outputs";
import { logTables } from "../../tables/catalog";
import { quarantinedTables, withoutQuarantined } from "../../stacks/account/quarantined";
import type { Archives } from "../../stacks/log-archive/archives";
import { foldersOf } from "../../stacks/log-archive/hunt-permissions";
import { earlierLogsOf } from "../../stacks/log-archive/query-policies";

export interface DashboardsProps {
  readonly account: Account;
  readonly config: AuditConfig;
  readonly kmsKeyArn: string;
  readonly archives: Archives;
}

/** The dashboard of Amazon QuickSight: a workgroup with a limit, a data source with its own role, data sets and charts. */
export class Dashboards extends Construct {
  public readonly outputs: Readonly<Record<string, StackOutput>>;

  constructor(scope: Construct, id: string, { account, config, kmsKeyArn, archives }: DashboardsProps) {
    super(scope, id);

    const { partition, homeRegion: region, dashboards, query, archive } = config;
    const { name, dataSourceArn, dataSetId, dashboardId, readerGroupArn, authorGroupArn } = dashboardNames(config);
    const { databaseName, buckets } = namesFor(config);
    const { days, directQuery, refreshTime, createGroups, namespace, readerGroup, authorGroup } = dashboards;
    if (readerGroupArn === undefined)
      throw new Error(
        "dashboards.readerGroup is required with dashboards.enabled, got none; set it to a group of QuickSight",
      );
    const source = logTableSource(config);
    const hasFindings = config.logSources.securityHubFindings.mode !== "none";
    const earlier = earlierLogsOf(config);

    const workspace = new AthenaWorkspace(this, "Athena", {
      workgroupName: name,
      description: "The data sets of Amazon QuickSight over the audit archive",
      accountId: account.id,
      resultsBucketName: archives.queryResults.bucketName,
      kmsKeyArn,
      databaseName,
      scanLimitBytes: Math.round(dashboards.scanLimitGigabytes * 1e9),
      // People run the saved queries in their own workgroups
      queries: [],
      forceDestroy: !archive.preventDestroy,
      dependsOn: [archives.queryResults.policy],
    });
    const dataSource = new AthenaSource(this, "Source", {
      sourceName: name,
      title: "Audit archive",
      partition,
      accountId: account.id,
      region,
      workgroupName: name,
      databaseName,
      tableName: ["cloudtrail*", ...(hasFindings ? ["securityhub_findings"] : [])],
      folderArns: [...foldersOf(source), ...(hasFindings ? [source.locations.securityHubFindings] : [])].map(
        (location) => bucketArn(partition, location.replace("s3://", "")),
      ),
      archiveKeyArn: kmsKeyArn,
      otherKeyArns: earlier.kmsKeyArns,
      otherS3ViaServices: earlier.s3ViaServices,
      resultsBucketArn: bucketArn(partition, buckets.queryResults),
      s3ViaService: s3ViaService(config),
      dependsOn: [workspace.workgroup],
    });

    const groups = [readerGroup, authorGroup].filter((group) => group !== undefined);
    const created = createGroups
      ? groups.map(
          (groupName, i) =>
            new QuicksightGroup(this, i === 0 ? "Readers" : "Authors", {
              groupName,
              namespace,
              description: "Id of the audit dashboard",
            }),
        )
      : [];

    const quarantined = quarantinedTables(logTables(source), query.quarantinedObjects);
    const skipped = quarantined.map(({ name: table }) => table);
    const relations = quarantined.map(({ name: table, sql }) => ({ name: table, sql: inDatabase(sql, databaseName) }));
    const sqlOf = (sql: string) => withoutQuarantined(inDatabase(sql, databaseName, skipped), relations);
    const definitions = [activity(days), ...(hasFindings ? [findings(days)] : [])];
    const dataSets = definitions.map((definition) => ({
      definition,
      arn: new DataSet(this, definition.name, {
        dataSetId: dataSetId(definition.name),
        definition: { ...definition, sql: sqlOf(definition.sql) },
        dataSourceArn,
        authorGroupArn,
        refreshTime: directQuery ? undefined : refreshTime,
        dependsOn: [dataSource.created, ...created],
      }).dataSetArn,
    }));
    new AuditBoard(this, "Board", {
      boardId: dashboardId,
      title: "Audit",
      sheets: [activitySheet, ...(hasFindings ? [findingsSheet] : [])],
      dataSets,
      readerGroupArn,
      authorGroupArn,
    });

    this.outputs = {
      dashboard_id: { value: dashboardId, description: "Id of the dashboard in Amazon QuickSight" },
    };
  }
}
