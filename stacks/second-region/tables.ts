import { Construct } from "constructs";
import type { AuditConfig } from "../../config/audit-config";
import { replicaOfBuckets } from "../../config/derived/second-region";
import { logTableSource } from "../../config/derived/table-locations";
import { bucketArn, namesFor } from "../../config/names/names";
import { type Account } from "../../config/derived/accounts";
import { replicaBuckets, secondRegionNames } from "../../config/names/second-region";
import { s3ViaService } from "../../config/partitions";
import { AthenaWorkspace } from "../../modules/athena/athena-workspace";
import { LogCatalog } from "../../modules/athena/log-catalog";
import { QueryPolicy } from "../../modules/iam/query-policy";
import { type SavedQuery, savedQueries } from "../../queries/saved-queries";
import { tablesNamed } from "../../queries/relations";
import { readingAllRecorders } from "../../tables/all-config-items";
import { logTables, logViews, replicaCatalog, replicaLocation } from "../../tables/catalog";
import { quarantinedTables, withoutQuarantined } from "../account/quarantined";
import type { Replicas } from "./replicas";
import { secondRegionOf } from "./second-region";

export interface ReplicaTablesProps {
  readonly account: Account;
  readonly config: AuditConfig;
  readonly kmsKeyArn: string;
  readonly replicas: Replicas;
}

/**
 * The resources with which people query the replicas. The database, the workgroups and the saved queries have the same names as in
 * the home region. The roles of analysts and responders have other policies.
 */
export class ReplicaTables extends Construct {
  /** ARNs of the policies. */
  public readonly policyArns: { readonly analysts: string; readonly responders: string };

  constructor(scope: Construct, id: string, { account, config, kmsKeyArn, replicas }: ReplicaTablesProps) {
    super(scope, id);

    const { partition, query } = config;
    const { region } = secondRegionOf(config);
    const names = namesFor(config);
    const { analystPolicyName, responderPolicyName } = secondRegionNames(config);
    const replicaOf = replicaOfBuckets(config);
    const { tables, views } = replicaCatalog(logTableSource(config), replicaOf);
    const leftOut = quarantinedTables(
      tables,
      query.quarantinedObjects.flatMap((path) => replicaLocation(path, replicaOf) ?? []),
    );

    const catalog = new LogCatalog(this, "Catalog", {
      databaseName: names.databaseName,
      tables,
      views: views.map((view) => Object.assign(view, { sql: withoutQuarantined(view.sql, leftOut) })),
    });

    const workspace = {
      accountId: account.id,
      resultsBucketName: replicas.queryResults.bucketName,
      kmsKeyArn,
      databaseName: catalog.databaseName,
      forceDestroy: !config.archive.preventDestroy,
      dependsOn: [replicas.queryResults.policy],
    };
    new AthenaWorkspace(this, "Athena", {
      ...workspace,
      workgroupName: names.workgroupName,
      description: "Queries over the replicas of the audit archive",
      scanLimitBytes: bytesOf(query.scanLimitGigabytes),
      queries: queriesOver(config).map((saved) =>
        Object.assign(saved, { sql: withoutQuarantined(saved.sql, leftOut) }),
      ),
    });
    new AthenaWorkspace(this, "Responders", {
      ...workspace,
      workgroupName: names.responderWorkgroupName,
      description: "Queries over the replicas of the audit archive during an incident, with a higher limit",
      scanLimitBytes: bytesOf(query.responderScanLimitGigabytes),
      queries: [],
    });

    const shared = {
      partition,
      accountId: account.id,
      region,
      savedQueriesWorkgroupName: names.workgroupName,
      databaseName: names.databaseName,
      archiveBucketArns: replicas.archives.map((bucket) => bucket.bucketArn),
      resultsBucketArn: bucketArn(partition, replicaBuckets(config).queryResults),
      kmsKeyArn,
      s3ViaService: s3ViaService({ partition, homeRegion: region }),
    };
    const { policyArn: analysts } = new QueryPolicy(this, "AnalystPolicy", {
      ...shared,
      policyName: analystPolicyName,
      description: "Queries the replicas of the audit archive in the workgroup of analysts",
      workgroupName: names.workgroupName,
    });
    const { policyArn: responders } = new QueryPolicy(this, "ResponderPolicy", {
      ...shared,
      policyName: responderPolicyName,
      description: "Queries the replicas of the audit archive in the workgroup of responders",
      workgroupName: names.responderWorkgroupName,
      readsReplacedVersions: true,
    });
    this.policyArns = { analysts, responders };
  }
}

/** The saved queries whose tables exist in the second region. */
function queriesOver(config: AuditConfig): SavedQuery[] {
  const source = logTableSource(config);
  const { tables, views } = replicaCatalog(source, replicaOfBuckets(config));
  const existing = [...tables, ...views].map(({ name }) => name);
  const known = [...logTables({ ...source, webAclLogs: source.webAclLogs ?? "s3://none" }), ...logViews(source)].map(
    ({ name }) => name,
  );
  return savedQueries()
    .map((query) => readingAllRecorders(query, source))
    .filter(({ sql }) => tablesNamed(sql, known).every((name) => existing.includes(name)));
}

const bytesOf = (gigabytes: number): number => Math.round(gigabytes * 1e9);
