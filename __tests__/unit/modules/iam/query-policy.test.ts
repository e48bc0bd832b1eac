import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { QueryPolicy, type QueryPolicyProps } from "../../../../modules/iam/query-policy";
import { readPolicy } from "../../../../tools/iam-evaluator/document";
import { evaluate } from "../../../../tools/iam-evaluator/evaluate";
import { synth } from "../../../support/synth";
import { account, arn } from "../../../../tools/sample-data/values";

const caller = { kind: "role", arn: arn("iam", "", account(2), "role/person"), account: account(2) } as const;

function effectOf(action: string, resource: string, props: Partial<QueryPolicyProps> = {}): string {
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
  const identity = [readPolicy("analysts", "identity", resources.one(IamPolicy).policy)];
  return evaluate({ identity }, { caller, action, resource, resourceAccount: account(2), context: {} }).effect;
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

  test.each(further)("allows %s on %s where it is asked to, and else not", (action, resource) => {
    expect(effectOf(action, resource, ofResponders)).toBe("allow");
    expect(effectOf(action, resource)).toBe("implicit deny");
  });

  test.each(["athena:StartQueryExecution", "athena:StopQueryExecution", "athena:GetQueryResults"])(
    "never allows %s in a workgroup of checks",
    (action) => {
      expect(effectOf(action, athena("workgroup/acme-checks"), ofResponders)).toBe("implicit deny");
    },
  );
});
