import { GlueCatalogTable } from "@cdktf/provider-aws/lib/glue-catalog-table";
import { LakeformationPermissions } from "@cdktf/provider-aws/lib/lakeformation-permissions";
import { SecuritylakeSubscriber } from "@cdktf/provider-aws/lib/securitylake-subscriber";
import { terraformRoots } from "../../../config/derived/terraform-roots";
import { namesFor } from "../../../config/names/names";
import { Stacks } from "../../../synthesis/define-stacks";
import { evaluate } from "../../../aws-semantics/iam/evaluate";
import { readPolicy } from "../../../aws-semantics/iam/read-policy";
import { account, arn } from "../../../sample-data/values";
import { ofType, readStack } from "../../../terraform-types/synthesized/stack";
import { type Change, organization, stackOf } from "../../support/organization";
import { testApp } from "../../support/synth";

const analyst = arn("iam", "", account(2), "role/analyst");
const withLake = (settings: Change = {}, query: Change = {}, other: Change = {}) =>
  organization("config/example.yaml", {
    ...other,
    query: {
      ocsf: { enabled: true, securityLake: { administrator: account(2), readerRoleArns: [analyst], ...settings } },
      ...query,
    },
  });
const ofMember = () => withLake({ administrator: account(4) });
const lakeTypes = [LakeformationPermissions, SecuritylakeSubscriber];
const database = "amazon_security_lake_glue_db_eu_west_1";
const table = (source: string) => `amazon_security_lake_table_eu_west_1_${source}_2_0`;
const namesOf = (made: ReturnType<typeof withLake>, root: string) =>
  stackOf(made, root)
    .all(GlueCatalogTable)
    .map(({ name }) => name);

describe("query.ocsf.securityLake", () => {
  test("does not exist by default, with or without the views", () => {
    for (const enabled of [false, true]) {
      const { stacks } = organization("config/example.yaml", { query: { ocsf: { enabled } } });

      expect([...stacks.keys()]).toEqual(["log-archive", "management", "member-payments", "member-website"]);
      for (const resources of stacks.values()) for (const type of lakeTypes) expect(resources.all(type)).toEqual([]);
    }
  });

  test("replaces the views by links with the same names, in a root of its own", () => {
    const views = organization("config/example.yaml", { query: { ocsf: { enabled: true } } });
    const made = withLake();
    const ocsf = namesOf(views, "log-archive").filter((name) => name.startsWith("ocsf_"));

    expect(ocsf).toHaveLength(4);
    expect(namesOf(made, "security-lake").toSorted()).toEqual(ocsf.toSorted());
    expect(namesOf(made, "log-archive")).toEqual(namesOf(views, "log-archive").filter((name) => !ocsf.includes(name)));
  });

  test.each([
    ["CLOUD_TRAIL_MGMT", "ocsf_cloudtrail", "cloud_trail_mgmt"],
    ["VPC_FLOW", "ocsf_flow_logs", "vpc_flow"],
    ["ROUTE53", "ocsf_dns_logs", "route53"],
    ["SH_FINDINGS", "ocsf_securityhub_findings", "sh_findings"],
    ["S3_DATA", "ocsf_s3_data", "s3_data"],
    ["LAMBDA_EXECUTION", "ocsf_lambda_execution", "lambda_execution"],
    ["EKS_AUDIT", "ocsf_eks_audit", "eks_audit"],
    ["WAF", "ocsf_waf", "waf"],
  ])("links to the table of %s in the home region", (source, name, part) => {
    const link = stackOf(withLake({ sources: [source] }), "security-lake").one(GlueCatalogTable);

    expect(link).toMatchObject({
      name,
      database_name: namesFor(withLake().config).databaseName,
      target_table: { catalog_id: account(2), database_name: database, name: table(part) },
    });
  });

  test("the log-archive account is no subscriber of its own tables", () => {
    expect([...withLake().stacks.keys()]).not.toContain("security-lake-subscriber");
  });

  test("a member shares its tables with the log-archive account, in a root of its own", () => {
    const made = ofMember();
    const root = stackOf(made, "security-lake-subscriber");

    expect(root.json.provider.aws[0].allowed_account_ids).toEqual([account(4)]);
    expect(root.one(SecuritylakeSubscriber)).toMatchObject({
      access_type: "LAKEFORMATION",
      subscriber_identity: [{ principal: account(2) }],
    });
    const link = stackOf(made, "security-lake").all(GlueCatalogTable)[0];
    expect(link.target_table.catalog_id).toBe(account(4));
  });

  test("no root that has logs has resources of Security Lake or Lake Formation", () => {
    const found = [...ofMember().stacks].filter(([, resources]) =>
      lakeTypes.some((type) => resources.all(type).length > 0),
    );

    expect(found.map(([name]) => name)).toEqual(["security-lake-subscriber", "security-lake"]);
  });

  test.each([
    ["after the log archive", withLake(), ["log-archive"]],
    ["after the subscriber", ofMember(), ["log-archive", "security-lake-subscriber"]],
  ])("the links are deployed %s", (_, { config }, before) => {
    const root = terraformRoots(config).find(({ stackName }) => stackName === "security-lake");
    const stack = root && new Stacks(testApp(), config).of(root);

    expect(stack?.dependencies.map(({ node }) => node.id).toSorted()).toEqual(before);
  });

  test("the second region has neither views nor links, because Security Lake has its own tables there", () => {
    const made = withLake({}, {}, { archive: { secondRegion: { region: "eu-central-1" } } });

    expect(namesOf(made, "second-region").filter((name) => name.startsWith("ocsf_"))).toEqual([]);
  });
});

/** What the share of Security Lake and the owner of a bucket could allow at most, so that only the policy of the role decides. */
const allowingAll = readPolicy(
  "resource policy",
  "resource",
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Principal: { AWS: arn("iam", "", account(2), "root") }, Action: "*", Resource: "*" },
    ],
  }),
);

/** Decisions of IAM for the policies of people in the root of the log archive. Lake Formation decides afterwards. */
function decisions(made: ReturnType<typeof withLake>) {
  const root = readStack("log-archive", stackOf(made, "log-archive").json);
  const caller = {
    kind: "role",
    arn: analyst,
    account: account(2),
    organization: made.config.organizationId,
  } as const;
  return (policy: string, action: string, resource: string, resourceAccount: string) => {
    const found = ofType(root, "aws_iam_policy").find(({ attributes }) => attributes.name === policy);
    const identity = [readPolicy(policy, "identity", found?.attributes.policy)];
    return evaluate({ identity, resource: allowingAll }, { caller, action, resource, resourceAccount, context: {} })
      .effect;
  };
}

describe.each(["analystPolicyName", "responderPolicyName"] as const)("the policy %s", (key) => {
  const made = ofMember();
  const policy = namesFor(made.config)[key];
  const decide = decisions(made);
  const glue = (resource: string) => arn("glue", "eu-west-1", account(4), resource);

  test.each([
    ["a table", glue(`table/${database}/${table("cloud_trail_mgmt")}`)],
    ["their database", glue(`database/${database}`)],
    ["their catalog", glue("catalog")],
  ])("allows reading %s in the account of the administrator", (_, resource) => {
    expect(decide(policy, "glue:GetTable", resource, account(4))).toBe("allow");
  });

  test("allows requesting the data that Lake Formation grants", () => {
    expect(decide(policy, "lakeformation:GetDataAccess", "*", account(2))).toBe("allow");
  });

  test.each([
    ["a table of a source that is not configured", "glue:GetTable", glue(`table/${database}/${table("waf")}`)],
    ["another database there", "glue:GetTable", glue("table/payroll/salaries")],
    ["changing a table", "glue:UpdateTable", glue(`table/${database}/${table("cloud_trail_mgmt")}`)],
    ["granting tables", "lakeformation:GrantPermissions", "*"],
    ["changing the administrators of Lake Formation", "lakeformation:PutDataLakeSettings", "*"],
    [
      "reading the objects without Lake Formation",
      "s3:GetObject",
      arn("s3", "", "", "aws-security-data-lake-eu-west-1-x/a"),
    ],
  ])("does not allow %s", (_, action, resource) => {
    expect(decide(policy, action, resource, account(4))).toMatch(/deny$/);
  });

  test("allows nothing of this without Security Lake", () => {
    const without = decisions(organization("config/example.yaml", { query: { ocsf: { enabled: true } } }));

    expect(without(policy, "lakeformation:GetDataAccess", "*", account(2))).toMatch(/deny$/);
    expect(without(policy, "glue:GetTable", glue(`table/${database}/${table("vpc_flow")}`), account(4))).toMatch(
      /deny$/,
    );
  });
});
