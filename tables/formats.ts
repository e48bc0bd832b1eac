import type { LogTable } from "./log-table";

/** Format with which Athena reads the objects of a table. */
export type LogFormat = Pick<LogTable, "inputFormat" | "outputFormat" | "serde" | "serdeParameters" | "parameters">;

const textInput = "org.apache.hadoop.mapred.TextInputFormat";
const textOutput = "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat";

/**
 * Log files of CloudTrail: each is one JSON object. The elements of its array `Records` are the rows.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/create-cloudtrail-table-partition-projection.html
 */
export const cloudTrailRecords: LogFormat = {
  inputFormat: "com.amazon.emr.cloudtrail.CloudTrailInputFormat",
  outputFormat: textOutput,
  serde: "org.apache.hive.hcatalog.data.JsonSerDe",
  parameters: { classification: "cloudtrail", compressionType: "gzip", typeOfData: "file" },
};

/**
 * One JSON object on each line. A file can also contain only one object.
 *
 * @param settings settings of the SerDe, such as mappings of JSON keys that no column name can have
 * @see https://docs.aws.amazon.com/athena/latest/ug/openx-json-serde.html
 */
export function jsonLines(settings: Readonly<Record<string, string>> = {}): LogFormat {
  return {
    inputFormat: textInput,
    outputFormat: textOutput,
    serde: "org.openx.data.jsonserde.JsonSerDe",
    serdeParameters: settings,
    parameters: { classification: "json", compressionType: "gzip", typeOfData: "file" },
  };
}

/**
 * Lines of text. The regular expression must match the whole line, and its groups are the columns.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/regex-serde.html
 */
export function regexLines(regex: string): LogFormat {
  return {
    inputFormat: textInput,
    outputFormat: textOutput,
    serde: "org.apache.hadoop.hive.serde2.RegexSerDe",
    serdeParameters: { "input.regex": regex },
    parameters: { classification: "regex", typeOfData: "file" },
  };
}

/**
 * Lists of S3 Inventory in ORC. The location contains a text file with the paths of the objects of the list.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-inventory-athena-query.html
 */
export const orcLists: LogFormat = {
  inputFormat: "org.apache.hadoop.hive.ql.io.SymlinkTextInputFormat",
  outputFormat: textOutput,
  serde: "org.apache.hadoop.hive.ql.io.orc.OrcSerde",
  parameters: { classification: "orc", typeOfData: "file" },
};

/** @see https://docs.aws.amazon.com/athena/latest/ug/vpc-flow-logs-parquet.html */
export const parquet: LogFormat = {
  inputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
  outputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
  serde: "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
  parameters: { classification: "parquet", typeOfData: "file" },
};
