import { gzipSync } from "node:zlib";
import { GlueCatalogDatabase } from "@cdktf/provider-aws/lib/glue-catalog-database";
import { GlueCatalogTable, type GlueCatalogTableConfig } from "@cdktf/provider-aws/lib/glue-catalog-table";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { type Column, crawledTablePrefix, type LogTable, projectionParameters } from "../../tables/log-table";
import { type LogView, viewText } from "../../tables/log-view";
import { ImportBlock } from "../terraform/import-block";
import { literal } from "../terraform/terraform-template";

export interface LogCatalogProps {
  readonly databaseName: string;
  readonly tables: readonly LogTable[];

  /**
   * Views over the tables.
   *
   * @default none
   */
  readonly views?: readonly LogView[];

  /**
   * The account of an existing database, which is imported instead of created. Terraform never destroys this database, because
   * that would also destroy the tables of its owner.
   *
   * @default a new database
   */
  readonly adoptedInAccount?: string | undefined;
}

/** Maximum length of the value of a table parameter in Glue, in characters. */
const parameterLimit = 512_000;

/** Maximum length of the text of a view in Glue, in characters. */
const viewTextLimit = 409_600;

/** Maximum size of the definition of a table in Glue, in bytes after gzip. AWS documents about 1 MB. */
const tableLimit = 1_000_000;

/** Name of the Glue Data Catalog in Athena, as a view refers to it. */
const athenaCatalog = "awsdatacatalog";

/**
 * The Glue database of the archive. It has a table for each kind of log with a known layout, and views over the tables.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/partition-projection.html
 * @see https://docs.aws.amazon.com/glue/latest/dg/aws-glue-api-catalog-tables.html
 */
export class LogCatalog extends Construct {
  public readonly databaseName: string;

  /** Resource that a table of another module must depend on. */
  public readonly database: ITerraformDependable;

  constructor(scope: Construct, id: string, props: LogCatalogProps) {
    super(scope, id);

    const { databaseName: name, tables, views = [] } = props;
    const description = "Audit logs of the organization";
    const database = new GlueCatalogDatabase(this, "Resource", {
      name,
      description,
      ...(props.adoptedInAccount !== undefined && { lifecycle: { preventDestroy: true } }),
    });
    if (props.adoptedInAccount !== undefined) {
      new ImportBlock(this, "Adopted", { to: database, importId: `${props.adoptedInAccount}:${name}` });
    }
    const { name: databaseName } = database;
    const definitions = [...tables.map(tableOf), ...views.map((view) => viewOf(view, name))];
    for (const definition of definitions) {
      new GlueCatalogTable(this, definition.name, { ...withinLimits(definition), databaseName });
    }
    this.databaseName = databaseName;
    this.database = database;
  }
}

type Definition = Omit<GlueCatalogTableConfig, "databaseName">;

function tableOf(table: LogTable): Definition {
  return {
    name: table.name,
    description: table.description,
    tableType: "EXTERNAL_TABLE",
    parameters: tableParameters(table),
    partitionKeys: describeColumns(table.partitions),
    storageDescriptor: {
      location: `${table.location}/`,
      inputFormat: table.inputFormat,
      outputFormat: table.outputFormat,
      serDeInfo: {
        serializationLibrary: table.serde,
        parameters: literals({ "serialization.format": "1", ...table.serdeParameters }),
      },
      columns: describeColumns(table.columns),
    },
  };
}

/** A view in the format that Athena writes. Athena requires the SerDe, and does not use it. */
function viewOf(view: LogView, database: string): Definition {
  const viewOriginalText = viewText(view, { catalog: athenaCatalog, database });
  if (viewOriginalText.length > viewTextLimit) {
    throw new Error(
      `view ${view.name} has ${viewOriginalText.length} characters, but Glue accepts at most ${viewTextLimit}`,
    );
  }
  return {
    name: view.name,
    description: view.description,
    tableType: "VIRTUAL_VIEW",
    parameters: { presto_view: "true", comment: "Presto View" },
    viewOriginalText,
    viewExpandedText: "/* Presto View */",
    storageDescriptor: {
      serDeInfo: { name: "-", serializationLibrary: "-" },
      columns: describeColumns(view.columns),
    },
  };
}

/** @throws when the definition is too large for Glue, or when the name has the prefix of the crawler's own tables */
function withinLimits(definition: Definition): Definition {
  const { name } = definition;
  if (name.startsWith(crawledTablePrefix)) {
    throw new Error(
      `the name of table ${name} begins with ${crawledTablePrefix}, which is the prefix of the crawler's own tables; use another name`,
    );
  }
  const bytes = gzipSync(JSON.stringify(definition)).length;
  if (bytes > tableLimit)
    throw new Error(`table ${name} has ${bytes} bytes when gzipped, but Glue accepts at most ${tableLimit}`);
  return definition;
}

function tableParameters(table: LogTable): Record<string, string> {
  // Athena reads objects that were restored from Glacier only if the table has this parameter
  const parameters = {
    EXTERNAL: "TRUE",
    read_restored_glacier_objects: "true",
    ...table.parameters,
    ...projectionParameters(table),
  };
  for (const [name, value] of Object.entries(parameters)) {
    if (value.length > parameterLimit) {
      throw new Error(
        `parameter ${name} of table ${table.name} has ${value.length} characters, but Glue accepts at most ${parameterLimit}`,
      );
    }
  }
  return literals(parameters);
}

const describeColumns = (columns: readonly Column[]) =>
  columns.map(({ name, type, comment }) => ({ name, type, comment }));

const literals = (values: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, literal(value)]));
