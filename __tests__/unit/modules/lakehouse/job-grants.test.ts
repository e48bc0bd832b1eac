import { jobGrants } from "../../../../modules/lakehouse/job-grants";
import { policyJson } from "../../../../modules/iam/policy-document";
import { readPolicy } from "../../../../aws-semantics/iam/read-policy";
import { evaluate } from "../../../../aws-semantics/iam/evaluate";
import { account, arn, partition } from "../../../../sample-data/values";

const region = "eu-west-1";
const kmsKeyArn = arn("kms", region, account(2), "key/archive");
const earlierKeyArn = arn("kms", region, account(2), "key/earlier");
const s3ViaService = "s3.eu-west-1.amazonaws.com";
const s3 = (resource: string) => arn("s3", "", "", resource);
const glue = (resource: string) => arn("glue", region, account(2), resource);

const grantsWith = (earlierKmsKeyArns: readonly string[] = []) =>
  jobGrants({
    partition,
    accountId: account(2),
    region,
    databaseName: "acme_lakehouse",
    bucketArn: s3("acme-lakehouse"),
    tablePrefix: "tables",
    programKey: "job/load-1.py",
    logs: {
      folderArns: [s3("acme-trail/cloudtrail-logs/AWSLogs/o-1"), s3("acme-service-logs/flow-logs/AWSLogs")],
      earlierKmsKeyArns,
      s3ViaService,
    },
    kmsKeyArn,
    logGroupName: "/aws/emr-serverless/acme-lakehouse",
  });

/** A key policy that delegates all decisions to IAM policies. */
const delegated = {
  Effect: "Allow",
  Principal: { AWS: arn("iam", "", account(2), "root") },
  Action: "kms:*",
  Resource: "*",
};
const keyPolicy = readPolicy("key", "resource", JSON.stringify({ Version: "2012-10-17", Statement: delegated }));

const decide = (action: string, resource: string, context: Record<string, string> = {}, earlier: string[] = []) => {
  const identity = [readPolicy("job", "identity", policyJson("role policy", grantsWith(earlier)))];
  const caller = { kind: "role", arn: arn("iam", "", account(2), "role/acme-lakehouse"), account: account(2) } as const;
  const policies = { identity, ...(action.startsWith("kms:") && { resource: keyPolicy }) };
  return evaluate(policies, { caller, action, resource, resourceAccount: account(2), context }).effect;
};

describe("the role of the job", () => {
  test.each([
    ["s3:GetObject", s3("acme-trail/cloudtrail-logs/AWSLogs/o-1/1/CloudTrail/a.json.gz")],
    ["s3:GetObject", s3("acme-service-logs/flow-logs/AWSLogs/1/a.parquet")],
    ["s3:ListBucket", s3("acme-trail")],
    ["s3:ListBucketVersions", s3("acme-service-logs")],
    ["s3:GetObject", s3("acme-lakehouse/job/load-1.py")],
    ["s3:PutObject", s3("acme-lakehouse/tables/acme_lakehouse.db/cloudtrail/data/a.parquet")],
    ["s3:DeleteObject", s3("acme-lakehouse/tables/a")],
    ["s3:ListBucket", s3("acme-lakehouse")],
    ["glue:CreateTable", glue("table/acme_lakehouse/cloudtrail")],
    ["glue:UpdateTable", glue("table/acme_lakehouse/cloudtrail")],
    ["glue:GetDatabase", glue("database/acme_lakehouse")],
    ["logs:PutLogEvents", arn("logs", region, account(2), "log-group:/aws/emr-serverless/acme-lakehouse:log-stream:a")],
  ])("the role of the job may %s on %s", (action, resource) => {
    expect(decide(action, resource)).toBe("allow");
  });

  test.each([
    ["may not write logs", "s3:PutObject", s3("acme-trail/cloudtrail-logs/AWSLogs/o-1/a.json.gz")],
    ["may not delete logs", "s3:DeleteObject", s3("acme-trail/cloudtrail-logs/AWSLogs/o-1/a.json.gz")],
    ["may not read replaced versions", "s3:GetObjectVersion", s3("acme-trail/cloudtrail-logs/AWSLogs/o-1/a.json.gz")],
    ["may not read other folders of an archive", "s3:GetObject", s3("acme-service-logs/ssm-logs/AWSLogs/1/a.log")],
    ["may not read a folder whose name begins the same", "s3:GetObject", s3("acme-service-logs/flow-logs/AWSLogs2/a")],
    ["may not read other buckets", "s3:GetObject", s3("acme-config-archive/config-logs/AWSLogs/a")],
    ["may not list other buckets", "s3:ListBucket", s3("acme-config-archive")],
    ["may not configure its bucket", "s3:PutBucketPolicy", s3("acme-lakehouse")],
    ["may not replace its program", "s3:PutObject", s3("acme-lakehouse/job/load-1.py")],
    ["may not delete its program", "s3:DeleteObject", s3("acme-lakehouse/job/load-1.py")],
    ["may not read other programs", "s3:GetObject", s3("acme-lakehouse/job/load-2.py")],
    ["may not write beside its tables", "s3:PutObject", s3("acme-lakehouse/tables-2/a")],
    ["may not change tables of the archive", "glue:UpdateTable", glue("table/acme_audit/cloudtrail")],
    ["may not delete tables", "glue:DeleteTable", glue("table/acme_lakehouse/cloudtrail")],
    ["may not create databases", "glue:CreateDatabase", glue("database/acme_lakehouse")],
    [
      "may not write to other log groups",
      "logs:PutLogEvents",
      arn("logs", region, account(2), "log-group:/aws/trail:log-stream:a"),
    ],
    ["may not assume roles", "sts:AssumeRole", arn("iam", "", account(2), "role/admin")],
  ])("the role of the job %s: %s", (_, action, resource) => {
    expect(decide(action, resource)).toBe("implicit deny");
  });

  test("the role of the job may use the key only through S3, and may not grant its use", () => {
    const throughS3 = { "kms:ViaService": s3ViaService };

    expect(decide("kms:Decrypt", kmsKeyArn, throughS3)).toBe("allow");
    expect(decide("kms:GenerateDataKey", kmsKeyArn, throughS3)).toBe("allow");
    expect(decide("kms:Decrypt", kmsKeyArn)).toBe("implicit deny");
    expect(decide("kms:CreateGrant", kmsKeyArn, throughS3)).toBe("implicit deny");
  });

  test("the role of the job may decrypt with the keys of earlier logs, but not encrypt", () => {
    const throughS3 = { "kms:ViaService": s3ViaService };

    expect(decide("kms:Decrypt", earlierKeyArn, throughS3)).toBe("implicit deny");
    expect(decide("kms:Decrypt", earlierKeyArn, throughS3, [earlierKeyArn])).toBe("allow");
    expect(decide("kms:Decrypt", earlierKeyArn, {}, [earlierKeyArn])).toBe("implicit deny");
    expect(decide("kms:GenerateDataKey", earlierKeyArn, throughS3, [earlierKeyArn])).toBe("implicit deny");
  });
});
