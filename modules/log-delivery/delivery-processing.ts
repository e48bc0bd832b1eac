import type { KinesisFirehoseDeliveryStreamExtendedS3Configuration } from "@cdktf/provider-aws/lib/kinesis-firehose-delivery-stream";

/**
 * What a stream gets, and what is done with it.
 *
 * - `events`: each record is a JSON document; it is written on a line of its own.
 * - `logBatches`: each record is a compressed batch of CloudWatch Logs; it is decompressed and written on a line.
 * - `logBatchesByGroup`: the same, in a folder for each log group below the day.
 */
export type DeliveredRecords = "events" | "logBatches" | "logBatchesByGroup";

/** What of a stream's destination depends on its records. */
type Processing = Pick<
  KinesisFirehoseDeliveryStreamExtendedS3Configuration,
  "processingConfiguration" | "dynamicPartitioningConfiguration"
> & {
  /** What of the key follows the day; empty, or ending in a slash. */
  readonly belowDay: string;
};

/** Firehose refuses to partition by records with a smaller buffer. */
export const smallestPartitionBufferMegabytes = 64;

/**
 * Log group of a batch as a folder. A message that only tests the way has none, and no partition may be without a name.
 */
const logGroupQuery = '{logGroup: (.logGroup | ltrimstr("/") | if . == "" then "control-messages" else . end)}';

const newLine = { type: "AppendDelimiterToRecord" };
const parameters = (values: Readonly<Record<string, string>>) =>
  Object.entries(values).map(([parameterName, parameterValue]) => ({ parameterName, parameterValue }));

/**
 * How a stream processes its records.
 *
 * Log batches are decompressed but their messages are not taken out: that would drop the log group and the account.
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
