import { dashboardNames } from "../../../../features/dashboards/names";
import { namesFor } from "../../../../config/names/names";
import { readPolicy } from "../../../../aws-semantics/iam/read-policy";
import { evaluate } from "../../../../aws-semantics/iam/evaluate";
import { account, arn } from "../../../../sample-data/values";
import { bucketsOf, keysOf, rolesOf } from "../../../../terraform-types/synthesized/policies";
import { References } from "../../../../terraform-types/synthesized/references";
import type { Attributes } from "../../../../terraform-types/columns/attributes";
import { ofType, readStack } from "../../../../terraform-types/synthesized/stack";
import { type Change, organization } from "../../../support/organization";

/** The dashboards in the root of the log archive. */
const rootOf = (change: Change = {}) => {
  const { config, stacks } = organization("config/examples/everything.yaml", change);
  return { config, root: readStack("log-archive", stacks.get("log-archive")?.json) };
};
const { config, root } = rootOf();
const references = new References([root]);
const names = dashboardNames(config);
const { buckets, databaseName } = namesFor(config);
const policies = rolesOf(references).find(({ name }) => name === names.name)?.policies ?? [];
const caller = {
  kind: "role",
  arn: names.roleArn,
  account: account(2),
  organization: config.organizationId,
} as const;

function decide(action: string, resource: string, context: Record<string, string> = {}): string {
  const guarded = [...bucketsOf(references), ...keysOf(references)].find(
    (one) => resource === one.arn || resource.startsWith(`${one.arn}/`),
  );
  const request = {
    caller,
    action,
    resource,
    resourceAccount: account(2),
    context: { "aws:SecureTransport": "true", "s3:TlsVersion": "1.3", ...context },
  };
  return evaluate({ identity: policies, ...(guarded?.policy && { resource: guarded.policy }) }, request).effect;
}

const s3 = (bucket: string, key: string) => arn("s3", "", "", `${bucket}/${key}`);
const glue = (table: string) => arn("glue", "eu-central-1", account(2), `table/${databaseName}/${table}`);
const workgroup = (name: string) => arn("athena", "eu-central-1", account(2), `workgroup/${name}`);
const trailLog = `cloudtrail-logs/AWSLogs/o-a1b2c3d4e5/${account(3)}/CloudTrail/eu-central-1/2026/11/01/a.json.gz`;
const archiveKey = keysOf(references).find(({ name }) => name === namesFor(config).archiveKeyAlias)?.arn ?? "";

describe("the role of the data source", () => {
  test.each([
    ["may query in its workgroup", "athena:StartQueryExecution", workgroup(names.name)],
    ["may read the view of events", "glue:GetTable", glue("cloudtrail_events")],
    ["may read the table of findings", "glue:GetTable", glue("securityhub_findings")],
    ["may read an object with events", "s3:GetObject", s3(buckets.trail, trailLog)],
    [
      "may read an object with findings",
      "s3:GetObject",
      s3(buckets.serviceLogs, `securityhub-findings/${account(5)}/a`),
    ],
    ["may write its results", "s3:PutObject", s3(buckets.queryResults, `${names.name}/a.csv`)],
  ])("the role of the data source %s", (_, action, resource) => {
    expect(decide(action, resource)).toBe("allow");
  });

  test("the role of the data source may decrypt logs only through S3", () => {
    expect(decide("kms:Decrypt", archiveKey, { "kms:ViaService": "s3.eu-central-1.amazonaws.com" })).toBe("allow");
    expect(decide("kms:Decrypt", archiveKey)).toMatch(/deny$/);
  });

  test.each([
    ["may not query in workgroups of people", "athena:StartQueryExecution", workgroup(namesFor(config).workgroupName)],
    ["may not read transcripts", "s3:GetObject", s3(buckets.serviceLogs, "ssm-logs/AWSLogs/1/sessions/a.log")],
    ["may not read the table of transcripts", "glue:GetTable", glue("session_transcripts")],
    ["may not read flow logs", "s3:GetObject", s3(buckets.serviceLogs, "flow-logs/AWSLogs/1/a.parquet")],
    ["may not read logs of AWS Config", "s3:GetObject", s3(buckets.config, "config-logs/AWSLogs/1/Config/a.json.gz")],
    ["may not read results of people", "s3:GetObject", s3(buckets.queryResults, "acme-prod-audit/a.csv")],
    ["may not write logs", "s3:PutObject", s3(buckets.trail, trailLog)],
    ["may not delete logs", "s3:DeleteObject", s3(buckets.trail, trailLog)],
    ["may not change tables", "glue:UpdateTable", glue("cloudtrail")],
  ])("the role of the data source %s", (_, action, resource) => {
    expect(decide(action, resource)).toMatch(/deny$/);
  });
});

const one = (type: string, from = root): Attributes => ofType(from, type)[0]?.attributes;
const dataSets = (from = root): Attributes[] =>
  ofType(from, "aws_quicksight_data_set").map(({ attributes }) => attributes);
const sqlOf = (dataSet: Attributes): string => dataSet.physical_table_map[0].custom_sql.sql_query;

test("the workgroup stops a query at the scan limit of the dashboards", () => {
  const found = ofType(root, "aws_athena_workgroup").find(({ attributes }) => attributes.name === names.name);

  expect(found?.attributes.configuration).toMatchObject({
    enforce_workgroup_configuration: true,
    bytes_scanned_cutoff_per_query: 50e9,
  });
});

test("the data sets read the configured days from the database of the archive, with the data source of the role", () => {
  expect(dataSets().map(({ data_set_id: id }) => id)).toEqual(["acme-prod-activity", "acme-prod-findings"]);
  for (const dataSet of dataSets()) {
    expect(sqlOf(dataSet)).toContain("current_date - INTERVAL '9' DAY");
    expect(sqlOf(dataSet)).toMatch(new RegExp(`FROM "${databaseName}"\\."(cloudtrail_events|securityhub_findings)"`));
    expect(dataSet.physical_table_map[0].custom_sql.data_source_arn).toBe(names.dataSourceArn);
  }
  expect(JSON.parse(one("aws_cloudformation_stack").template_body).Resources.DataSource.Properties).toMatchObject({
    DataSourceId: names.dataSourceArn.split("/")[1],
  });
});

test("the data sets exclude a quarantined object of a table", () => {
  const quarantinedObjects = [`s3://${buckets.serviceLogs}/securityhub-findings/broken`];
  const { root: changed } = rootOf({ query: { quarantinedObjects } });
  const sql = dataSets(changed).map(sqlOf)[1] ?? "";

  expect(sql).toMatch(
    new RegExp(
      `^WITH securityhub_findings AS \\(\\nSELECT \\*, "\\$path"\\nFROM "${databaseName}"."securityhub_findings"\\nWHERE `,
    ),
  );
  expect(sql).toMatch(/FROM securityhub_findings\n\s+WHERE day >=/);
});

test("no data set reads findings and no chart shows them if there are no findings", () => {
  const { root: changed } = rootOf({
    logSources: { securityHubFindings: { mode: "none", account: null, region: null } },
    search: { enabled: false },
  });
  const policy = JSON.stringify(ofType(changed, "aws_iam_role_policy").filter(({ id }) => id.includes("Dashboards")));

  expect(dataSets(changed)).toHaveLength(1);
  expect(one("aws_quicksight_dashboard", changed).definition.sheets).toHaveLength(1);
  expect(policy).not.toContain("findings");
});

test("the groups are created before they receive a permission", () => {
  const groups = ofType(root, "aws_quicksight_group").map(({ id }) => `aws_quicksight_group.${id}`);

  expect(ofType(root, "aws_quicksight_group").map(({ attributes }) => attributes.group_name)).toEqual([
    "audit-authors",
    "audit-readers",
  ]);
  for (const dataSet of dataSets()) expect(dataSet.depends_on).toEqual(expect.arrayContaining(groups));
});

test("readers have a permission only for the dashboard", () => {
  const named = root.resources
    .filter(
      ({ type, attributes }) => type !== "aws_quicksight_group" && JSON.stringify(attributes).includes("audit-readers"),
    )
    .map(({ type }) => type);

  expect(named).toEqual(["aws_quicksight_dashboard"]);
});

test("the synthesis fails without readers", () => {
  expect(() => rootOf({ dashboards: { readerGroup: undefined } })).toThrow("dashboards.readerGroup");
});

test("the policy of the role is within IAM's limit for a role", () => {
  const found = ofType(root, "aws_iam_role_policy").find(({ id }) => id.includes("Dashboards"));
  const policy: string = found?.attributes.policy;

  expect(readPolicy("dashboards", "identity", references.text(root, policy)).statements.length).toBeGreaterThan(5);
  expect(policy.length).toBeLessThan(10_240);
});
