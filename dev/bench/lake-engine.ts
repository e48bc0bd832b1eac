import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cloudTrailTable } from "../../tables/cloudtrail";
import { engineTypeOf } from "../../tables/log-view";
import { findTools } from "../../local-aws/requirements";
import { installTrino, isTrinoInstalled, Trino } from "../../local-aws/trino/trino";
import type { LakeFiles } from "./lake-files";

export const lakeSchema = "lakehouse";
export const jsonSchema = "json";

/** Trino with two tables: the table over JSON files, with the partitions of the deployed table, and the Iceberg table of the job. */
export class LakeEngine {
  public readonly trino: Trino;

  constructor(private readonly folder: string) {
    // Duplicates of five gigabytes of events are sorted in memory
    this.trino = new Trino(folder, ["-Xmx10g", "-XX:+UseParallelGC"]);
  }

  public async start(): Promise<void> {
    const { java, maven } = findTools(["java", "maven"]);
    if (!isTrinoInstalled()) await installTrino(maven, () => undefined);
    const catalogs = join(this.folder, "trino-etc/catalog");
    mkdirSync(catalogs, { recursive: true });
    const metastore = `file://${join(this.folder, "metastore")}`;
    writeFileSync(
      join(catalogs, "archive.properties"),
      properties({
        "connector.name": "hive",
        "hive.metastore": "file",
        "hive.metastore.catalog.dir": metastore,
        "hive.partition-projection-enabled": "true",
        "hive.ignore-absent-partitions": "true",
        "hive.iceberg-catalog-name": "lake",
        "fs.hadoop.enabled": "true",
      }),
    );
    writeFileSync(
      join(catalogs, "lake.properties"),
      properties({
        "connector.name": "iceberg",
        "iceberg.catalog.type": "TESTING_FILE_METASTORE",
        "hive.metastore.catalog.dir": metastore,
        "iceberg.register-table-procedure.enabled": "true",
        // By default, Trino reads files below 3 MB completely. The files of a small benchmark are below 3 MB
        "parquet.small-file-threshold": "0B",
        // By default, Trino also reads the bytes between two columns that are less than 1 MB apart
        "parquet.max-merge-distance": "0B",
        "fs.hadoop.enabled": "true",
      }),
    );
    await this.trino.start(java);
  }

  /** Creates the table over JSON, with the same partition projection as the deployed table. */
  public async createJson({ lines, accounts, regions, days }: LakeFiles): Promise<void> {
    await this.trino.query(`CREATE SCHEMA archive.${jsonSchema}`, jsonSchema);
    const list = (values: readonly string[]) => `ARRAY[${values.map((value) => `'${value}'`).join(", ")}]`;
    const columns = [
      ...table.columns.map(({ name, type }) => `"${name}" ${rowType(type)}`),
      `account varchar WITH (partition_projection_type = 'ENUM', partition_projection_values = ${list(accounts)})`,
      `region varchar WITH (partition_projection_type = 'ENUM', partition_projection_values = ${list(regions)})`,
      `day varchar WITH (partition_projection_type = 'DATE', partition_projection_format = 'yyyy/MM/dd', partition_projection_range = ${list(days)}, partition_projection_interval = 1, partition_projection_interval_unit = 'DAYS')`,
    ];
    await this.trino.query(
      `CREATE TABLE archive.${jsonSchema}.cloudtrail (${columns.join(", ")}) WITH (
        format = 'OPENX_JSON',
        external_location = 'file://${lines}',
        partitioned_by = ARRAY['account', 'region', 'day'],
        partition_projection_enabled = true,
        partition_projection_location_template = 'file://${lines}/\${account}/CloudTrail/\${region}/\${day}'
      )`,
      jsonSchema,
    );
  }

  /** Registers the tables of the job in the catalog of Trino. */
  public async registerLake(warehouse: string): Promise<void> {
    await this.trino.query(`CREATE SCHEMA lake.${lakeSchema}`, lakeSchema);
    for (const name of ["cloudtrail", "loaded_objects", "quarantine"]) {
      const location = `file://${join(warehouse, lakeSchema, name)}`;
      await this.trino.query(`CALL lake.system.register_table('${lakeSchema}', '${name}', '${location}')`, lakeSchema);
    }
  }
}

const table = cloudTrailTable({ location: "", accountIds: [], regions: [], firstDay: "2026-01-01" });

/** The type of a column in Trino, with unquoted field names. */
const rowType = (type: string): string => engineTypeOf(type).replaceAll('"', "");

const properties = (values: Readonly<Record<string, string>>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name}=${value}\n`)
    .join("");
