import { existsSync } from "node:fs";
import { join } from "node:path";
import { AlreadyExistsException, CreateDatabaseCommand, GlueClient } from "@aws-sdk/client-glue";
import {
  BucketAlreadyOwnedByYou,
  CreateBucketCommand,
  type BucketLocationConstraint,
  S3Client,
} from "@aws-sdk/client-s3";
import { logTableSource } from "../../config/derived/table-locations";
import type { AuditConfig } from "../../config/audit-config";
import { lakehouseNames } from "../../config/names/lakehouse";
import { logTables } from "../../tables/catalog";
import type { LogTable } from "../../tables/log-table";
import { lakeTables } from "../../tables/lake/lake-table";
import { daysBefore } from "../../cli/query/day-number";
import { writeWhole } from "../../shared/files";
import type { Credentials } from "../../shared/aws-client";
import { clientConfig, s3Config } from "../clients";
import type { EmulatorAddress } from "../emulator/emulator";
import { repository } from "../folders";
import { awsEnvironment, type LocalDeployment } from "../terraform/deployment";
import { type LocalSpark, sparkArguments, sparkSubmit } from "./spark";

/** Name of the catalog in the deployed job. */
const catalogName = "lake";

/** Number of days before the delivered day that the first run loads. */
const earlierDays = 7;

const loadedFile = ({ folder }: LocalDeployment) => join(folder, "lakehouse-loaded");

/** Whether the job has loaded the lakehouse of a local AWS. */
export const isLakeLoaded = (deployment: LocalDeployment): boolean => existsSync(loadedFile(deployment));

/** A line that the job prints about a table. */
export interface LoadedTable {
  readonly table: string;
  readonly objects: number;
  readonly bytes: number;
  readonly quarantined: number;
}

/** The days that the job loads, and the credentials that run it. */
export interface LakeRun {
  readonly spark: LocalSpark;
  readonly tables: readonly LogTable[];

  /** First day to load, `yyyy-MM-dd`. */
  readonly firstDay: string;

  /**
   * Credentials of the job.
   *
   * @default an administrator of the log-archive account
   */
  readonly credentials?: Credentials;
}

/** The local AWS in which the job runs. */
type LakePlace = Pick<LocalDeployment, "address" | "credentialsOf"> & {
  readonly config: Pick<AuditConfig, "prefix" | "partition" | "homeRegion" | "accounts" | "lakehouse">;
};

/**
 * Loads the delivered logs of a local AWS into its lakehouse.
 *
 * @param day newest day that was delivered, `yyyy-MM-dd`
 */
export async function loadLake(deployment: LocalDeployment, spark: LocalSpark, day: string): Promise<LoadedTable[]> {
  const tables = logTables(logTableSource(deployment.config));
  const firstDay = daysBefore(day, earlierDays).replaceAll("/", "-");
  const loaded = await loadTables(deployment, { spark, tables, firstDay });
  writeWhole(loadedFile(deployment), day);
  return loaded;
}

/**
 * Runs the job in a Spark session on this machine. The job reads the archive of the local AWS, and writes Iceberg tables to S3 and the
 * Glue catalog of the local AWS. The local AWS has no EMR Serverless, so this function creates the bucket and the database instead
 * of Terraform.
 */
export async function loadTables(place: LakePlace, run: LakeRun): Promise<LoadedTable[]> {
  const { address, config } = place;
  const { bucketName, databaseName } = lakehouseNames(config);
  const administrator = await place.credentialsOf(config.accounts.logArchive);
  await createLake(place, administrator);
  const { spark, credentials = administrator } = run;
  const { lateDays, snapshotDays } = config.lakehouse;
  const tables = lakeTables(run.tables, { expireDays: () => undefined, firstDay: run.firstDay });
  const description = JSON.stringify({ lateDays, snapshotDays, batchBytes: 1e9, taskBytes: 1e9, tables });
  const settings = sparkArguments(spark, {
    "spark.sql.shuffle.partitions": "1",
    "spark.default.parallelism": "1",
    "spark.sql.adaptive.enabled": "false",
    "spark.driver.extraJavaOptions": javaOptions(address),
    ...catalogSettings(`s3://${bucketName}/tables`),
    ...awsSettings(address.endpoint, config.homeRegion),
  });
  const given = [
    "--database",
    `${catalogName}.${databaseName}`,
    "--tables",
    Buffer.from(description).toString("base64"),
  ];
  const args = [...settings, join(repository, "lakehouse/load.py"), ...given];
  const env = { ...awsEnvironment(address, credentials), AWS_REGION: config.homeRegion };
  return linesOf(await sparkSubmit(spark, args, env));
}

const javaOptions = ({ trustStore }: EmulatorAddress): string =>
  [
    "-XX:TieredStopAtLevel=1",
    "-XX:+UseSerialGC",
    `-Djavax.net.ssl.trustStore=${trustStore}`,
    "-Djavax.net.ssl.trustStoreType=PKCS12",
    "-Djavax.net.ssl.trustStorePassword=changeit",
  ].join(" ");

/** Parses the lines that the job prints about its tables. The lines and objects of the quarantine are counted by batch. */
function linesOf(printed: string): LoadedTable[] {
  const lines = printed
    .split("\n")
    .filter((line) => line.startsWith('{"table"'))
    .map((line): LoadedTable | Pick<LoadedTable, "table" | "quarantined"> => JSON.parse(line));
  const countQuarantined = (name: string) =>
    lines.reduce((sum, line) => (line.table === name && "quarantined" in line ? sum + line.quarantined : sum), 0);
  return lines.flatMap((line) =>
    "objects" in line ? Object.assign(line, { quarantined: countQuarantined(line.table) }) : [],
  );
}

/** Creates the bucket and the database if they do not exist. */
async function createLake({ address, config }: LakePlace, credentials: Credentials): Promise<void> {
  const { bucketName, databaseName } = lakehouseNames(config);
  const s3 = new S3Client(s3Config(address, config.homeRegion, credentials));
  const glue = new GlueClient(clientConfig(address, config.homeRegion, credentials));
  const LocationConstraint = config.homeRegion as BucketLocationConstraint;
  try {
    await s3.send(new CreateBucketCommand({ Bucket: bucketName, CreateBucketConfiguration: { LocationConstraint } }));
  } catch (error) {
    if (!(error instanceof BucketAlreadyOwnedByYou)) throw error;
  }
  try {
    await glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: databaseName } }));
  } catch (error) {
    if (!(error instanceof AlreadyExistsException)) throw error;
  }
}

const catalogSettings = (warehouse: string) => ({
  "spark.sql.extensions": "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions",
  [`spark.sql.catalog.${catalogName}`]: "org.apache.iceberg.spark.SparkCatalog",
  [`spark.sql.catalog.${catalogName}.catalog-impl`]: "org.apache.iceberg.aws.glue.GlueCatalog",
  [`spark.sql.catalog.${catalogName}.io-impl`]: "org.apache.iceberg.aws.s3.S3FileIO",
  [`spark.sql.catalog.${catalogName}.warehouse`]: warehouse,
  "spark.sql.catalogImplementation": "in-memory",
});

/** Settings that use the local AWS instead of AWS, for the tables and for the logs. */
const awsSettings = (endpoint: string, region: string) => ({
  [`spark.sql.catalog.${catalogName}.glue.endpoint`]: endpoint,
  [`spark.sql.catalog.${catalogName}.s3.endpoint`]: endpoint,
  [`spark.sql.catalog.${catalogName}.s3.path-style-access`]: "true",
  [`spark.sql.catalog.${catalogName}.client.region`]: region,
  "spark.hadoop.fs.s3.impl": "org.apache.hadoop.fs.s3a.S3AFileSystem",
  "spark.hadoop.fs.s3a.endpoint": endpoint,
  "spark.hadoop.fs.s3a.endpoint.region": region,
  "spark.hadoop.fs.s3a.path.style.access": "true",
  "spark.hadoop.fs.s3a.aws.credentials.provider": "com.amazonaws.auth.EnvironmentVariableCredentialsProvider",
});
