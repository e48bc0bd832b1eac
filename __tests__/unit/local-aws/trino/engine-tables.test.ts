import { EntityNotFoundException, GlueClient, type Table } from "@aws-sdk/client-glue";
import { type LogView, viewText } from "../../../../tables/log-view";
import { copyTables, engineCatalog, engineDatabase } from "../../../../local-aws/trino/engine-tables";

const deployed = {
  Name: "cloudtrail",
  Description: "Every call.",
  DatabaseName: "acme_audit",
  CreateTime: new Date(0),
  TableType: "EXTERNAL_TABLE",
  Parameters: { "projection.enabled": "true" },
  PartitionKeys: [{ Name: "day", Type: "string" }],
  StorageDescriptor: {
    Columns: [{ Name: "eventname", Type: "string" }],
    Location: "s3://acme-trail-archive/cloudtrail-logs/",
    InputFormat: "com.amazon.emr.cloudtrail.CloudTrailInputFormat",
    OutputFormat: "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
    SerdeInfo: { SerializationLibrary: "org.apache.hive.hcatalog.data.JsonSerDe", Parameters: { a: "b" } },
  },
} satisfies Table;

const missing = new EntityNotFoundException({ message: "Database acme_audit_trino not found", $metadata: {} });

/** A client that replaces Glue. It records requests, and returns pages of tables. */
function glueWith(pages: readonly (readonly Table[])[], deleting: () => object = () => ({})) {
  const sent: [string, object][] = [];
  const send = async ({ constructor: { name }, input }: { constructor: { name: string }; input: object }) => {
    sent.push([name, input]);
    if (name === "DeleteDatabaseCommand") return deleting();
    if (name !== "GetTablesCommand") return {};
    const page = Number((input as { NextToken?: string }).NextToken ?? 0);
    return { TableList: pages[page], NextToken: page + 1 < pages.length ? String(page + 1) : undefined };
  };
  const glue: GlueClient = Object.assign(Object.create(GlueClient.prototype), { send });
  return { glue, sent };
}

const copyOf = (sent: readonly [string, object][]) =>
  sent.filter(([name]) => name === "CreateTableCommand").map(([, input]) => input);

test("the copies are in a separate database", () => {
  expect(engineDatabase("acme_audit")).toBe("acme_audit_trino");
});

describe("copyTables", () => {
  test("deletes an earlier copy, then lists the tables, then copies", async () => {
    const { glue, sent } = glueWith([[deployed]]);

    await copyTables(glue, "acme_audit");

    expect(sent.map(([name]) => name)).toEqual([
      "DeleteDatabaseCommand",
      "CreateDatabaseCommand",
      "GetTablesCommand",
      "CreateTableCommand",
    ]);
    expect(sent.slice(0, 3).map(([, input]) => input)).toEqual([
      { Name: "acme_audit_trino" },
      { DatabaseInput: { Name: "acme_audit_trino" } },
      expect.objectContaining({ DatabaseName: "acme_audit" }),
    ]);
  });

  test("changes only the reader of the files, and removes the fields that Glue adds to a table", async () => {
    const { glue, sent } = glueWith([[deployed]]);
    const { Name, Description, TableType, Parameters, PartitionKeys, StorageDescriptor: storage } = deployed;

    await copyTables(glue, "acme_audit");

    expect(copyOf(sent)).toEqual([
      {
        DatabaseName: "acme_audit_trino",
        TableInput: {
          Name,
          Description,
          TableType,
          Parameters,
          PartitionKeys,
          StorageDescriptor: {
            ...storage,
            InputFormat: "org.apache.hadoop.mapred.TextInputFormat",
            SerdeInfo: { ...storage.SerdeInfo, SerializationLibrary: "org.openx.data.jsonserde.JsonSerDe" },
          },
        },
      },
    ]);
  });

  test("copies every table of every page", async () => {
    const names = [["a", "b"], ["c"], ["d"]];
    const { glue, sent } = glueWith(names.map((page) => page.map((Name) => ({ ...deployed, Name }))));

    await copyTables(glue, "acme_audit");

    expect(copyOf(sent)).toEqual(
      ["a", "b", "c", "d"].map((Name) => ({
        DatabaseName: "acme_audit_trino",
        TableInput: expect.objectContaining({ Name }),
      })),
    );
  });

  test("copies if there is no earlier copy", async () => {
    const { glue, sent } = glueWith([[deployed]], () => {
      throw missing;
    });

    await copyTables(glue, "acme_audit");

    expect(copyOf(sent)).toHaveLength(1);
  });

  test("fails when an earlier copy cannot be deleted", async () => {
    const denied = new Error("not allowed");
    const { glue, sent } = glueWith([[deployed]], () => {
      throw denied;
    });

    await expect(copyTables(glue, "acme_audit")).rejects.toBe(denied);

    expect(sent).toHaveLength(1);
  });

  test.each([
    ["org.apache.hadoop.mapred.TextInputFormat", "org.openx.data.jsonserde.JsonSerDe"],
    ["org.apache.hadoop.mapred.TextInputFormat", "org.apache.hadoop.hive.serde2.RegexSerDe"],
    [
      "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
      "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
    ],
  ])("does not change a table of %s and %s", async (InputFormat, SerializationLibrary) => {
    const SerdeInfo = { ...deployed.StorageDescriptor.SerdeInfo, SerializationLibrary };
    const StorageDescriptor = { ...deployed.StorageDescriptor, InputFormat, SerdeInfo };
    const { glue, sent } = glueWith([[{ ...deployed, StorageDescriptor }]]);

    await copyTables(glue, "acme_audit");

    expect(copyOf(sent)).toEqual([
      { DatabaseName: "acme_audit_trino", TableInput: expect.objectContaining({ StorageDescriptor }) },
    ]);
  });

  test("copies a view with its SQL, which reads the copies of the tables", async () => {
    const sql = "SELECT eventname FROM cloudtrail";
    const view: LogView = { name: "calls", description: "Calls", columns: [], sql };
    const viewIn = (catalog: string, database: string) => viewText(view, { catalog, database });
    const { glue, sent } = glueWith([
      [
        {
          Name: "calls",
          Description: "Every call.",
          TableType: "VIRTUAL_VIEW",
          Parameters: { presto_view: "true", comment: "Presto View" },
          ViewOriginalText: viewIn("awsdatacatalog", "acme_audit"),
        },
      ],
    ]);

    await copyTables(glue, "acme_audit");

    expect(copyOf(sent)).toEqual([
      {
        DatabaseName: "acme_audit_trino",
        TableInput: expect.objectContaining({
          Name: "calls",
          Description: "Presto View",
          ViewOriginalText: viewIn(engineCatalog, "acme_audit_trino"),
        }),
      },
    ]);
  });

  test.each([
    ["org.apache.hadoop.mapred.TextInputFormat", "org.apache.hive.hcatalog.data.JsonSerDe"],
    ["com.amazon.emr.cloudtrail.CloudTrailInputFormat", "org.openx.data.jsonserde.JsonSerDe"],
    [undefined, undefined],
  ])(
    "fails for a table of %o and %o, and names the file where a reader must be added",
    async (InputFormat, SerializationLibrary) => {
      const StorageDescriptor = { ...deployed.StorageDescriptor, InputFormat, SerdeInfo: { SerializationLibrary } };
      const { glue } = glueWith([[{ ...deployed, Name: "flow", StorageDescriptor }]]);

      await expect(copyTables(glue, "acme_audit")).rejects.toThrow(
        `no reader for ${InputFormat} ${SerializationLibrary} of table flow; add a reader to local-aws/trino/engine-tables.ts`,
      );
    },
  );
});
