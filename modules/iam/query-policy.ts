import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { Construct } from "constructs";
import { type PolicyStatement, allow, policyJson } from "./policy-document";

export interface QueryPolicyProps {
  readonly partition: string;
  readonly accountId: string;
  readonly region: string;
  readonly policyName: string;
  readonly description: string;

  /** The one workgroup in which whoever has the policy queries. */
  readonly workgroupName: string;

  /** Workgroup that keeps the saved queries. */
  readonly savedQueriesWorkgroupName: string;
  readonly databaseName: string;

  /** Buckets that the tables read. */
  readonly archiveBucketArns: readonly string[];
  readonly resultsBucketArn: string;
  readonly kmsKeyArn: string;

  /** `kms:ViaService` value of S3 in the key's region. */
  readonly s3ViaService: string;
}

/**
 * What somebody needs to query the archive in one workgroup, and no more: attach it to a role or a permission set. It
 * reads the logs and its own results, and changes nothing.
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
        ...catalogStatements(props),
        ...archiveStatements(props),
        ...resultStatements(props),
      ]),
    });

    this.policyArn = arn;
  }
}

const savedQueryActions = ["athena:BatchGetNamedQuery", "athena:GetNamedQuery", "athena:ListNamedQueries"];

function athenaStatements(props: QueryPolicyProps): PolicyStatement[] {
  const { partition, region, accountId, workgroupName, savedQueriesWorkgroupName } = props;
  const athena = (resource: string) => `arn:${partition}:athena:${region}:${accountId}:${resource}`;
  const queryActions = [
    "athena:BatchGetQueryExecution",
    "athena:GetQueryExecution",
    "athena:GetQueryResults",
    "athena:GetQueryResultsStream",
    "athena:GetQueryRuntimeStatistics",
    "athena:GetWorkGroup",
    "athena:ListQueryExecutions",
    "athena:StartQueryExecution",
    "athena:StopQueryExecution",
  ];
  const catalogActions = [
    "athena:GetDatabase",
    "athena:GetDataCatalog",
    "athena:GetTableMetadata",
    "athena:ListDatabases",
    "athena:ListTableMetadata",
  ];
  return [
    allow("Query", queryActions, athena(`workgroup/${workgroupName}`)),
    allow("ReadSavedQueries", savedQueryActions, athena(`workgroup/${savedQueriesWorkgroupName}`)),
    allow("BrowseCatalog", catalogActions, athena("datacatalog/AwsDataCatalog")),
    // IAM knows no resource for these actions
    allow("ListForConsole", ["athena:ListDataCatalogs", "athena:ListWorkGroups"], "*"),
  ];
}

function catalogStatements({ partition, region, accountId, databaseName }: QueryPolicyProps): PolicyStatement[] {
  const glue = (resource: string) => `arn:${partition}:glue:${region}:${accountId}:${resource}`;
  const actions = [
    "glue:BatchGetPartition",
    "glue:GetDatabase",
    "glue:GetDatabases",
    "glue:GetPartition",
    "glue:GetPartitions",
    "glue:GetTable",
    "glue:GetTables",
  ];
  return [
    allow("ReadCatalog", actions, [glue("catalog"), glue(`database/${databaseName}`), glue(`table/${databaseName}/*`)]),
  ];
}

function archiveStatements({ archiveBucketArns, kmsKeyArn, s3ViaService }: QueryPolicyProps): PolicyStatement[] {
  return [
    allow("ListArchives", ["s3:GetBucketLocation", "s3:ListBucket"], archiveBucketArns),
    allow(
      "ReadLogs",
      ["s3:GetObject"],
      archiveBucketArns.map((bucket) => `${bucket}/*`),
    ),
    allow("UseKey", ["kms:Decrypt", "kms:GenerateDataKey"], kmsKeyArn, {
      StringEquals: { "kms:ViaService": s3ViaService },
    }),
  ];
}

/** Results lie below the name of their workgroup. */
function resultStatements({ resultsBucketArn, workgroupName }: QueryPolicyProps): PolicyStatement[] {
  return [
    allow("LocateResults", ["s3:GetBucketLocation"], resultsBucketArn),
    allow("ListResults", ["s3:ListBucket"], resultsBucketArn, {
      StringLike: { "s3:prefix": [workgroupName, `${workgroupName}/*`] },
    }),
    allow(
      "WriteAndReadResults",
      ["s3:AbortMultipartUpload", "s3:GetObject", "s3:ListMultipartUploadParts", "s3:PutObject"],
      `${resultsBucketArn}/${workgroupName}/*`,
    ),
  ];
}
