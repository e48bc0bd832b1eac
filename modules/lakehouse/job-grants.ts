import { type PolicyStatement, allow } from "../iam/policy-document";
import { keyThroughS3 } from "../iam/query-grants";

/** The logs that the job reads. */
export interface LogsToLoad {
  /** Folders of the tables: `<ARN of the bucket>/<prefix>`, without a slash at the end. */
  readonly folderArns: readonly string[];

  /**
   * Other keys that encrypted some of the logs.
   *
   * @default none: the key of the archive encrypts all logs
   */
  readonly earlierKmsKeyArns?: readonly string[];

  /** `kms:ViaService` value of S3 in the region of the archive. */
  readonly s3ViaService: string;
}

export interface JobGrantsProps {
  readonly partition: string;
  readonly accountId: string;
  readonly region: string;
  readonly databaseName: string;
  readonly bucketArn: string;
  readonly tablePrefix: string;
  readonly programKey: string;
  readonly logs: LogsToLoad;
  readonly kmsKeyArn: string;
  readonly logGroupName: string;
}

/**
 * Permissions of the job: read the logs that it loads, write its tables, and write its own log.
 *
 * The permission to list buckets has no condition on the prefix, because Spark also requests single keys. For a key that does not
 * exist, S3 returns 404 to principals that may list without a condition, and 403 to other principals.
 */
export function jobGrants(props: JobGrantsProps): PolicyStatement[] {
  const { bucketArn, logs, kmsKeyArn, tablePrefix } = props;
  const { folderArns, earlierKmsKeyArns = [], s3ViaService } = logs;
  const archiveArns = [...new Set(folderArns.map((folder) => folder.split("/")[0] ?? folder))];
  return [
    allow("ListLogs", ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketVersions"], archiveArns),
    allow(
      "ReadLogs",
      ["s3:GetObject"],
      folderArns.map((folder) => `${folder}/*`),
    ),
    allow("ReadProgram", ["s3:GetObject"], `${bucketArn}/${props.programKey}`),
    allow("ListTables", ["s3:GetBucketLocation", "s3:ListBucket"], bucketArn),
    allow(
      "WriteTables",
      ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetObject", "s3:ListMultipartUploadParts", "s3:PutObject"],
      `${bucketArn}/${tablePrefix}/*`,
    ),
    keyThroughS3(kmsKeyArn, s3ViaService),
    ...(earlierKmsKeyArns.length === 0
      ? []
      : [
          allow("DecryptEarlierLogs", ["kms:Decrypt"], earlierKmsKeyArns, {
            StringEquals: { "kms:ViaService": s3ViaService },
          }),
        ]),
    catalogWriting(props),
    ...logWriting(props),
  ];
}

/** Permission for the tables of one database. Iceberg updates the table in the Glue Data Catalog with each commit. */
function catalogWriting({ partition, region, accountId, databaseName }: JobGrantsProps): PolicyStatement {
  const glue = (resource: string) => `arn:${partition}:glue:${region}:${accountId}:${resource}`;
  return allow(
    "WriteCatalog",
    ["glue:CreateTable", "glue:GetDatabase", "glue:GetTable", "glue:GetTables", "glue:UpdateTable"],
    [glue("catalog"), glue(`database/${databaseName}`), glue(`table/${databaseName}/*`)],
  );
}

/** @see https://docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide/logging.html */
function logWriting({ partition, region, accountId, logGroupName }: JobGrantsProps): PolicyStatement[] {
  const group = `arn:${partition}:logs:${region}:${accountId}:log-group:${logGroupName}`;
  return [
    allow("FindLog", ["logs:DescribeLogGroups"], `arn:${partition}:logs:${region}:${accountId}:*`),
    allow(
      "WriteLog",
      ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
      `${group}:*`,
    ),
  ];
}
