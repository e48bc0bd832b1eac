import { GlueCatalogTable } from "@cdktf/provider-aws/lib/glue-catalog-table";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { huntRowsBucketName, huntRowsPrefix } from "../../config/names/hunts";
import { bucketArn, namesFor } from "../../config/names/names";
import { historyDays } from "../../hunts/hunt";
import { rowColumns, rowsTable } from "../../hunts/rows-table";
import { ArchiveBucket } from "../../modules/archive/archive-bucket";
import { parquet } from "../../tables/formats";
import { type RebuiltBucketSource, rebuiltBucket } from "./rebuilt-bucket";

export interface HuntRowsProps extends RebuiltBucketSource {
  /** The database of the table. */
  readonly database: ITerraformDependable;
}

/** Days that rows are kept: the days of the history, and ten more days in case runs fail. */
const keptDays = historyDays + 10;

/**
 * The rows that runs of the hunts write: rows of one run for its messages, and first uses with which later runs compare. Only the
 * role of the hunts may write. Otherwise someone could add an earlier first use, and a hunt would not report the new use.
 */
export class HuntRows extends Construct {
  /** ARN of the folder of the rows. */
  public readonly folderArn: string;

  constructor(scope: Construct, id: string, props: HuntRowsProps) {
    super(scope, id);

    const { config, database } = props;
    const names = namesFor(config);
    const bucketName = huntRowsBucketName(config);

    // Later runs can read the logs of these days again
    const bucket = new ArchiveBucket(
      this,
      "Bucket",
      rebuiltBucket(props, { bucketName, expireDays: keptDays, writerRoleArns: [names.huntRoleArn] }),
    );
    new GlueCatalogTable(this, "Table", {
      name: rowsTable,
      databaseName: names.databaseName,
      description: "Rows that the hunts found, and first uses with which they compare later",
      tableType: "EXTERNAL_TABLE",
      parameters: { EXTERNAL: "TRUE", ...parquet.parameters },
      storageDescriptor: {
        location: `s3://${bucket.bucketName}/${huntRowsPrefix}/`,
        inputFormat: parquet.inputFormat,
        outputFormat: parquet.outputFormat,
        serDeInfo: { serializationLibrary: parquet.serde, parameters: { "serialization.format": "1" } },
        columns: rowColumns.map(({ name, type, comment }) => ({ name, type, comment })),
      },
      dependsOn: [database],
    });

    this.folderArn = `${bucketArn(config.partition, bucketName)}/${huntRowsPrefix}`;
  }
}
