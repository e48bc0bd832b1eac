import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule";
import { scheduleTrustJson } from "../../../../modules/iam/schedule-trust";
import { ScheduledQuery, type ScheduledQueryProps } from "../../../../modules/athena/scheduled-query";
import { readPolicy } from "../../../../aws-semantics/iam/read-policy";
import { evaluate } from "../../../../aws-semantics/iam/evaluate";
import { synth } from "../../../support/synth";
import { account, arn, partition } from "../../../../sample-data/values";

const place = { partition, accountId: account(2), region: "eu-west-1" };
const athena = (resource: string) => arn("athena", "eu-west-1", account(2), resource);
const glue = (resource: string) => arn("glue", "eu-west-1", account(2), resource);
const s3 = (resource: string) => arn("s3", "", "", resource);
const kmsKeyArn = arn("kms", "eu-west-1", account(2), "key/1234");
const s3ViaService = "s3.eu-west-1.amazonaws.com";

const scheduledQuery = (props: Partial<ScheduledQueryProps> = {}) =>
  synth(
    (scope) =>
      new ScheduledQuery(scope, "Query", {
        ...place,
        queryName: "acme-check",
        description: "Checks",
        sql: "SELECT 1",
        schedule: "cron(0 12 * * ? *)",
        workgroupName: "acme-checks",
        databaseName: "acme_audit",
        tableName: "versions",
        bucketArn: s3("acme-access"),
        filesPrefix: "lists",
        resultsBucketArn: s3("acme-results"),
        kmsKeyArn,
        s3ViaService,
        dependsOn: [],
        ...props,
      }),
  );
const resources = scheduledQuery();

function effectOf(action: string, resource: string, context: Record<string, string>): string {
  const identity = [readPolicy("check", "identity", resources.one(IamRolePolicy).policy)];
  const caller = { kind: "role", arn: arn("iam", "", account(2), "role/acme-check"), account: account(2) } as const;
  return evaluate({ identity }, { caller, action, resource, resourceAccount: account(2), context }).effect;
}

const prefixed = (prefix: string) => ({ "s3:prefix": prefix });

describe("ScheduledQuery", () => {
  test("starts the query in its workgroup and database, at the given minute in UTC, after its role has its policy", () => {
    const { target, ...schedule } = resources.one(SchedulerSchedule);

    expect(schedule).toMatchObject({
      name: "acme-check",
      schedule_expression: "cron(0 12 * * ? *)",
      schedule_expression_timezone: "UTC",
      flexible_time_window: { mode: "OFF" },
      depends_on: [expect.stringMatching(/^aws_iam_role_policy\..*RolePolicy/)],
    });
    expect(target).toMatchObject({
      arn: ["arn", partition, "scheduler", "", "", "aws-sdk:athena:startQueryExecution"].join(":"),
      role_arn: expect.stringMatching(/^\$\{aws_iam_role\..*Role_.*\.arn\}$/),
    });
    expect(JSON.parse(target.input)).toEqual({
      QueryString: "SELECT 1",
      WorkGroup: "acme-checks",
      QueryExecutionContext: { Database: "acme_audit" },
    });
  });

  test("sends the SQL to Athena unchanged, even if it contains Terraform templates", () => {
    const { input } = scheduledQuery({ sql: "SELECT '${a} %{b}'" }).one(SchedulerSchedule).target;

    expect(JSON.parse(input).QueryString).toBe("SELECT '$${a} %%{b}'");
  });

  test("uses a role that only schedules may assume", () => {
    expect(resources.one(IamRole)).toMatchObject({
      name: "acme-check",
      assume_role_policy: scheduleTrustJson(place),
    });
  });

  test.each([
    ["athena:StartQueryExecution", athena("workgroup/acme-checks"), {}],
    ["athena:GetDataCatalog", athena("datacatalog/AwsDataCatalog"), {}],
    ["glue:GetTable", glue("table/acme_audit/versions"), {}],
    ["s3:ListBucket", s3("acme-access"), prefixed("lists/a/")],
    ["s3:GetObject", s3("acme-access/lists/a"), {}],
    ["s3:PutObject", s3("acme-results/acme-checks/a"), {}],
  ])("uses a role that may %s on %s", (action, resource, context) => {
    expect(effectOf(action, resource, context)).toBe("allow");
  });

  test.each([
    ["athena:StartQueryExecution", athena("workgroup/acme-audit"), {}],
    ["athena:GetQueryResults", athena("workgroup/acme-audit"), {}],
    ["glue:GetTable", glue("table/acme_audit/cloudtrail"), {}],
    ["glue:UpdateTable", glue("table/acme_audit/versions"), {}],
    ["s3:ListBucket", s3("acme-access"), prefixed("s3-access-logs/")],
    ["s3:GetObject", s3("acme-access/s3-access-logs/a"), {}],
    ["s3:PutObject", s3("acme-access/lists/a"), {}],
    ["s3:GetObject", s3("acme-results/acme-audit/a"), {}],
  ])("uses a role that may not %s on %s", (action, resource, context) => {
    expect(effectOf(action, resource, context)).toBe("implicit deny");
  });

  test.each([262_143, 262_144])("accepts a query of %i bytes", (bytes) => {
    expect(() => scheduledQuery({ sql: "x".repeat(bytes) })).not.toThrow();
  });

  test("fails when the query is longer than Athena accepts", () => {
    expect(() => scheduledQuery({ sql: "x".repeat(262_145) })).toThrow(
      "query acme-check has 262145 bytes, but Athena accepts at most 262144",
    );
  });
});
