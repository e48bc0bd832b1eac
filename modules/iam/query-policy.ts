import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { Construct } from "constructs";
import { type PolicyStatement, allow, policyJson } from "./policy-document";
import {
  catalogActions,
  catalogReading,
  folderReading,
  keyThroughS3,
  queryActions,
  resultWriting,
} from "./query-grants";

export interface QueryPolicyProps {
  readonly partition: string;
  readonly accountId: string;
  readonly region: string;
  readonly policyName: string;
  readonly description: string;

  /** The only workgroup in which principals with the policy may run queries. */
  readonly workgroupName: string;

  /**
   * Workgroups of scheduled checks. Principals with the policy may read the state of queries in these workgroups, but not start
   * queries there.
   *
   * @default none
   */
  readonly checkWorkgroupNames?: readonly string[];

  /**
   * Whether the policy also allows reading noncurrent versions of logs.
   *
   * @default false
   */
  readonly readsReplacedVersions?: boolean;

  /** Workgroup that has the saved queries. */
  readonly savedQueriesWorkgroupName: string;
  readonly databaseName: string;

  /**
   * Database of the lakehouse.
   *
   * @default none
   */
  readonly lakehouseDatabaseName?: string | undefined;

  /**
   * Tables that AWS Lake Formation protects. The policy only allows to request them: Lake Formation must also grant them.
   *
   * @default none
   */
  readonly lakeFormationTables?: LakeFormationTables | undefined;

  /** Buckets that the tables read. */
  readonly archiveBucketArns: readonly string[];

  /**
   * Folders of earlier trails that the tables read.
   *
   * @default none
   */
  readonly earlierLogs?: EarlierLogs;
  readonly resultsBucketArn: string;
  readonly kmsKeyArn: string;

  /** `kms:ViaService` value of S3 in the key's region. */
  readonly s3ViaService: string;
}

/** Tables that AWS Lake Formation protects, in the catalog of an account. */
export interface LakeFormationTables {
  readonly accountId: string;
  readonly databaseName: string;
  readonly tableNames: readonly string[];
}

/** Logs of earlier trails, in buckets that the archive does not manage. */
export interface EarlierLogs {
  /** ARNs of the folders: the ARN of the bucket with the path. Wildcards of IAM are allowed. */
  readonly folderArns: readonly string[];

  /** Keys that encrypted these logs. */
  readonly kmsKeyArns: readonly string[];

  /** `kms:ViaService` values of S3 in the regions of these keys. */
  readonly s3ViaServices: readonly string[];
}

/**
 * A managed policy that allows only to query the archive in one workgroup. Attach it to a role or a permission set. It allows
 * reading the logs and the results of the workgroup. It does not allow changing resources.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/example-policies-workgroup.html
 */
export class QueryPolicy extends Construct {
  public readonly policyArn: string;

  constructor(scope: Construct, id: string, props: QueryPolicyProps) {
    super(scope, id);

    const { arn } = new IamPolicy(this, "Resource", {
      name: props.policyName,
      description: props.description,
      policy: policyJson("managed policy", [
        ...athenaStatements(props),
        catalogReading(props),
        ...(props.lakehouseDatabaseName === undefined
          ? []
          : [{ ...catalogReading({ ...props, databaseName: props.lakehouseDatabaseName }), Sid: "ReadLakehouse" }]),
        ...lakeFormationStatements(props),
        ...archiveStatements(props),
        ...resultWriting(props.resultsBucketArn, props.workgroupName),
      ]),
    });

    this.policyArn = arn;
  }
}

const savedQueryActions = ["athena:BatchGetNamedQuery", "athena:GetNamedQuery", "athena:ListNamedQueries"];

function athenaStatements(props: QueryPolicyProps): PolicyStatement[] {
  const { partition, region, accountId, workgroupName, savedQueriesWorkgroupName, checkWorkgroupNames = [] } = props;
  const athena = (resource: string) => `arn:${partition}:athena:${region}:${accountId}:${resource}`;
  return [
    allow(
      "Query",
      [...queryActions, "athena:GetQueryRuntimeStatistics"].toSorted(),
      athena(`workgroup/${workgroupName}`),
    ),
    ...(checkWorkgroupNames.length > 0
      ? [
          allow(
            "ReadChecks",
            ["athena:BatchGetQueryExecution", "athena:GetQueryExecution", "athena:ListQueryExecutions"],
            checkWorkgroupNames.map((name) => athena(`workgroup/${name}`)),
          ),
        ]
      : []),
    allow("ReadSavedQueries", savedQueryActions, athena(`workgroup/${savedQueriesWorkgroupName}`)),
    allow("BrowseCatalog", catalogActions, athena("datacatalog/AwsDataCatalog")),
    // IAM supports no resource for these actions
    allow("ListForConsole", ["athena:ListDataCatalogs", "athena:ListWorkGroups"], "*"),
  ];
}

function lakeFormationStatements({ partition, region, lakeFormationTables }: QueryPolicyProps): PolicyStatement[] {
  if (lakeFormationTables === undefined) return [];
  const { accountId, databaseName, tableNames } = lakeFormationTables;
  const glue = (resource: string) => `arn:${partition}:glue:${region}:${accountId}:${resource}`;
  return [
    allow(
      "ReadSharedTables",
      ["glue:GetDatabase", "glue:GetPartition", "glue:GetPartitions", "glue:GetTable", "glue:GetTables"],
      [
        glue("catalog"),
        glue(`database/${databaseName}`),
        ...tableNames.map((name) => glue(`table/${databaseName}/${name}`)),
      ],
    ),
    // IAM supports no resource for this action. Lake Formation returns credentials only for data that it grants
    allow("ReadGrantedData", ["lakeformation:GetDataAccess"], "*"),
  ];
}

function archiveStatements(props: QueryPolicyProps): PolicyStatement[] {
  const { archiveBucketArns, readsReplacedVersions = false, kmsKeyArn, s3ViaService } = props;
  return [
    allow("ListArchives", ["s3:GetBucketLocation", "s3:ListBucket"], archiveBucketArns),
    allow(
      "ReadLogs",
      ["s3:GetObject", ...(readsReplacedVersions ? ["s3:GetObjectVersion"] : [])],
      archiveBucketArns.map((bucket) => `${bucket}/*`),
    ),
    keyThroughS3(kmsKeyArn, s3ViaService),
    ...(props.earlierLogs ? earlierLogStatements(props.earlierLogs) : []),
  ];
}

/** Allows reading only the folders of earlier trails, because their buckets may contain other data. */
function earlierLogStatements({ folderArns, kmsKeyArns, s3ViaServices }: EarlierLogs): PolicyStatement[] {
  return [
    ...(folderArns.length === 0 ? [] : folderReading(folderArns, "EarlierLogs")),
    ...(kmsKeyArns.length === 0
      ? []
      : [
          allow("DecryptEarlierLogs", ["kms:Decrypt"], kmsKeyArns, {
            StringEquals: { "kms:ViaService": s3ViaServices },
          }),
        ]),
  ];
}
