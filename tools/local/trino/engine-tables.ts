import {
  CreateDatabaseCommand,
  CreateTableCommand,
  DeleteDatabaseCommand,
  EntityNotFoundException,
  type GlueClient,
  paginateGetTables,
  type Table,
  type TableInput,
} from "@aws-sdk/client-glue";
import { movedViewText } from "../../../tables/log-view";

/** What reads the files of a table. */
interface Reader {
  readonly inputFormat: string;
  readonly serde: string;
}

const text = "org.apache.hadoop.mapred.TextInputFormat";
const jsonLines = "org.openx.data.jsonserde.JsonSerDe";

/**
 * How Trino reads what Athena reads, by the input format and the SerDe a table is deployed with. Two are others: open Trino
 * does not have CloudTrail's class, and its own JSON SerDe refuses an object in a `string` column; nothing here writes ORC.
 */
const readers: Readonly<Record<string, Reader>> = {
  "com.amazon.emr.cloudtrail.CloudTrailInputFormat org.apache.hive.hcatalog.data.JsonSerDe": {
    inputFormat: text,
    serde: jsonLines,
  },
  "org.apache.hadoop.hive.ql.io.SymlinkTextInputFormat org.apache.hadoop.hive.ql.io.orc.OrcSerde": {
    inputFormat: text,
    serde: jsonLines,
  },
  ...asDeployed(text, jsonLines),
  ...asDeployed(text, "org.apache.hadoop.hive.serde2.RegexSerDe"),
  ...asDeployed(
    "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
    "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
  ),
};

function asDeployed(inputFormat: string, serde: string): Record<string, Reader> {
  return { [`${inputFormat} ${serde}`]: { inputFormat, serde } };
}

/** Name of the catalog in Trino. */
export const engineCatalog = "archive";

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
      const TableInput = table.TableType === "VIRTUAL_VIEW" ? movedView(table, copy) : readable(table);
      await glue.send(new CreateTableCommand({ DatabaseName: copy, TableInput }));
    }
  }
}

/** The view over the copies of the tables; its SQL is the deployed one. */
function movedView(view: Table, database: string): TableInput {
  const { Name, Parameters, TableType, StorageDescriptor, ViewOriginalText = "", ViewExpandedText } = view;
  return {
    Name,
    // Trino takes a table's description for its comment, and by the comment it knows a view
    Description: Parameters?.["comment"],
    Parameters,
    TableType,
    StorageDescriptor,
    ViewOriginalText: movedViewText(ViewOriginalText, { catalog: engineCatalog, database }),
    ViewExpandedText,
  };
}

/** @throws when a table has an input format and a SerDe that nothing is known to read */
function readable(table: Table): TableInput {
  const { Name, Description, Parameters, PartitionKeys, TableType, StorageDescriptor: storage } = table;
  const deployed = `${storage?.InputFormat} ${storage?.SerdeInfo?.SerializationLibrary}`;
  const reader = readers[deployed];
  if (reader === undefined) {
    throw new Error(`no reader is known for ${deployed} of ${Name}; add it to tools/local/trino/engine-tables.ts`);
  }
  const SerdeInfo = { ...storage?.SerdeInfo, SerializationLibrary: reader.serde };
  const StorageDescriptor = { ...storage, InputFormat: reader.inputFormat, SerdeInfo };
  return { Name, Description, Parameters, PartitionKeys, TableType, StorageDescriptor };
}
