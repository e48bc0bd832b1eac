import { GlueCatalogTable } from "@cdktf/provider-aws/lib/glue-catalog-table";
import { LakeformationPermissions } from "@cdktf/provider-aws/lib/lakeformation-permissions";
import { Construct } from "constructs";

export interface LinkedTablesProps {
  /** Database of the links. */
  readonly databaseName: string;

  /** Catalog and database of the tables. The catalog can belong to another account. */
  readonly owner: { readonly accountId: string; readonly databaseName: string };

  /** Tables, each with the name of its link. */
  readonly tables: readonly { readonly name: string; readonly linkName: string }[];

  /** Roles of the account of the links that may query the tables. */
  readonly readerRoleArns: readonly string[];
}

/**
 * Attributes of a link that Glue returns from the table. To change one of them, Glue would change the table instead of the link. The
 * database, the name and the table of a link are not in this list: to change them, Terraform replaces the link.
 *
 * @see https://docs.aws.amazon.com/lake-formation/latest/dg/resource-links-glue-apis.html
 */
const attributesOfTable = [
  "description",
  "open_table_format_input",
  "owner",
  "parameters",
  "partition_keys",
  "retention",
  "storage_descriptor",
  "table_type",
  "view_expanded_text",
  "view_original_text",
];

/**
 * Tables that AWS Lake Formation protects, under names in a database that IAM alone protects. Lake Formation grants each role only
 * `SELECT` on each table. It grants nothing for the links, and no setting of Lake Formation changes, so other tables keep their readers.
 *
 * @see https://docs.aws.amazon.com/lake-formation/latest/dg/resource-links-about.html
 */
export class LinkedTables extends Construct {
  constructor(scope: Construct, id: string, { databaseName, owner, tables, readerRoleArns }: LinkedTablesProps) {
    super(scope, id);

    for (const { name, linkName } of tables) {
      const grants = readerRoleArns.map(
        (principal) =>
          new LakeformationPermissions(this, `${linkName}-${roleOf(principal)}`, {
            principal,
            // Allows to see the table and to query it
            permissions: ["SELECT"],
            table: { catalogId: owner.accountId, databaseName: owner.databaseName, name },
          }),
      );
      new GlueCatalogTable(this, linkName, {
        name: linkName,
        databaseName,
        targetTable: { catalogId: owner.accountId, databaseName: owner.databaseName, name },
        lifecycle: { ignoreChanges: attributesOfTable },
        // A link that exists has readers
        dependsOn: grants,
      });
    }
  }
}

/** Path and name of a role, as a part of a construct id. */
const roleOf = (roleArn: string): string =>
  roleArn.slice(roleArn.indexOf(":role/") + ":role/".length).replaceAll("/", "-");
