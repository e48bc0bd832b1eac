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
import { rowsTable } from "../../hunts/rows-table";
import { movedViewText } from "../../tables/log-view";

/** Reader of the files of a table. */
interface Reader {
  readonly inputFormat: string;
  readonly serde: string;
}

const text = "org.apache.hadoop.mapred.TextInputFormat";
const jsonLines = "org.openx.data.jsonserde.JsonSerDe";

/**
 * Readers of Trino, by the input format and the SerDe of a deployed table. Two readers differ from Athena: open-source Trino does not
 * have the class for CloudTrail, and its JSON SerDe rejects an object in a `string` column. The test data contains no ORC files.
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

/** Database of the tables that Trino reads. */
export function engineDatabase(database: string): string {
  return `${database}_trino`;
}

/** Copies every table of the deployed database to a database that Trino can read. Replaces an earlier copy. */
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

/** A view on the copies of the tables, with the deployed SQL. */
function movedView(view: Table, database: string): TableInput {
  const { Name, Parameters, TableType, StorageDescriptor, ViewOriginalText = "", ViewExpandedText } = view;
  return {
    Name,
    // Trino uses the description of a table as its comment, and recognizes a view by this comment
    Description: Parameters?.["comment"],
    Parameters,
    TableType,
    StorageDescriptor,
    ViewOriginalText: movedViewText(ViewOriginalText, { catalog: engineCatalog, database }),
    ViewExpandedText,
  };
}

/** @throws when no reader is known for the input format and SerDe of a table */
function readable(table: Table): TableInput {
  const { Name, Description, Parameters, PartitionKeys, TableType, StorageDescriptor: storage } = table;
  const deployed = `${storage?.InputFormat} ${storage?.SerdeInfo?.SerializationLibrary}`;
  // The emulator's Athena writes the rows of INSERT as JSON: emulator/stand_ins/athena_queries.py
  const reader = Name === rowsTable ? { inputFormat: text, serde: jsonLines } : readers[deployed];
  if (reader === undefined) {
    throw new Error(`no reader for ${deployed} of table ${Name}; add a reader to local-aws/trino/engine-tables.ts`);
  }
  const SerdeInfo = { ...storage?.SerdeInfo, SerializationLibrary: reader.serde };
  const StorageDescriptor = { ...storage, InputFormat: reader.inputFormat, SerdeInfo };
  return { Name, Description, Parameters, PartitionKeys, TableType, StorageDescriptor };
}
