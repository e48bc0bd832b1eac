import { GlueCatalogDatabase } from "@cdktf/provider-aws/lib/glue-catalog-database";
import { GlueCatalogTable } from "@cdktf/provider-aws/lib/glue-catalog-table";
import { Construct } from "constructs";
import { type LogTable, projectionParameters } from "../tables/log-table";
import { literal } from "./terraform-template";

export interface LogCatalogProps {
  readonly databaseName: string;
  readonly tables: readonly LogTable[];
}

/** Characters Glue accepts as the value of a table parameter. */
const parameterLimit = 512_000;

/**
 * The Glue database of the archive, with a table for each kind of log whose layout is known.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/partition-projection.html
 */
export class LogCatalog extends Construct {
  public readonly databaseName: string;

  constructor(scope: Construct, id: string, props: LogCatalogProps) {
    super(scope, id);

    const database = new GlueCatalogDatabase(this, "Resource", {
      name: props.databaseName,
      description: "Audit logs of the organization",
    });

    for (const table of props.tables) {
      new GlueCatalogTable(this, table.name, {
        databaseName: database.name,
        name: table.name,
        description: table.description,
        tableType: "EXTERNAL_TABLE",
        parameters: tableParameters(table),
        partitionKeys: table.partitions.map(({ name, type, comment }) => ({ name, type, comment })),
        storageDescriptor: {
          location: `${table.location}/`,
          inputFormat: table.inputFormat,
          outputFormat: table.outputFormat,
          serDeInfo: { serializationLibrary: table.serde, parameters: { "serialization.format": "1" } },
          columns: table.columns.map(({ name, type, comment }) => ({ name, type, comment })),
        },
      });
    }

    this.databaseName = database.name;
  }
}

function tableParameters(table: LogTable): Record<string, string> {
  const parameters = { EXTERNAL: "TRUE", ...table.parameters, ...projectionParameters(table) };
  for (const [name, value] of Object.entries(parameters)) {
    if (value.length > parameterLimit) {
      throw new Error(
        `parameter ${name} of table ${table.name} has ${value.length} characters, Glue accepts ${parameterLimit}`,
      );
    }
  }
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, literal(value)]));
}
