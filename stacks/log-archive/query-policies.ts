import { Construct } from "constructs";
import type { AuditConfig } from "../../config/audit-config";
import { existingBuckets } from "../../config/derived/archive-buckets";
import { controlTowerLogs } from "../../config/names/control-tower";
import { lakehouseNames } from "../../config/names/lakehouse";
import { bucketArn, namesFor } from "../../config/names/names";
import { securityLakeTables } from "../../config/names/security-lake";
import { s3ViaService } from "../../config/partitions";
import { type EarlierLogs, type LakeFormationTables, QueryPolicy } from "../../modules/iam/query-policy";
import type { StackOutput } from "../../modules/terraform/stack-outputs";

/** Policies to attach to the roles of analysts and of responders: one for each workgroup. */
export class QueryPolicies extends Construct {
  public readonly outputs: Readonly<Record<string, StackOutput>>;

  constructor(scope: Construct, id: string, config: AuditConfig, kmsKeyArn: string) {
    super(scope, id);

    const { partition, homeRegion: region, accounts } = config;
    const names = namesFor(config);
    const results = names.buckets.queryResults;
    const shared = {
      partition,
      accountId: accounts.logArchive,
      region,
      savedQueriesWorkgroupName: names.workgroupName,
      databaseName: names.databaseName,
      lakehouseDatabaseName: config.lakehouse.enabled ? lakehouseNames(config).databaseName : undefined,
      lakeFormationTables: lakeFormationTablesOf(config),
      archiveBucketArns: existingBuckets(config)
        .filter((name) => name !== results)
        .map((name) => bucketArn(partition, name)),
      earlierLogs: earlierLogsOf(config),
      resultsBucketArn: bucketArn(partition, results),
      kmsKeyArn,
      s3ViaService: s3ViaService(config),
    };
    const analysts = new QueryPolicy(this, "Analysts", {
      ...shared,
      policyName: names.analystPolicyName,
      description: "Queries the audit archive in the workgroup of analysts",
      workgroupName: names.workgroupName,
    });
    const responders = new QueryPolicy(this, "Responders", {
      ...shared,
      policyName: names.responderPolicyName,
      description: "Queries the audit archive in the workgroup of responders",
      workgroupName: names.responderWorkgroupName,
      checkWorkgroupNames: [
        ...(config.archive.overwriteCheck.enabled ? [names.checkWorkgroupName] : []),
        ...(config.hunts.enabled ? [names.huntsName] : []),
      ],
      readsReplacedVersions: true,
    });

    this.outputs = {
      analyst_policy_arn: { value: analysts.policyArn, description: "Policy to attach to the roles of analysts" },
      responder_policy_arn: { value: responders.policyArn, description: "Policy to attach to the roles of responders" },
    };
  }
}

/** The tables of Security Lake. Undefined without Security Lake. */
function lakeFormationTablesOf(config: AuditConfig): LakeFormationTables | undefined {
  const found = securityLakeTables(config);
  return found && { ...found, tableNames: found.tables.map(({ name }) => name) };
}

/** The logs outside the archives that tables read. */
export function earlierLogsOf(config: AuditConfig): EarlierLogs {
  const { partition, query, archive } = config;
  const ofControlTower = controlTowerLogs(config);
  const locations = [...query.earlierTrailLocations, ...ofControlTower.locations];
  const ownersKeys = archive.existingKmsKeyArn === undefined ? [] : [archive.existingKmsKeyArn];
  const kmsKeyArns = [...new Set([...query.earlierTrailKmsKeyArns, ...ofControlTower.kmsKeyArns, ...ownersKeys])];
  const regions = kmsKeyArns.map((arn) => arn.split(":")[3] ?? "");
  return {
    folderArns: locations.map((location) => bucketArn(partition, location.replace("s3://", ""))),
    kmsKeyArns,
    // A key is in the region of the bucket that it encrypts
    s3ViaServices: [...new Set(regions)].map((homeRegion) => s3ViaService({ partition, homeRegion })),
  };
}
