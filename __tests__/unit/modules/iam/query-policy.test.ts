import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { QueryPolicy, type QueryPolicyProps } from "../../../../modules/iam/query-policy";
import type { PolicyStatement } from "../../../../modules/iam/policy-document";
import { readPolicy } from "../../../../aws-semantics/iam/read-policy";
import { evaluate } from "../../../../aws-semantics/iam/evaluate";
import { synth } from "../../../support/synth";
import { account, arn } from "../../../../sample-data/values";

const caller = { kind: "role", arn: arn("iam", "", account(2), "role/person"), account: account(2) } as const;

type Context = Readonly<Record<string, string>>;

function policyOf(props: Partial<QueryPolicyProps>): string {
  const resources = synth(
    (scope) =>
      new QueryPolicy(scope, "Policy", {
        partition: "aws",
        accountId: account(2),
        region: "eu-west-1",
        policyName: "acme-analysts",
        description: "Queries the archive",
        workgroupName: "acme-audit",
        savedQueriesWorkgroupName: "acme-saved",
        databaseName: "acme_audit",
        archiveBucketArns: [arn("s3", "", "", "acme-trail")],
        resultsBucketArn: arn("s3", "", "", "acme-results"),
        kmsKeyArn: arn("kms", "eu-west-1", account(2), "key/1234"),
        s3ViaService: "s3.eu-west-1.amazonaws.com",
        ...props,
      }),
  );
  return resources.one(IamPolicy).policy;
}

const statementsOf = (props: Partial<QueryPolicyProps>): PolicyStatement[] => JSON.parse(policyOf(props)).Statement;

function effectOf(
  action: string,
  resource: string,
  props: Partial<QueryPolicyProps> = {},
  context: Context = {},
): string {
  const identity = [readPolicy("analysts", "identity", policyOf(props))];
  return evaluate({ identity }, { caller, action, resource, resourceAccount: account(2), context }).effect;
}

const athena = (resource: string) => arn("athena", "eu-west-1", account(2), resource);
const glue = (resource: string) => arn("glue", "eu-west-1", account(2), resource);

describe("QueryPolicy", () => {
  test.each([
    ["athena:StartQueryExecution", athena("workgroup/acme-audit")],
    ["athena:GetQueryResults", athena("workgroup/acme-audit")],
    ["athena:ListNamedQueries", athena("workgroup/acme-saved")],
    ["glue:GetTable", glue("table/acme_audit/cloudtrail")],
  ])("allows %s on %s", (action, resource) => {
    expect(effectOf(action, resource)).toBe("allow");
  });

  test.each([
    ["athena:StartQueryExecution", athena("workgroup/acme-responders")],
    ["athena:StartQueryExecution", athena("workgroup/primary")],
    ["athena:GetQueryResults", athena("workgroup/acme-responders")],
    ["athena:UpdateWorkGroup", athena("workgroup/acme-audit")],
    ["athena:DeleteNamedQuery", athena("workgroup/acme-saved")],
    ["glue:GetTable", glue("table/other/cloudtrail")],
    ["glue:UpdateTable", glue("table/acme_audit/cloudtrail")],
    ["glue:DeleteTable", glue("table/acme_audit/cloudtrail")],
    ["s3:PutObject", arn("s3", "", "", "acme-trail/a")],
    ["s3:PutObject", arn("s3", "", "", "acme-results/acme-responders/a")],
  ])("does not allow %s on %s", (action, resource) => {
    expect(effectOf(action, resource)).toBe("implicit deny");
  });

  const ofResponders = { checkWorkgroupNames: ["acme-checks"], readsReplacedVersions: true };
  const further = [
    ["athena:GetQueryExecution", athena("workgroup/acme-checks")],
    ["athena:ListQueryExecutions", athena("workgroup/acme-checks")],
    ["s3:GetObjectVersion", arn("s3", "", "", "acme-trail/a")],
  ] as const;

  test.each(further)("allows %s on %s only if a property requires it", (action, resource) => {
    expect(effectOf(action, resource, ofResponders)).toBe("allow");
    expect(effectOf(action, resource)).toBe("implicit deny");
  });

  describe("with logs of earlier trails", () => {
    const folder = arn("s3", "", "", "old/x/AWSLogs/o-a1b2c3d4e5");
    const key = arn("kms", "us-east-1", account(7), "key/old");
    const s3ViaServices = ["s3.us-east-1.amazonaws.com"];
    const earlierLogs = { folderArns: [folder], kmsKeyArns: [key], s3ViaServices };
    const context = {
      "s3:prefix": `x/AWSLogs/o-a1b2c3d4e5/${account(1)}/`,
    };

    test.each([
      ["s3:GetObject", `${folder}/a.json.gz`],
      ["s3:ListBucket", arn("s3", "", "", "old")],
      ["s3:GetBucketLocation", arn("s3", "", "", "old")],
    ])("allows %s on %s only for such logs", (action, resource) => {
      expect(effectOf(action, resource, { earlierLogs }, context)).toBe("allow");
      expect(effectOf(action, resource, {}, context)).toBe("implicit deny");
    });

    test.each([
      ["s3:GetObject", arn("s3", "", "", "old/payroll.csv"), context],
      ["s3:GetObject", `${folder}0/a.json.gz`, context],
      ["s3:PutObject", `${folder}/a.json.gz`, context],
      ["s3:ListBucket", arn("s3", "", "", "old"), { "s3:prefix": "payroll/" }],
      ["s3:ListBucket", arn("s3", "", "", "old"), {}],
    ])("does not allow %s on %s with %j", (action, resource, given) => {
      expect(effectOf(action, resource, { earlierLogs }, given)).toBe("implicit deny");
    });

    test("allows decryption only with their keys, and only through S3", () => {
      const found = statementsOf({ earlierLogs }).filter(({ Sid }) => Sid === "DecryptEarlierLogs");

      expect(found).toEqual([
        {
          Sid: "DecryptEarlierLogs",
          Effect: "Allow",
          Action: ["kms:Decrypt"],
          Resource: [key],
          Condition: { StringEquals: { "kms:ViaService": s3ViaServices } },
        },
      ]);
    });
  });

  test.each(["athena:StartQueryExecution", "athena:StopQueryExecution", "athena:GetQueryResults"])(
    "QueryPolicy never allows %s in a workgroup of checks",
    (action) => {
      expect(effectOf(action, athena("workgroup/acme-checks"), ofResponders)).toBe("implicit deny");
    },
  );

  test("allows requesting tables of Lake Formation in the catalog of their account, and no other table there", () => {
    const statements = statementsOf({
      lakeFormationTables: { accountId: account(5), databaseName: "lake", tableNames: ["vpc_flow", "route53"] },
    });
    const owned = (resource: string) => arn("glue", "eu-west-1", account(5), resource);

    expect(statements.find(({ Sid }) => Sid === "ReadSharedTables")).toMatchObject({
      Action: ["glue:GetDatabase", "glue:GetPartition", "glue:GetPartitions", "glue:GetTable", "glue:GetTables"],
      Resource: [owned("catalog"), owned("database/lake"), owned("table/lake/vpc_flow"), owned("table/lake/route53")],
    });
    expect(statements.find(({ Sid }) => Sid === "ReadGrantedData")).toMatchObject({
      Action: ["lakeformation:GetDataAccess"],
      Resource: "*",
    });
  });

  test("allows nothing of Lake Formation by default", () => {
    expect(policyOf({})).not.toMatch(/lakeformation|ReadSharedTables/);
  });
});
