import { GlueCatalogDatabase } from "@cdktf/provider-aws/lib/glue-catalog-database";
import { GlueCatalogTable } from "@cdktf/provider-aws/lib/glue-catalog-table";
import { TerraformOutput } from "cdktf";
import { LogCatalog } from "../../modules/log-catalog";
import type { LogTable } from "../../tables/log-table";
import { synth } from "../support/synth";

const databaseReference = /^\$\{aws_glue_catalog_database\.Catalog_[A-Z0-9]+\.name\}$/;

const table = (overrides: Partial<LogTable> = {}): LogTable => ({
  name: "calls",
  description: "Who called",
  columns: [
    { name: "eventname", type: "string", comment: "Call that was made" },
    { name: "useridentity", type: "struct<arn:string>", comment: "Who called" },
  ],
  partitions: [
    { name: "region", type: "string", comment: "Where", projection: { type: "enum", values: ["eu-west-1"] } },
    {
      name: "day",
      type: "string",
      comment: "When",
      projection: { type: "date", format: "yyyy/MM/dd", firstDay: "2024/01/01" },
    },
  ],
  location: "s3://acme-trail-archive/logs",
  partitionPath: "${region}/${day}",
  inputFormat: "org.example.InputFormat",
  outputFormat: "org.example.OutputFormat",
  serde: "org.example.SerDe",
  parameters: { classification: "cloudtrail" },
  ...overrides,
});

const catalogOf = (...tables: readonly LogTable[]) =>
  synth((scope) => {
    const catalog = new LogCatalog(scope, "Catalog", { databaseName: "acme_audit", tables });
    new TerraformOutput(scope, "database", { value: catalog.databaseName, staticId: true });
  });

describe("LogCatalog", () => {
  test("is the database of its name, which it tells those that wait for it", () => {
    const resources = catalogOf(table());

    expect(resources.one(GlueCatalogDatabase).name).toBe("acme_audit");
    expect(resources.json.output.database.value).toMatch(databaseReference);
  });

  test("has every table, in its database, as logs that outlive it", () => {
    const tables = catalogOf(table(), table({ name: "flows", description: "Who talked" })).all(GlueCatalogTable);
    const inDatabase = {
      database_name: expect.stringMatching(databaseReference),
      table_type: "EXTERNAL_TABLE",
      parameters: expect.objectContaining({ EXTERNAL: "TRUE" }),
    };

    expect(tables).toEqual([
      expect.objectContaining({ ...inDatabase, name: "calls", description: "Who called" }),
      expect.objectContaining({ ...inDatabase, name: "flows", description: "Who talked" }),
    ]);
  });

  test("keeps columns and partitions in their order, with what they hold", () => {
    const { partition_keys, storage_descriptor } = catalogOf(table()).one(GlueCatalogTable);

    expect(storage_descriptor.columns).toEqual(table().columns);
    expect(partition_keys).toEqual([
      { name: "region", type: "string", comment: "Where" },
      { name: "day", type: "string", comment: "When" },
    ]);
  });

  test("reads the logs below the location with the table's own classes", () => {
    expect(catalogOf(table()).one(GlueCatalogTable).storage_descriptor).toMatchObject({
      location: "s3://acme-trail-archive/logs/",
      input_format: "org.example.InputFormat",
      output_format: "org.example.OutputFormat",
      ser_de_info: {
        serialization_library: "org.example.SerDe",
        parameters: { "serialization.format": "1" },
      },
    });
  });

  test("has the table's parameters and those of its projection, its template out of Terraform's reach", () => {
    expect(catalogOf(table()).one(GlueCatalogTable).parameters).toEqual({
      EXTERNAL: "TRUE",
      classification: "cloudtrail",
      "projection.enabled": "true",
      "projection.region.type": "enum",
      "projection.region.values": "eu-west-1",
      "projection.day.type": "date",
      "projection.day.format": "yyyy/MM/dd",
      "projection.day.range": "2024/01/01,NOW",
      "projection.day.interval": "1",
      "projection.day.interval.unit": "DAYS",
      "storage.location.template": "s3://acme-trail-archive/logs/$${region}/$${day}",
    });
  });

  test.each([511_999, 512_000])("accepts a parameter of %i characters", (length) => {
    const { parameters } = catalogOf(table({ parameters: { note: "x".repeat(length) } })).one(GlueCatalogTable);

    expect(parameters.note).toHaveLength(length);
  });

  test("fails when a parameter is longer than Glue accepts", () => {
    expect(() => catalogOf(table(), table({ name: "flows", parameters: { note: "x".repeat(512_001) } }))).toThrow(
      "parameter note of table flows has 512001 characters, Glue accepts 512000",
    );
  });

  test("fails when a partition has more values than Glue accepts", () => {
    const values = Array.from({ length: 40_000 }, (_, i) => `account-${i}`);
    const [, day] = table().partitions;
    const account = {
      name: "account",
      type: "string",
      comment: "Whose",
      projection: { type: "enum", values },
    } as const;

    expect(() => catalogOf(table({ partitions: day ? [account, day] : [] }))).toThrow(
      `parameter projection.account.values of table calls has ${values.join(",").length} characters`,
    );
  });
});
