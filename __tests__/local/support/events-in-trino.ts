import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findTools } from "../../../local-aws/requirements";
import { installTrino, isTrinoInstalled, type QueryAnswer, Trino } from "../../../local-aws/trino/trino";
import type { CloudTrailEvent } from "../../../sample-data/events/event";
import { cloudTrailTable } from "../../../tables/cloudtrail";
import type { Column, LogTable } from "../../../tables/log-table";
import { runFolder } from "./run-folders";

/** Events by the value of their partition `day`. */
export type EventsByDay = Readonly<Record<string, readonly (CloudTrailEvent | Readonly<Record<string, unknown>>)[]>>;

/**
 * Trino without a local AWS. It reads tables of CloudTrail events from a folder, so no deployment is required, and a test takes
 * seconds instead of minutes. The test files of a process use the same Trino one after the other. The end of the run stops it.
 */
export class EventsInTrino {
  private readonly folder = join(runFolder(), "events");
  private readonly files = join(this.folder, "files");
  private readonly trino = new Trino(this.folder);

  async start(): Promise<void> {
    const { java, maven } = findTools(["java", "maven"]);
    if (!isTrinoInstalled()) await installTrino(maven, () => undefined);
    // An earlier test file that failed can have left its tables
    if (this.trino.isRunning()) await this.removeTables();
    mkdirSync(this.files, { recursive: true });
    mkdirSync(join(this.folder, "trino-etc/catalog"), { recursive: true });
    writeFileSync(join(this.folder, "trino-etc/catalog/events.properties"), catalog(this.files));
    await this.trino.start(java);
    await this.trino.query("CREATE SCHEMA events.sample", "sample");
  }

  /** Removes every table and its files. */
  async removeTables(): Promise<void> {
    await this.trino.query("DROP SCHEMA IF EXISTS events.sample CASCADE", "sample");
    for (const name of readdirSync(this.files)) rmSync(join(this.files, name), { recursive: true });
  }

  /**
   * Creates a table with the columns and partitions of `cloudtrail`.
   *
   * @returns its name in a statement
   */
  table(name: string, events: EventsByDay): Promise<string> {
    const records = Object.entries(events).flatMap(([day, list]) =>
      list.map((event) =>
        Object.assign({ account: event["recipientAccountId"], region: event["awsRegion"], day }, event),
      ),
    );
    return this.tableOf(name, cloudTrail, records);
  }

  /**
   * Creates a table with the columns and partitions of a table of the archive.
   *
   * @returns its name in a statement
   */
  async tableOf(name: string, table: Pick<LogTable, "columns" | "partitions">, records: readonly object[]) {
    const folder = join(this.files, name);
    mkdirSync(folder);
    writeFileSync(join(folder, "events.json"), records.map((record) => `${JSON.stringify(record)}\n`).join(""));
    const external = `format = 'OPENX_JSON', external_location = 'local:///${name}'`;
    return this.create(name, [...table.columns, ...table.partitions], external);
  }

  /**
   * Creates an empty table in Parquet, which statements can write.
   *
   * @returns its name in a statement
   */
  emptyTable(name: string, columns: readonly Column[]): Promise<string> {
    return this.create(name, columns, "format = 'PARQUET'");
  }

  private async create(name: string, columns: readonly Column[], properties: string): Promise<string> {
    const list = columns.map(({ name: column, type }) => `"${column}" ${engineType(type)}`);
    await this.trino.query(`CREATE TABLE events.sample.${name} (${list.join(", ")}) WITH (${properties})`, "sample");
    return `events.sample.${name}`;
  }

  /** Runs SQL with values for its `?`. */
  async query(sql: string, values: readonly string[] = []): Promise<readonly (readonly unknown[])[]> {
    return (await this.answer(sql, values)).rows;
  }

  /** Runs SQL, and also returns what it read. */
  answer(sql: string, values: readonly string[] = []): Promise<QueryAnswer> {
    const text = (value: string) => `'${value.replaceAll("'", "''")}'`;
    const statement = values.length === 0 ? sql : `EXECUTE IMMEDIATE ${text(sql)} USING ${values.map(text).join(", ")}`;
    return this.trino.query(statement, "sample");
  }
}

const cloudTrail = cloudTrailTable({ location: "", accountIds: [], regions: [], firstDay: "2026/01/01" });

/** Returns a type of Glue in the syntax of Trino. */
const engineType = (type: string): string =>
  type
    .replaceAll(/\bstring\b/g, "varchar")
    .replaceAll("struct<", "row(")
    .replaceAll("array<", "array(")
    .replaceAll("map<", "map(")
    .replaceAll(">", ")")
    .replaceAll(":", " ");

/** Returns the configuration of a catalog of files in a folder. */
const catalog = (folder: string): string =>
  [
    "connector.name=hive",
    "hive.metastore=file",
    "hive.metastore.catalog.dir=local:///catalog",
    "hive.non-managed-table-writes-enabled=true",
    "fs.native-local.enabled=true",
    `local.location=${folder}`,
    "",
  ].join("\n");
