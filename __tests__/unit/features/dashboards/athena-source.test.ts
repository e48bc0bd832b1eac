import { CloudformationStack } from "@cdktf/provider-aws/lib/cloudformation-stack";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { AthenaSource, type AthenaSourceProps } from "../../../../features/dashboards/athena-source";
import { account, arn } from "../../../../sample-data/values";
import { synth } from "../../../support/synth";

const athena = (resource: string) => arn("athena", "eu-west-1", account(2), resource);

const source = (changes: Partial<AthenaSourceProps> = {}) =>
  synth((scope) => {
    new AthenaSource(scope, "Source", {
      sourceName: "acme-dashboards",
      title: "Audit archive",
      partition: "aws",
      accountId: account(2),
      region: "eu-west-1",
      workgroupName: "acme-dashboards",
      databaseName: "acme_audit",
      tableName: ["cloudtrail*", "securityhub_findings"],
      folderArns: [arn("s3", "", "", "acme-trail/logs/AWSLogs")],
      archiveKeyArn: arn("kms", "eu-west-1", account(2), "key/archive"),
      otherKeyArns: [],
      otherS3ViaServices: [],
      resultsBucketArn: arn("s3", "", "", "acme-results"),
      s3ViaService: "s3.eu-west-1.amazonaws.com",
      ...changes,
    });
  });
const statements = (changes: Partial<AthenaSourceProps> = {}): { Sid: string; Action: string[]; Resource: unknown }[] =>
  JSON.parse(source(changes).one(IamRolePolicy).policy).Statement;
const templateOf = (made: ReturnType<typeof source>) =>
  JSON.parse(made.one(CloudformationStack).template_body).Resources;

describe("AthenaSource", () => {
  test("AthenaSource is a data source that queries one workgroup with its own role, and that no user of QuickSight may use", () => {
    expect(templateOf(source())).toEqual({
      DataSource: {
        Type: "AWS::QuickSight::DataSource",
        Properties: {
          AwsAccountId: account(2),
          DataSourceId: "acme-dashboards",
          Name: "Audit archive",
          Type: "ATHENA",
          DataSourceParameters: {
            AthenaParameters: {
              RoleArn: arn("iam", "", account(2), "role/acme-dashboards"),
              WorkGroup: "acme-dashboards",
            },
          },
        },
      },
    });
  });

  test("AthenaSource is created after the policy of its role, and is deleted again if QuickSight cannot connect", () => {
    const stack = source().one(CloudformationStack);

    expect(stack.depends_on).toContainEqual(expect.stringMatching(/^aws_iam_role_policy\./));
    expect(stack.on_failure).toBe("DELETE");
  });

  test("only QuickSight assumes the role", () => {
    expect(JSON.parse(source().one(IamRole).assume_role_policy).Statement).toEqual([
      { Effect: "Allow", Principal: { Service: "quicksight.amazonaws.com" }, Action: "sts:AssumeRole" },
    ]);
  });

  test("queries only its workgroup", () => {
    const found = statements().filter(({ Action }) => Action.some((action) => action.startsWith("athena:Start")));

    expect(found).toMatchObject([{ Sid: "Query", Resource: athena("workgroup/acme-dashboards") }]);
  });

  test("reads only the given tables and folders of the database and the bucket", () => {
    const tables = statements().find(({ Sid }) => Sid === "ReadCatalog")?.Resource;
    const logs = statements().find(({ Sid }) => Sid === "ReadLogs")?.Resource;

    expect((tables as string[]).filter((one) => one.includes(":table/"))).toEqual([
      arn("glue", "eu-west-1", account(2), "table/acme_audit/cloudtrail*"),
      arn("glue", "eu-west-1", account(2), "table/acme_audit/securityhub_findings"),
    ]);
    expect(logs).toEqual([arn("s3", "", "", "acme-trail/logs/AWSLogs/*")]);
  });

  test("has no wildcard resource except to list catalogs, and writes only results", () => {
    const everywhere = statements().filter(({ Resource }) => Resource === "*");
    const writing = statements().filter(({ Action }) => [Action].flat().includes("s3:PutObject"));

    expect(everywhere.map(({ Action }) => Action)).toEqual([["athena:ListDataCatalogs"]]);
    expect(writing.map(({ Resource }) => Resource)).toEqual([arn("s3", "", "", "acme-results/acme-dashboards/*")]);
  });

  test("decrypts earlier logs with their keys, if there are any", () => {
    const key = arn("kms", "us-east-1", account(1), "key/earlier");
    const other = { otherKeyArns: [key], otherS3ViaServices: ["s3.us-east-1.amazonaws.com"] };

    expect(statements().some(({ Sid }) => Sid === "DecryptEarlierLogs")).toBe(false);
    expect(statements(other)).toContainEqual(expect.objectContaining({ Sid: "DecryptEarlierLogs", Resource: [key] }));
  });
});
