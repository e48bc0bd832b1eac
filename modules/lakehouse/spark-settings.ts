/** Size of the driver and of each worker. */
export interface SparkWorker {
  readonly vcpus: number;
  readonly gigabytes: number;
}

export interface SparkSettings {
  readonly worker: SparkWorker;

  /** Maximum number of workers at the same time, including the driver. */
  readonly workers: number;

  /** Name of the catalog whose tables are in `tablePrefix` of the bucket. */
  readonly catalogName: string;
  readonly bucketName: string;
  readonly tablePrefix: string;
}

/** Gigabytes of a worker that are not Spark's heap. EMR Serverless adds 10% of the heap as overhead and rounds up. */
const overheadGigabytes = 2;

/**
 * Settings of a run for `spark-submit`: Iceberg with the Glue Data Catalog as its catalog.
 *
 * @see https://docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide/using-iceberg.html
 */
export function sparkSubmitParameters(settings: SparkSettings): string {
  const { worker, workers, catalogName, bucketName, tablePrefix } = settings;
  const catalog = `spark.sql.catalog.${catalogName}`;
  const memory = `${worker.gigabytes - overheadGigabytes}g`;
  const properties = {
    "spark.jars": "/usr/share/aws/iceberg/lib/iceberg-spark3-runtime.jar",
    "spark.sql.extensions": "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions",
    [catalog]: "org.apache.iceberg.spark.SparkCatalog",
    [`${catalog}.catalog-impl`]: "org.apache.iceberg.aws.glue.GlueCatalog",
    [`${catalog}.io-impl`]: "org.apache.iceberg.aws.s3.S3FileIO",
    [`${catalog}.warehouse`]: `s3://${bucketName}/${tablePrefix}`,
    // The default catalog of Spark would be Hive, which needs permissions for other databases
    "spark.sql.catalogImplementation": "in-memory",
    "spark.driver.cores": worker.vcpus,
    "spark.driver.memory": memory,
    "spark.executor.cores": worker.vcpus,
    "spark.executor.memory": memory,
    "spark.dynamicAllocation.maxExecutors": workers - 1,
  };
  return Object.entries(properties)
    .map(([name, value]) => `--conf ${name}=${value}`)
    .join(" ");
}
