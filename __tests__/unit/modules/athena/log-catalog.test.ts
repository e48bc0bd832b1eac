import { createHash } from "node:crypto";
import { GlueCatalogDatabase } from "@cdktf/provider-aws/lib/glue-catalog-database";
import { GlueCatalogTable } from "@cdktf/provider-aws/lib/glue-catalog-table";
import { TerraformOutput } from "cdktf";
import { LogCatalog, type LogCatalogProps } from "../../../../modules/athena/log-catalog";
import type { LogTable } from "../../../../tables/log-table";
import type { LogView } from "../../../../tables/log-view";
import { synth } from "../../../support/synth";

const databaseReference = /^\$\{aws_glue_catalog_database\.Catalog_[A-Z0-9]+\.name\}$/;

const table = (overrides: Partial<LogTable> = {}): LogTable => ({
  name: "calls",
  description: "The caller",
  columns: [
    { name: "eventname", type: "string", comment: "Name of the call" },
    { name: "useridentity", type: "struct<arn:string>", comment: "The caller" },
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

const view: LogView = {
  name: "callers",
  description: "Who called, for people",
  columns: [{ name: "who", type: "string", engineType: "varchar", comment: "The caller" }],
  sql: "SELECT useridentity.arn AS who FROM calls",
};

const synthesized = (props: Omit<LogCatalogProps, "databaseName">) =>
  synth((scope) => {
    const catalog = new LogCatalog(scope, "Catalog", { databaseName: "acme_audit", ...props });
    new TerraformOutput(scope, "database", { value: catalog.databaseName, staticId: true });
  });
const catalogOf = (...tables: readonly LogTable[]) => synthesized({ tables });
const viewOf = (changes: Partial<LogView> = {}) =>
  synthesized({ tables: [], views: [{ ...view, ...changes }] }).one(GlueCatalogTable);

describe("LogCatalog", () => {
  test("has the given name, and outputs it for dependent resources", () => {
    const resources = catalogOf(table());

    expect(resources.one(GlueCatalogDatabase).name).toBe("acme_audit");
    expect(resources.json.output.database.value).toMatch(databaseReference);
  });

  test("creates every table as an external table in its database", () => {
    const tables = catalogOf(table(), table({ name: "flows", description: "Who talked" })).all(GlueCatalogTable);
    const inDatabase = {
      database_name: expect.stringMatching(databaseReference),
      table_type: "EXTERNAL_TABLE",
      parameters: expect.objectContaining({ EXTERNAL: "TRUE" }),
    };

    expect(tables).toEqual([
      expect.objectContaining({ ...inDatabase, name: "calls", description: "The caller" }),
      expect.objectContaining({ ...inDatabase, name: "flows", description: "Who talked" }),
    ]);
  });

  test("keeps the order and comments of columns and partitions", () => {
    const { partition_keys, storage_descriptor } = catalogOf(table()).one(GlueCatalogTable);

    expect(storage_descriptor.columns).toEqual(table().columns);
    expect(partition_keys).toEqual([
      { name: "region", type: "string", comment: "Where" },
      { name: "day", type: "string", comment: "When" },
    ]);
  });

  test("uses the location and the input and output classes of the table", () => {
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

  test("has the settings of the SerDe, escaped for Terraform", () => {
    const serdeParameters = { "input.regex": "(.*)${x}", "serialization.format": "9" };

    expect(
      catalogOf(table({ serdeParameters })).one(GlueCatalogTable).storage_descriptor.ser_de_info.parameters,
    ).toEqual({
      "serialization.format": "9",
      "input.regex": "(.*)$${x}",
    });
  });

  test("has the parameters of the table and of its projection, with the template escaped for Terraform", () => {
    expect(catalogOf(table()).one(GlueCatalogTable).parameters).toEqual({
      EXTERNAL: "TRUE",
      read_restored_glacier_objects: "true",
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
      "parameter note of table flows has 512001 characters, but Glue accepts at most 512000",
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

  test("fails when a table's name begins with the prefix of the crawler's tables", () => {
    expect(() => catalogOf(table({ name: "open_findings" }))).toThrow(
      "the name of table open_findings begins with open_, which is the prefix of the crawler's own tables; use another name",
    );
    expect(catalogOf(table({ name: "opened" })).one(GlueCatalogTable).name).toBe("opened");
  });

  test("accepts a table just below Glue's size limit, and fails just above the limit", () => {
    // Hexadecimal digits compress poorly: two of them become one byte
    const parametersOf = (bytes: number) =>
      Object.fromEntries(
        Array.from({ length: Math.ceil(bytes / 200_000) }, (_, i) => [
          `note${i}`,
          noise(i)
            .toString("hex")
            .slice(0, 2 * Math.min(200_000, bytes - i * 200_000)),
        ]),
      );

    expect(catalogOf(table({ parameters: parametersOf(860_000) })).one(GlueCatalogTable).name).toBe("calls");
    expect(() => catalogOf(table({ parameters: parametersOf(960_000) }))).toThrow(
      /^table calls has 1\d{6} bytes when gzipped, but Glue accepts at most 1000000$/,
    );
  });
});

/** Returns bytes that look random and are the same in every run. */
const noise = (seed: number) =>
  Buffer.concat(Array.from({ length: 6_250 }, (_, i) => createHash("sha256").update(`${seed} ${i}`).digest()));

describe("a view of a LogCatalog", () => {
  test("has the format that Athena requires", () => {
    const glueView = viewOf();
    const encoded = /^\/\* Presto View: (\S+) \*\/$/.exec(glueView.view_original_text)?.[1] ?? "";

    expect(glueView).toMatchObject({
      name: "callers",
      description: "Who called, for people",
      table_type: "VIRTUAL_VIEW",
      parameters: { presto_view: "true", comment: "Presto View" },
      database_name: expect.stringMatching(databaseReference),
    });
    expect(JSON.parse(Buffer.from(encoded, "base64").toString())).toEqual({
      originalSql: view.sql,
      catalog: "awsdatacatalog",
      schema: "acme_audit",
      columns: [{ name: "who", type: "varchar" }],
    });
  });

  test("has columns with comments, but no location", () => {
    const { storage_descriptor, partition_keys } = viewOf();

    expect(storage_descriptor.columns).toEqual([{ name: "who", type: "string", comment: "The caller" }]);
    expect(storage_descriptor).not.toHaveProperty("location");
    expect(partition_keys).toBeUndefined();
  });

  test("accepts the longest SQL that Glue accepts, and fails when it is longer", () => {
    // Base64 turns three characters of SQL into four characters
    const longest = { ...view, sql: "" };
    const empty = viewOf({ sql: "" }).view_original_text.length;
    const room = Math.floor((409_600 - empty) / 4) * 3;

    expect(viewOf({ ...longest, sql: "x".repeat(room - 3) }).view_original_text.length).toBeLessThanOrEqual(409_600);
    expect(() => viewOf({ sql: "x".repeat(room + 6) })).toThrow(
      /^view callers has 4096\d\d characters, but Glue accepts at most 409600$/,
    );
  });

  test("fails when its name begins with the prefix of the crawler's tables", () => {
    expect(() => viewOf({ name: "open_callers" })).toThrow("table open_callers begins with open_");
  });
});
