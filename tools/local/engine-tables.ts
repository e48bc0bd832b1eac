import {
  CreateDatabaseCommand,
  CreateTableCommand,
  DeleteDatabaseCommand,
  EntityNotFoundException,
  type GlueClient,
  paginateGetTables,
  type Table,
} from "@aws-sdk/client-glue";

/**
 * How Trino reads what Athena reads with classes that open Trino does not have, or is stricter about: its own SerDe
 * refuses an object in a `string` column. By the deployed table's input format; nothing else of a table is changed.
 */
const readers: Readonly<
  Record<string, { readonly deployedSerde: string; readonly inputFormat: string; readonly serde: string }>
> = {
  "com.amazon.emr.cloudtrail.CloudTrailInputFormat": {
    deployedSerde: "org.apache.hive.hcatalog.data.JsonSerDe",
    inputFormat: "org.apache.hadoop.mapred.TextInputFormat",
    serde: "org.openx.data.jsonserde.JsonSerDe",
  },
};

/** Database of the tables as Trino reads them. */
export function engineDatabase(database: string): string {
  return `${database}_trino`;
}

/** Copies every table of the deployed database into one that Trino can read; an earlier copy is replaced. */
export async function copyTables(glue: GlueClient, database: string): Promise<void> {
  const copy = engineDatabase(database);
  try {
    await glue.send(new DeleteDatabaseCommand({ Name: copy }));
  } catch (error) {
    if (!(error instanceof EntityNotFoundException)) throw error;
  }
  await glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: copy } }));
  for await (const { TableList = [] } of paginateGetTables({ client: glue }, { DatabaseName: database })) {
    for (const table of TableList) {
      await glue.send(new CreateTableCommand({ DatabaseName: copy, TableInput: readable(table) }));
    }
  }
}

/** @throws when a table has an input format that nothing is known to read */
function readable({ Name, Description, Parameters, PartitionKeys, TableType, StorageDescriptor: storage }: Table) {
  const reader = readers[storage?.InputFormat ?? ""];
  if (reader === undefined) {
    const format = storage?.InputFormat;
    throw new Error(
      `no reader is known for the input format ${format} of ${Name}; add it to tools/local/engine-tables.ts`,
    );
  }
  const deployed = storage?.SerdeInfo?.SerializationLibrary;
  if (deployed !== reader.deployedSerde) {
    throw new Error(`${Name} is deployed with the SerDe ${deployed}, Athena reads it with ${reader.deployedSerde}`);
  }
  const SerdeInfo = { ...storage?.SerdeInfo, SerializationLibrary: reader.serde };
  const StorageDescriptor = { ...storage, InputFormat: reader.inputFormat, SerdeInfo };
  return { Name, Description, Parameters, PartitionKeys, TableType, StorageDescriptor };
}
