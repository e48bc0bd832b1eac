import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findTools } from "../../../tools/local/requirements";
import { installTrino, isTrinoInstalled, Trino } from "../../../tools/local/trino/trino";
import type { CloudTrailEvent } from "../../../tools/sample-data/events/event";
import { cloudTrailTable } from "../../../tables/cloudtrail";
import { runFolder } from "./run-folders";

/** Events by the value of the partition `day` that they are in. */
export type EventsByDay = Readonly<Record<string, readonly (CloudTrailEvent | Readonly<Record<string, unknown>>)[]>>;

/**
 * Trino without a local AWS: it reads tables of CloudTrail events from a folder. So nothing has to be deployed, and a test needs
 * seconds instead of minutes.
 */
export class EventsInTrino {
  private readonly folder: string;
  private readonly files: string;
  private readonly trino: Trino;

  constructor(name: string) {
    this.folder = join(runFolder(), name);
    this.files = join(this.folder, "files");
    this.trino = new Trino(this.folder);
  }

  async start(): Promise<void> {
    const { java, maven } = findTools(["java", "maven"]);
    if (!isTrinoInstalled()) await installTrino(maven, () => undefined);
    mkdirSync(this.files, { recursive: true });
    mkdirSync(join(this.folder, "trino-etc/catalog"), { recursive: true });
    writeFileSync(join(this.folder, "trino-etc/catalog/events.properties"), catalog(this.files));
    await this.trino.start(java);
    await this.trino.query("CREATE SCHEMA events.sample", "sample");
  }

  stop(): Promise<void> {
    return this.trino.stop();
  }

  /**
   * Creates a table with the columns and partitions of `cloudtrail`.
   *
   * @returns its name in a statement
   */
  async table(name: string, events: EventsByDay): Promise<string> {
    const folder = join(this.files, name);
    mkdirSync(folder);
    const records = Object.entries(events).flatMap(([day, list]) =>
      list.map((event) =>
        JSON.stringify({ account: event["recipientAccountId"], region: event["awsRegion"], day, ...event }),
      ),
    );
    writeFileSync(join(folder, "events.json"), `${records.join("\n")}\n`);
    const columns = [...table.columns, ...table.partitions].map(
      ({ name: column, type }) => `${column} ${engineType(type)}`,
    );
    await this.trino.query(
      `CREATE TABLE events.sample.${name} (${columns.join(", ")})
       WITH (format = 'OPENX_JSON', external_location = 'local:///${name}')`,
      "sample",
    );
    return `events.sample.${name}`;
  }

  /** Runs SQL with values for its `?`. */
  async query(sql: string, values: readonly string[] = []): Promise<readonly (readonly unknown[])[]> {
    const text = (value: string) => `'${value.replaceAll("'", "''")}'`;
    const statement = values.length === 0 ? sql : `EXECUTE IMMEDIATE ${text(sql)} USING ${values.map(text).join(", ")}`;
    return (await this.trino.query(statement, "sample")).rows;
  }
}

const table = cloudTrailTable({ location: "", accountIds: [], regions: [], firstDay: "2026/01/01" });

/** A type of Glue in the syntax of Trino. */
const engineType = (type: string): string =>
  type
    .replaceAll(/\bstring\b/g, "varchar")
    .replaceAll("struct<", "row(")
    .replaceAll("array<", "array(")
    .replaceAll("map<", "map(")
    .replaceAll(">", ")")
    .replaceAll(":", " ");

/** A catalog of files in a folder. */
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
