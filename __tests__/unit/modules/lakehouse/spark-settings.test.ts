import { sparkSubmitParameters } from "../../../../modules/lakehouse/spark-settings";

const text = sparkSubmitParameters({
  worker: { vcpus: 4, gigabytes: 16 },
  workers: 4,
  catalogName: "lake",
  bucketName: "acme-lakehouse",
  tablePrefix: "tables",
});
const settings = new Map(
  text
    .split(" --conf ")
    .map((one) => one.replace("--conf ", "").split("="))
    .map(([name = "", value]) => [name, value]),
);

test("each setting is one argument of spark-submit", () => {
  expect(text).toMatch(/^(?:--conf [\w.-]+=[^\s=]+ ?)+$/);
});

test("the catalog is an Iceberg catalog in the Glue Data Catalog, with its tables in the bucket", () => {
  expect(settings.get("spark.sql.catalog.lake")).toBe("org.apache.iceberg.spark.SparkCatalog");
  expect(settings.get("spark.sql.catalog.lake.catalog-impl")).toBe("org.apache.iceberg.aws.glue.GlueCatalog");
  expect(settings.get("spark.sql.catalog.lake.warehouse")).toBe("s3://acme-lakehouse/tables");
});

test("Spark opens no other catalog, so that the role needs no other database", () => {
  expect(settings.get("spark.sql.catalogImplementation")).toBe("in-memory");
});

test("the workers and the driver are within the capacity, and their heap leaves memory for overhead", () => {
  expect(settings.get("spark.dynamicAllocation.maxExecutors")).toBe("3");
  for (const kind of ["driver", "executor"]) {
    expect([kind, settings.get(`spark.${kind}.cores`), settings.get(`spark.${kind}.memory`)]).toEqual([
      kind,
      "4",
      "14g",
    ]);
  }
});
