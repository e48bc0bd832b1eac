import { GlueClassifier } from "@cdktf/provider-aws/lib/glue-classifier";
import { GlueCrawler } from "@cdktf/provider-aws/lib/glue-crawler";
import { GlueSecurityConfiguration } from "@cdktf/provider-aws/lib/glue-security-configuration";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { LogCrawler, type LogCrawlerProps } from "../../../../modules/athena/log-crawler";
import type { PolicyStatement } from "../../../../modules/iam/policy-document";
import { synth } from "../../../support/synth";
import { account, arn, partition } from "../../../../sample-data/values";

const bucketArn = arn("s3", "", "", "acme-service-logs");
const kmsKeyArn = arn("kms", "eu-west-1", account(2), "key/abcd");
const glue = (resource: string) => arn("glue", "eu-west-1", account(2), resource);
const crawlerLogs = arn("logs", "eu-west-1", account(2), "log-group:/aws-glue/crawlers*");

const logCrawler = (props: Partial<LogCrawlerProps> = {}) =>
  synth((scope) => {
    new LogCrawler(scope, "Crawler", {
      partition,
      accountId: account(2),
      region: "eu-west-1",
      crawlerName: "acme-open-logs",
      roleName: "acme-log-crawler",
      databaseName: "acme_audit",
      bucketName: "acme-service-logs",
      bucketArn,
      prefixes: ["securityhub-findings", "app-logs"],
      jsonPath: "$.detail.findings[*]",
      kmsKeyArn,
      schedule: "cron(15 3 * * ? *)",
      ...props,
    });
  });

const statementsOf = (props: Partial<LogCrawlerProps> = {}): PolicyStatement[] =>
  JSON.parse(logCrawler(props).one(IamRolePolicy).policy).Statement;

describe("the role of a LogCrawler", () => {
  test("the role of a LogCrawler can be assumed by Glue only for its own account", () => {
    const role = logCrawler().one(IamRole);

    expect(role.name).toBe("acme-log-crawler");
    expect(JSON.parse(role.assume_role_policy).Statement).toEqual([
      {
        Effect: "Allow",
        Principal: { Service: "glue.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "aws:SourceAccount": account(2) } },
      },
    ]);
  });

  test("has exactly the statements that a crawl requires", () => {
    expect(logCrawler().one(IamRolePolicy)).toMatchObject({
      name: "crawl",
      role: expect.stringMatching(/^\$\{aws_iam_role\.Crawler_Role_[A-Z0-9]+\.id\}$/),
    });
    expect(statementsOf()).toEqual([
      {
        Sid: "ListLogs",
        Effect: "Allow",
        Action: ["s3:ListBucket"],
        Resource: bucketArn,
        Condition: { StringLike: { "s3:prefix": ["securityhub-findings/*", "app-logs/*"] } },
      },
      { Sid: "LocateBucket", Effect: "Allow", Action: ["s3:GetBucketLocation"], Resource: bucketArn },
      {
        Sid: "ReadLogs",
        Effect: "Allow",
        Action: ["s3:GetObject"],
        Resource: [`${bucketArn}/securityhub-findings/*`, `${bucketArn}/app-logs/*`],
      },
      { Sid: "DecryptLogs", Effect: "Allow", Action: ["kms:Decrypt"], Resource: kmsKeyArn },
      {
        Sid: "ReadCatalog",
        Effect: "Allow",
        Action: ["glue:GetDatabase", "glue:GetTable", "glue:GetTables", "glue:GetPartition", "glue:GetPartitions"],
        Resource: [glue("catalog"), glue("database/acme_audit"), glue("table/acme_audit/*")],
      },
      {
        Sid: "WriteOwnTables",
        Effect: "Allow",
        Action: [
          "glue:CreateTable",
          "glue:UpdateTable",
          "glue:CreatePartition",
          "glue:UpdatePartition",
          "glue:BatchCreatePartition",
          "glue:BatchGetPartition",
        ],
        Resource: [glue("catalog"), glue("database/acme_audit"), glue("table/acme_audit/open_*")],
      },
      {
        Sid: "ReadSecurityConfiguration",
        Effect: "Allow",
        Action: ["glue:GetSecurityConfiguration"],
        Resource: "*",
      },
      {
        Sid: "WriteOwnLog",
        Effect: "Allow",
        Action: ["logs:AssociateKmsKey", "logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: [crawlerLogs, `${crawlerLogs}:log-stream:*`],
      },
    ]);
  });

  test("the role of a LogCrawler may write and delete nothing in S3, and contains no bare wildcard", () => {
    const statements = statementsOf();
    const actions = statements.flatMap(({ Action }) => Action);

    expect(actions.filter((action) => /\*|Delete|^s3:(?!Get|List)/.test(action))).toEqual([]);
    const bare = statements.filter(({ Resource }) => [Resource].flat().includes("*"));
    // IAM supports no resource for this action
    expect(bare.map(({ Sid }) => Sid)).toEqual(["ReadSecurityConfiguration"]);
  });

  test("contains only its own partition, region and account", () => {
    const own = { partition: "aws-cn", region: "cn-north-1", accountId: account(5) };
    const named = statementsOf(own)
      .flatMap(({ Resource = [] }) => Resource)
      .filter((resource) => /:(glue|logs):/.test(resource));

    expect(named).toHaveLength(8);
    for (const resource of named) {
      expect(resource).toMatch(new RegExp(`^arn:aws-cn:(glue|logs):cn-north-1:${account(5)}:`));
    }
  });

  test("fails when it reads more prefixes than fit into the policy of a role", () => {
    const prefixes = Array.from({ length: 200 }, (_, i) => `application-${i}`);

    expect(() => logCrawler({ prefixes })).toThrow(/a role policy can have at most 10240 bytes, got \d+/);
  });
});

describe("LogCrawler", () => {
  const roleMay = expect.stringMatching(/^aws_iam_role_policy\.Crawler_RolePolicy_/);

  test("LogCrawler is created after the given resources", () => {
    const { depends_on } = logCrawler({ dependsOn: [{ fqn: "aws_s3_bucket_policy.X" }] }).one(GlueCrawler);

    expect(depends_on).toEqual([roleMay, "aws_s3_bucket_policy.X"]);
  });

  test("crawls only its prefixes, after its role has its policy", () => {
    const crawler = logCrawler().one(GlueCrawler);

    expect(crawler.s3_target).toEqual([
      { path: "s3://acme-service-logs/securityhub-findings/" },
      { path: "s3://acme-service-logs/app-logs/" },
    ]);
    expect(crawler.role).toMatch(/^\$\{aws_iam_role\.Crawler_Role_[A-Z0-9]+\.arn\}$/);
    expect(crawler.depends_on).toEqual([roleMay]);
  });

  test("creates tables with the prefix that its role may change, in its database, on its schedule", () => {
    const crawler = logCrawler().one(GlueCrawler);
    const own = [statementsOf().find(({ Sid }) => Sid === "WriteOwnTables")?.Resource].flat().at(-1);

    expect(crawler).toMatchObject({
      name: "acme-open-logs",
      database_name: "acme_audit",
      schedule: "cron(15 3 * * ? *)",
    });
    expect(own).toBe(glue(`table/acme_audit/${crawler.table_prefix}*`));
  });

  test("crawls only new folders, and never changes schemas", () => {
    expect(logCrawler().one(GlueCrawler)).toMatchObject({
      recrawl_policy: { recrawl_behavior: "CRAWL_NEW_FOLDERS_ONLY" },
      schema_change_policy: { update_behavior: "LOG", delete_behavior: "LOG" },
    });
  });

  test("has no schedule by default", () => {
    expect(logCrawler({ schedule: undefined }).one(GlueCrawler)).not.toHaveProperty("schedule");
  });

  test("creates one table for each prefix, whose partitions inherit the schema of the table", () => {
    expect(JSON.parse(logCrawler().one(GlueCrawler).configuration)).toEqual({
      Version: 1,
      CrawlerOutput: { Partitions: { AddOrUpdateBehavior: "InheritFromTable" } },
      Grouping: { TableGroupingPolicy: "CombineCompatibleSchemas", TableLevelConfiguration: 2 },
    });
  });

  test("detects rows with its own classifier", () => {
    const resources = logCrawler({ jsonPath: "$.Records[*]" });

    expect(resources.one(GlueClassifier)).toMatchObject({
      name: "acme-open-logs",
      json_classifier: { json_path: "$.Records[*]" },
    });
    expect(resources.one(GlueCrawler).classifiers).toEqual([
      expect.stringMatching(/^\$\{aws_glue_classifier\.Crawler_Classifier_[A-Z0-9]+\.name\}$/),
    ]);
  });

  test("encrypts its results and its log with the archive key", () => {
    const resources = logCrawler();
    const encryption = resources.one(GlueSecurityConfiguration);

    expect(encryption.encryption_configuration).toEqual({
      cloudwatch_encryption: { cloudwatch_encryption_mode: "SSE-KMS", kms_key_arn: kmsKeyArn },
      job_bookmarks_encryption: { job_bookmarks_encryption_mode: "CSE-KMS", kms_key_arn: kmsKeyArn },
      s3_encryption: { s3_encryption_mode: "SSE-KMS", kms_key_arn: kmsKeyArn },
    });
    expect(encryption.name).toBe("acme-open-logs");
    expect(resources.one(GlueCrawler).security_configuration).toMatch(
      /^\$\{aws_glue_security_configuration\.Crawler_Encryption_[A-Z0-9]+\.name\}$/,
    );
  });
});
