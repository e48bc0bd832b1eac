import { type PolicyStatement, allow } from "./policy-document";

/** Actions of a client that runs queries in a workgroup and waits for their results. */
export const queryActions = [
  "athena:BatchGetQueryExecution",
  "athena:GetQueryExecution",
  "athena:GetQueryResults",
  "athena:GetQueryResultsStream",
  "athena:GetWorkGroup",
  "athena:ListQueryExecutions",
  "athena:StartQueryExecution",
  "athena:StopQueryExecution",
];

/** Actions of a client that lists databases and tables. */
export const catalogActions = [
  "athena:GetDatabase",
  "athena:GetDataCatalog",
  "athena:GetTableMetadata",
  "athena:ListDatabases",
  "athena:ListTableMetadata",
];

export interface CatalogReadingProps {
  readonly partition: string;
  readonly accountId: string;
  readonly region: string;
  readonly databaseName: string;

  /**
   * The only tables that may be read. Wildcards of IAM are allowed.
   *
   * @default every table of the database
   */
  readonly tableName?: string | readonly string[];
}

/** Allows reading the tables of a database with the actions that Athena uses. */
export function catalogReading(props: CatalogReadingProps): PolicyStatement {
  const { partition, region, accountId, databaseName, tableName = "*" } = props;
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
  return allow("ReadCatalog", actions, [
    glue("catalog"),
    glue(`database/${databaseName}`),
    // Athena reads this database for every query, even if the query uses another database
    glue("database/default"),
    ...[tableName].flat().map((name) => glue(`table/${databaseName}/${name}`)),
  ]);
}

/** Allows using the KMS key that encrypts the archives and the query results, only through S3. */
export function keyThroughS3(kmsKeyArn: string, s3ViaService: string): PolicyStatement {
  return allow("UseKey", ["kms:Decrypt", "kms:GenerateDataKey"], kmsKeyArn, {
    StringEquals: { "kms:ViaService": s3ViaService },
  });
}

/** Allows writing and reading the results of one workgroup, which are stored below its name. */
export function resultWriting(resultsBucketArn: string, workgroupName: string): PolicyStatement[] {
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

export interface LogQueryingProps extends CatalogReadingProps {
  /** ARNs of the folders with the files of the tables: the ARN of the bucket with the key prefix. */
  readonly folderArns: readonly string[];

  /** Key of these files and of the results. */
  readonly archiveKeyArn: string;

  /** Additional keys of these files. */
  readonly otherKeyArns: readonly string[];

  /** `kms:ViaService` values of S3 in the region of the archive, and in the regions of the additional keys. */
  readonly s3ViaService: string;
  readonly otherS3ViaServices: readonly string[];
  readonly resultsBucketArn: string;
  readonly workgroupName: string;
}

/** Permissions of a role that runs fixed queries in one workgroup. Athena sends all requests of a query with these permissions. */
export function logQuerying(props: LogQueryingProps): PolicyStatement[] {
  return [
    catalogReading(props),
    ...folderReading(props.folderArns),
    keyThroughS3(props.archiveKeyArn, props.s3ViaService),
    ...(props.otherKeyArns.length === 0
      ? []
      : [
          allow("DecryptEarlierLogs", ["kms:Decrypt"], props.otherKeyArns, {
            StringEquals: { "kms:ViaService": props.otherS3ViaServices },
          }),
        ]),
    ...resultWriting(props.resultsBucketArn, props.workgroupName),
  ];
}

/** Allows reading only the given folders of buckets, because the buckets may contain other data. */
export function folderReading(folderArns: readonly string[], what = "Logs"): PolicyStatement[] {
  const bucketArnOf = (folder: string) => folder.slice(0, folder.indexOf("/"));
  const keysIn = (folder: string) => `${folder.slice(folder.indexOf("/") + 1)}/*`;
  const bucketArns = [...new Set(folderArns.map(bucketArnOf))];
  return [
    allow(`Locate${what}`, ["s3:GetBucketLocation"], bucketArns),
    allow(`List${what}`, ["s3:ListBucket"], bucketArns, {
      StringLike: { "s3:prefix": [...new Set(folderArns.map(keysIn))] },
    }),
    allow(
      `Read${what}`,
      ["s3:GetObject"],
      folderArns.map((folder) => `${folder}/*`),
    ),
  ];
}
