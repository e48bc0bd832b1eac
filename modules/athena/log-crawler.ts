import { GlueClassifier } from "@cdktf/provider-aws/lib/glue-classifier";
import { GlueCrawler } from "@cdktf/provider-aws/lib/glue-crawler";
import { GlueSecurityConfiguration } from "@cdktf/provider-aws/lib/glue-security-configuration";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { crawledTablePrefix } from "../../tables/log-table";
import { type PolicyStatement, allow, policyJson, serviceTrustJson } from "../iam/policy-document";

export interface LogCrawlerProps {
  readonly partition: string;
  readonly accountId: string;
  readonly region: string;
  readonly crawlerName: string;
  readonly roleName: string;

  /** Database to which the crawler adds its tables. */
  readonly databaseName: string;
  readonly bucketName: string;
  readonly bucketArn: string;

  /** Key prefixes to crawl, without a slash at their beginning or end. The crawler creates a table for each. */
  readonly prefixes: readonly string[];

  /** JSON path of the rows in a document, such as `$.detail.findings[*]`. */
  readonly jsonPath: string;

  /** Key of the bucket. It also encrypts the crawler's own log. */
  readonly kmsKeyArn: string;

  /**
   * Schedule in UTC: `cron(15 3 * * ? *)`.
   *
   * @default none: the crawler runs only when someone starts it
   */
  readonly schedule?: string | undefined;

  /**
   * Resources that must exist before the crawler. Glue checks the bucket when the crawler is created.
   *
   * @default none
   */
  readonly dependsOn?: ITerraformDependable[];
}

/**
 * A crawler for logs without a fixed schema: findings and application logs.
 *
 * The first run reads all objects and creates the tables. Later runs read only new folders and add their partitions. The columns
 * of a table do not change. To add columns for new fields, delete the table and run the crawler.
 *
 * The crawler may change only its own tables. Logs with a known layout have tables that Terraform defines.
 *
 * @see https://docs.aws.amazon.com/glue/latest/dg/add-crawler.html
 */
export class LogCrawler extends Construct {
  constructor(scope: Construct, id: string, props: LogCrawlerProps) {
    super(scope, id);

    const role = new IamRole(this, "Role", {
      name: props.roleName,
      description: "Allows the Glue crawler to read findings and application logs, and to update their tables",
      assumeRolePolicy: serviceTrustJson("glue.amazonaws.com", {
        StringEquals: { "aws:SourceAccount": props.accountId },
      }),
    });
    const rolePolicy = new IamRolePolicy(this, "RolePolicy", {
      name: "crawl",
      role: role.id,
      policy: policyJson("role policy", crawlStatements(props)),
    });

    const encryption = new GlueSecurityConfiguration(this, "Encryption", {
      name: props.crawlerName,
      encryptionConfiguration: {
        cloudwatchEncryption: { cloudwatchEncryptionMode: "SSE-KMS", kmsKeyArn: props.kmsKeyArn },
        jobBookmarksEncryption: { jobBookmarksEncryptionMode: "CSE-KMS", kmsKeyArn: props.kmsKeyArn },
        s3Encryption: { s3EncryptionMode: "SSE-KMS", kmsKeyArn: props.kmsKeyArn },
      },
    });

    const classifier = new GlueClassifier(this, "Classifier", {
      name: props.crawlerName,
      jsonClassifier: { jsonPath: props.jsonPath },
    });

    new GlueCrawler(this, "Resource", {
      name: props.crawlerName,
      description: "Findings and application logs, which have no fixed schema",
      role: role.arn,
      databaseName: props.databaseName,
      tablePrefix: crawledTablePrefix,
      classifiers: [classifier.name],
      securityConfiguration: encryption.name,
      s3Target: props.prefixes.map((prefix) => ({ path: `s3://${props.bucketName}/${prefix}/` })),
      schedule: props.schedule,
      // A folder contains the logs of one day. With this behavior, the crawler cannot change a schema
      recrawlPolicy: { recrawlBehavior: "CRAWL_NEW_FOLDERS_ONLY" },
      schemaChangePolicy: { updateBehavior: "LOG", deleteBehavior: "LOG" },
      configuration: JSON.stringify({
        Version: 1,
        CrawlerOutput: { Partitions: { AddOrUpdateBehavior: "InheritFromTable" } },
        // One table for each prefix, which is level 2. The bucket is level 1
        Grouping: { TableGroupingPolicy: "CombineCompatibleSchemas", TableLevelConfiguration: 2 },
      }),
      dependsOn: [rolePolicy, ...(props.dependsOn ?? [])],
    });
  }
}

function crawlStatements(props: LogCrawlerProps): PolicyStatement[] {
  const { partition, region, accountId, databaseName, bucketArn, prefixes } = props;
  const glue = (resource: string) => `arn:${partition}:glue:${region}:${accountId}:${resource}`;
  const logs = `arn:${partition}:logs:${region}:${accountId}:log-group:/aws-glue/crawlers*`;

  return [
    allow("ListLogs", ["s3:ListBucket"], bucketArn, {
      StringLike: { "s3:prefix": prefixes.map((prefix) => `${prefix}/*`) },
    }),
    allow("LocateBucket", ["s3:GetBucketLocation"], bucketArn),
    allow(
      "ReadLogs",
      ["s3:GetObject"],
      prefixes.map((prefix) => `${bucketArn}/${prefix}/*`),
    ),
    allow("DecryptLogs", ["kms:Decrypt"], props.kmsKeyArn),
    allow(
      "ReadCatalog",
      ["glue:GetDatabase", "glue:GetTable", "glue:GetTables", "glue:GetPartition", "glue:GetPartitions"],
      [glue("catalog"), glue(`database/${databaseName}`), glue(`table/${databaseName}/*`)],
    ),
    allow(
      "WriteOwnTables",
      [
        "glue:CreateTable",
        "glue:UpdateTable",
        "glue:CreatePartition",
        "glue:UpdatePartition",
        "glue:BatchCreatePartition",
        "glue:BatchGetPartition",
      ],
      [glue("catalog"), glue(`database/${databaseName}`), glue(`table/${databaseName}/${crawledTablePrefix}*`)],
    ),
    // IAM supports no resource for this action
    allow("ReadSecurityConfiguration", ["glue:GetSecurityConfiguration"], "*"),
    allow(
      "WriteOwnLog",
      ["logs:AssociateKmsKey", "logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
      [logs, `${logs}:log-stream:*`],
    ),
  ];
}
