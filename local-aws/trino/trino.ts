import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { BasicAuth, type QueryError, Trino as TrinoClient } from "trino-client";
import { BackgroundProcess, freePorts } from "../background-process";
import type { Credentials } from "../../shared/aws-client";
import { CommandError, runChecked } from "../../shared/child-process";
import type { EmulatorAddress } from "../emulator/emulator";
import { engineCatalog } from "./engine-tables";
import { localFolder } from "../folders";
import type { Say } from "../../shared/steps";

/** Athena's engine version 3 is built on Trino. This is the version that the tests use. */
const version = "476";
const installFolder = join(localFolder, `trino-server-${version}`);

/** Maximum time in seconds until Trino responds. It usually takes twenty to sixty seconds. */
const patience = 300;

/** Result of a query, and the amount of data that the engine read. */
export interface QueryAnswer {
  readonly columns: readonly string[];

  /** Types of the columns, such as `bigint`. */
  readonly types: readonly string[];
  readonly rows: readonly (readonly unknown[])[];

  /** Bytes read from the archive, compressed. */
  readonly scannedBytes: number;

  /** Rows that the scan of the archive returned, after the partition filters and before all others. */
  readonly scannedRows: number;
}

/** Name of the catalog of Iceberg tables in Trino. */
const lakeCatalog = "lake";

const complete = join(installFolder, "installed.txt");

/** Parts of the download that are kept. */
const parts = ["NOTICE", "lib", "plugin/hive", "plugin/iceberg"];

/** Whether Trino was downloaded and unpacked completely. Installations of earlier releases of this program lack some parts. */
export function isTrinoInstalled(): boolean {
  return existsSync(complete) && parts.every((part) => existsSync(join(installFolder, part)));
}

/** Downloads Trino with Maven and keeps only the necessary parts. */
export async function installTrino(maven: string, say: Say): Promise<void> {
  const download = join(localFolder, "download");
  rmSync(installFolder, { recursive: true, force: true });
  rmSync(download, { recursive: true, force: true });
  mkdirSync(download, { recursive: true });
  say("820 MB, once");
  await runChecked(maven, [
    "--batch-mode",
    "--quiet",
    "--strict-checksums",
    // A temporary Maven repository, because 820 MB would remain in the user's repository
    `-Dmaven.repo.local=${join(download, "repository")}`,
    "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy",
    `-Dartifact=io.trino:trino-server:${version}:tar.gz`,
    `-DoutputDirectory=${download}`,
  ]);

  say("unpacking");
  const archive = join(download, `trino-server-${version}.tar.gz`);
  // Unpacks the whole archive, because plugins share files as hard links
  await runChecked("tar", ["-xzf", archive, "-C", download]);
  const unpacked = join(download, `trino-server-${version}`);
  mkdirSync(join(installFolder, "plugin"), { recursive: true });
  for (const part of parts) renameSync(join(unpacked, part), join(installFolder, part));
  rmSync(download, { recursive: true });
  writeFileSync(complete, `Trino ${version}\n`);
}

export interface TrinoProps {
  readonly address: EmulatorAddress;
  readonly region: string;

  /** Credentials of a user in the log-archive account that is allowed to read the catalog and the archive. */
  readonly credentials: Credentials;
}

/** Trino in the background, with the emulator's Glue catalog and buckets. */
export class Trino {
  private readonly process: BackgroundProcess;
  private readonly etc: string;
  private readonly portFile: string;

  /**
   * @param folder where its settings, its log and its port are
   * @param memory arguments of Java about memory and compilation, by default those for hundreds of short queries
   */
  constructor(
    private readonly folder: string,
    private readonly memory: readonly string[] = forShortQueries,
  ) {
    this.process = new BackgroundProcess("trino", folder);
    this.etc = join(folder, "trino-etc");
    this.portFile = join(folder, "trino.port");
  }

  public isRunning(): boolean {
    return this.process.isRunning();
  }

  /**
   * Starts Trino, or waits until a starting Trino is ready.
   *
   * @param props the emulator to read from. Undefined to use only the catalogs in the folder `trino-etc/catalog`
   */
  public async start(java: string, props?: TrinoProps): Promise<void> {
    for (let i = 0; this.isRunning() && i < patience; i++) {
      if (await this.isReady()) return;
      await sleep(1_000);
    }
    await this.stop();
    const [port] = await freePorts(1);
    mkdirSync(join(this.etc, "catalog"), { recursive: true });
    writeFileSync(this.portFile, String(port));
    writeFileSync(join(this.etc, "config.properties"), serverProperties(port ?? 0, this.etc));
    if (props) {
      // Only the owner of the file is allowed to read the credentials
      const write = (catalog: string, text: string) =>
        writeFileSync(join(this.etc, `catalog/${catalog}.properties`), text, { mode: 0o600 });
      write(engineCatalog, catalogProperties(props));
      write(lakeCatalog, lakeProperties(props));
    }
    await this.process.start(java, javaArguments(this.memory, this.folder, this.etc, props?.address.trustStore), {
      env: process.env,
      cwd: this.folder,
      answers: () => this.isReady(),
      seconds: patience,
    });
  }

  public async stop(): Promise<void> {
    await this.process.stop();
  }

  /**
   * Runs SQL and returns all rows.
   *
   * @param schema Glue database of unqualified table names
   * @throws {CommandError} with the message of the engine
   */
  public async query(sql: string, schema: string): Promise<QueryAnswer> {
    for (let seconds = 0; ; seconds++) {
      const { error, ...answer } = await this.answerOf(sql, schema);
      if (!error) return answer;
      // The query did not start. It can run again, because a worker announces its catalogs shortly after it responds
      if (error.errorName !== "NO_NODES_AVAILABLE" || seconds >= patience)
        throw new CommandError(`Trino refused the query: ${error.errorName}: ${error.message}`);
      await sleep(1_000);
    }
  }

  /** Runs SQL once. */
  private async answerOf(sql: string, schema: string): Promise<QueryAnswer & { readonly error?: QueryError }> {
    const auth = new BasicAuth("trailkeeper");
    const client = TrinoClient.create({ server: this.server, catalog: engineCatalog, schema, auth });
    const rows: unknown[][] = [];
    let columns: string[] = [];
    let types: string[] = [];
    let read = { scannedBytes: 0, scannedRows: 0 };
    for await (const page of await client.query(sql.trim().replace(/;$/, ""))) {
      if (page.error) return { columns, types, rows, ...read, error: page.error };
      columns = page.columns?.map(({ name }) => name) ?? columns;
      types = page.columns?.map(({ type }) => type) ?? types;
      rows.push(...(page.data ?? []));
      const { physicalInputBytes = 0, processedRows = 0 } = page.stats ?? {};
      read = { scannedBytes: physicalInputBytes, scannedRows: processedRows };
    }
    return { columns, types, rows, ...read };
  }

  private get server(): string {
    return `http://127.0.0.1:${readFileSync(this.portFile, "utf8")}`;
  }

  private async isReady(): Promise<boolean> {
    try {
      const response = await fetch(`${this.server}/v1/info`, { signal: AbortSignal.timeout(2_000) });
      if (!response.ok || ((await response.json()) as { starting: boolean }).starting) return false;
      // The server is its own worker, and refuses queries until the worker has announced itself
      const { rows } = await this.query("SELECT 1 FROM system.runtime.nodes WHERE state = 'active'", "runtime");
      return rows.length > 0;
    } catch {
      return false;
    }
  }
}

function serverProperties(port: number, etc: string): string {
  return lines({
    coordinator: "true",
    "node-scheduler.include-coordinator": "true",
    "http-server.http.port": String(port),
    "discovery.uri": `http://127.0.0.1:${port}`,
    "node.environment": "local",
    "node.internal-address": "127.0.0.1",
    "node.bind-ip": "127.0.0.1",
    "plugin.dir": join(installFolder, "plugin"),
    "catalog.management": "static",
    "catalog.config-dir": join(etc, "catalog"),
    // Every second, Trino inspects each query in its history. A long history would take a third of a core
    "query.max-history": "10",
    "query.min-expire-age": "5s",
    "task.info.max-age": "5s",
  });
}

/** @see https://trino.io/docs/current/connector/hive.html */
function catalogProperties(props: TrinoProps): string {
  return lines({
    "connector.name": "hive",
    "hive.metastore": "glue",
    ...awsProperties(props),
    "hive.partition-projection-enabled": "true",
    // As in Athena, a projected partition without objects is empty
    "hive.ignore-absent-partitions": "true",
    // As in Athena, subfolders are read. AWS WAF writes folders for hours and minutes below the day
    "hive.recursive-directories": "true",
    // As in Athena, Hive tables and Iceberg tables are in one catalog
    "hive.iceberg-catalog-name": lakeCatalog,
  });
}

/** @see https://trino.io/docs/current/connector/iceberg.html */
function lakeProperties(props: TrinoProps): string {
  return lines({ "connector.name": "iceberg", "iceberg.catalog.type": "glue", ...awsProperties(props) });
}

/** Properties that use the local AWS instead of AWS. */
function awsProperties({ address, region, credentials }: TrinoProps): Record<string, string> {
  const { accessKeyId, secretAccessKey } = credentials;
  return {
    "hive.metastore.glue.endpoint-url": address.endpoint,
    "hive.metastore.glue.region": region,
    "hive.metastore.glue.aws-access-key": accessKeyId,
    "hive.metastore.glue.aws-secret-key": secretAccessKey,
    "fs.native-s3.enabled": "true",
    "s3.endpoint": address.endpoint,
    "s3.region": region,
    "s3.path-style-access": "true",
    "s3.aws-access-key": accessKeyId,
    "s3.aws-secret-key": secretAccessKey,
  };
}

/**
 * A few hundred short queries need less processor time without the optimizing compiler and garbage collector for long-running servers.
 * With the default sizes of young objects and classes, a tenth of the processor time of a long run was garbage collection.
 */
const forShortQueries = [
  "-Xmx1536m",
  "-Xmn768m",
  "-XX:MetaspaceSize=320m",
  "-XX:TieredStopAtLevel=1",
  "-XX:+UseSerialGC",
];

function javaArguments(
  memory: readonly string[],
  folder: string,
  etc: string,
  trustStore: string | undefined,
): string[] {
  const trusted = [
    `-Djavax.net.ssl.trustStore=${trustStore}`,
    "-Djavax.net.ssl.trustStoreType=PKCS12",
    "-Djavax.net.ssl.trustStorePassword=changeit",
  ];
  return [
    ...memory,
    "-XX:+ExitOnOutOfMemoryError",
    // In Athena, current_date is the day in UTC
    "-Duser.timezone=UTC",
    "-Djdk.attach.allowAttachSelf=true",
    "--add-modules=jdk.incubator.vector",
    "--enable-native-access=ALL-UNNAMED",
    "--sun-misc-unsafe-memory-access=allow",
    ...(trustStore === undefined ? [] : trusted),
    `-Dconfig=${join(etc, "config.properties")}`,
    `-Dnode.data-dir=${join(folder, "trino-data")}`,
    "-cp",
    join(installFolder, "lib", "*"),
    "io.trino.server.TrinoServer",
  ];
}

function lines(properties: Record<string, string>): string {
  return Object.entries(properties)
    .map(([name, value]) => `${name}=${value}\n`)
    .join("");
}
