import type { KinesisFirehoseDeliveryStreamExtendedS3Configuration } from "@cdktf/provider-aws/lib/kinesis-firehose-delivery-stream";

/**
 * The kind of records that a stream receives. It defines how Firehose processes the records.
 *
 * - `events`: each record is a JSON document. Firehose writes it on its own line.
 * - `logBatches`: each record is a compressed batch of CloudWatch Logs. Firehose decompresses each batch and writes it on its own
 *   line.
 * - `logBatchesByGroup`: like `logBatches`, but with a folder for each log group below the folder of the day.
 */
export type DeliveredRecords = "events" | "logBatches" | "logBatchesByGroup";

/** The arguments of a stream's destination that depend on its records. */
type Processing = Pick<
  KinesisFirehoseDeliveryStreamExtendedS3Configuration,
  "processingConfiguration" | "dynamicPartitioningConfiguration"
> & {
  /** Part of the key between the day and the file name. It is empty or ends with a slash. */
  readonly belowDay: string;
};

/** Minimum buffer size of Firehose with dynamic partitioning, in MiB. */
export const smallestPartitionBufferMegabytes = 64;

/**
 * JSON query for the folder name of a batch: its log group. A control message has no log group, but Firehose needs a partition
 * that is not empty.
 */
const logGroupQuery = '{logGroup: (.logGroup | ltrimstr("/") | if . == "" then "control-messages" else . end)}';

const newLine = { type: "AppendDelimiterToRecord" };
const parameters = (values: Readonly<Record<string, string>>) =>
  Object.entries(values).map(([parameterName, parameterValue]) => ({ parameterName, parameterValue }));

/**
 * Processing of a stream's records.
 *
 * Log batches are decompressed, but their messages are not extracted, because that would drop the log group and the account.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/dev/writing-with-cloudwatch-logs-decompression.html
 * @see https://docs.aws.amazon.com/firehose/latest/dev/dynamic-partitioning-partitioning-keys.html
 */
export function processingOf(records: DeliveredRecords): Processing {
  const decompress = { type: "Decompression", parameters: parameters({ CompressionFormat: "GZIP" }) };
  const extract = {
    type: "MetadataExtraction",
    parameters: parameters({ JsonParsingEngine: "JQ-1.6", MetadataExtractionQuery: logGroupQuery }),
  };
  const processors = {
    events: [newLine],
    logBatches: [decompress, newLine],
    logBatchesByGroup: [decompress, extract, newLine],
  }[records];
  const byGroup = records === "logBatchesByGroup";
  return {
    belowDay: byGroup ? "!{partitionKeyFromQuery:logGroup}/" : "",
    processingConfiguration: { enabled: true, processors },
    ...(byGroup && { dynamicPartitioningConfiguration: { enabled: true } }),
  };
}
