import { GlueCatalogTable } from "@cdktf/provider-aws/lib/glue-catalog-table";
import { LakeformationPermissions } from "@cdktf/provider-aws/lib/lakeformation-permissions";
import { LinkedTables } from "../../../../stacks/security-lake/linked-tables";
import { account, arn } from "../../../../sample-data/values";
import { synth } from "../../../support/synth";

const role = (name: string) => arn("iam", "", account(2), `role/${name}`);
const lake = (name: string) => ({ catalog_id: account(5), database_name: "lake", name });

const tablesFor = (...readerRoleArns: readonly string[]) =>
  synth((scope) => {
    new LinkedTables(scope, "Tables", {
      databaseName: "acme_audit",
      owner: { accountId: account(5), databaseName: "lake" },
      tables: [
        { name: "cloud_trail_mgmt", linkName: "ocsf_cloudtrail" },
        { name: "vpc_flow", linkName: "ocsf_flow_logs" },
      ],
      readerRoleArns,
    });
  });
const made = tablesFor(role("analyst"), role("aws-reserved/sso.amazonaws.com/AWSReservedSSO_Responder_1a2b"));

describe("LinkedTables", () => {
  test("has a link for each table, in the database of the views", () => {
    expect(
      made.all(GlueCatalogTable).map(({ name, database_name, target_table }) => [name, database_name, target_table]),
    ).toEqual([
      ["ocsf_cloudtrail", "acme_audit", lake("cloud_trail_mgmt")],
      ["ocsf_flow_logs", "acme_audit", lake("vpc_flow")],
    ]);
  });

  test("grants each role only SELECT on each table, and no role may pass it on", () => {
    const grants = made.all(LakeformationPermissions);

    expect(grants.map(({ principal, permissions, table }) => [principal, permissions, table])).toEqual(
      ["cloud_trail_mgmt", "vpc_flow"].flatMap((name) => [
        [role("analyst"), ["SELECT"], lake(name)],
        [role("aws-reserved/sso.amazonaws.com/AWSReservedSSO_Responder_1a2b"), ["SELECT"], lake(name)],
      ]),
    );
    for (const grant of grants) expect(grant).not.toHaveProperty("permissions_with_grant_option");
  });

  test("sets only what identifies a link", () => {
    for (const link of made.all(GlueCatalogTable)) {
      expect(Object.keys(link).toSorted()).toEqual(
        ["//", "database_name", "depends_on", "lifecycle", "name", "target_table"].toSorted(),
      );
    }
  });

  test("LinkedTables never updates a link, because Glue would update its table", () => {
    // Terraform replaces a link with another value of these, and `id` is computed
    const replaced = ["catalog_id", "database_name", "id", "name", "partition_index", "region", "target_table"];
    const updated = argumentsOfTables().filter((name) => !replaced.includes(name));

    expect(updated).toContain("storage_descriptor");
    for (const { lifecycle } of made.all(GlueCatalogTable)) {
      expect(lifecycle.ignore_changes.toSorted()).toEqual(updated.toSorted());
    }
  });

  test("a link exists only when the roles may read its table", () => {
    const [first] = made.all(GlueCatalogTable);

    expect(first.depends_on).toEqual([
      expect.stringMatching(/^aws_lakeformation_permissions\.Tables_ocsf_cloudtrail-analyst_/),
      expect.stringMatching(/^aws_lakeformation_permissions\.Tables_ocsf_cloudtrail-aws-reserved-sso/),
    ]);
  });

  test("changes no setting of Lake Formation, which would change who reads other tables", () => {
    expect(Object.keys(made.json.resource).toSorted()).toEqual([
      "aws_glue_catalog_table",
      "aws_lakeformation_permissions",
    ]);
  });

  test("another role changes no address of the other grants", () => {
    const addresses = (resources: typeof made) => Object.keys(resources.json.resource.aws_lakeformation_permissions);
    const before = addresses(tablesFor(role("analyst")));

    expect(addresses(tablesFor(role("auditor"), role("analyst")))).toEqual(expect.arrayContaining(before));
  });
});

/** Every argument of a table in Glue, from the types of the provider. */
function argumentsOfTables(): string[] {
  let found: string[] = [];
  synth((scope) => {
    const table = new GlueCatalogTable(scope, "Table", { name: "a", databaseName: "b" });
    found = Object.keys(table["synthesizeAttributes"]());
  });
  return found;
}
