import { type DeliveredRecords, processingOf } from "../../../../modules/log-delivery/delivery-processing";

const processorsOf = (records: DeliveredRecords) => {
  const { processors } = processingOf(records).processingConfiguration ?? {};
  return (processors ?? []) as { type: string; parameters?: { parameterName: string; parameterValue: string }[] }[];
};
const everyKind: DeliveredRecords[] = ["events", "logBatches", "logBatchesByGroup"];

test.each(everyKind)("%s are written one record on each line, as the last processor", (records) => {
  expect(processingOf(records).processingConfiguration?.enabled).toBe(true);
  expect(processorsOf(records).at(-1)).toEqual({ type: "AppendDelimiterToRecord" });
});

test.each(everyKind)(
  "log events of %s are not extracted, because the log group and the account would be lost",
  (records) => {
    expect(JSON.stringify(processorsOf(records))).not.toMatch(/CloudWatchLogProcessing|DataMessageExtraction/);
  },
);

test("events are not processed", () => {
  expect(processorsOf("events").map(({ type }) => type)).toEqual(["AppendDelimiterToRecord"]);
});

test.each(["logBatches", "logBatchesByGroup"] as const)("%s are decompressed by the first processor", (records) => {
  expect(processorsOf(records)[0]).toEqual({
    type: "Decompression",
    parameters: [{ parameterName: "CompressionFormat", parameterValue: "GZIP" }],
  });
});

test.each(["events", "logBatches"] as const)("%s are stored in the folder of the day", (records) => {
  const { belowDay, dynamicPartitioningConfiguration } = processingOf(records);

  expect({ belowDay, dynamicPartitioningConfiguration }).toEqual({ belowDay: "" });
});

describe("batches partitioned by log group", () => {
  test("batches partitioned by log group are stored in a folder below the day, which a jq query over the records determines", () => {
    const { belowDay, dynamicPartitioningConfiguration } = processingOf("logBatchesByGroup");
    const [, extraction] = processorsOf("logBatchesByGroup");
    const [engine, query] = extraction?.parameters ?? [];

    expect(belowDay).toBe("!{partitionKeyFromQuery:logGroup}/");
    expect(dynamicPartitioningConfiguration).toEqual({ enabled: true });
    expect(extraction?.type).toBe("MetadataExtraction");
    expect(engine).toEqual({ parameterName: "JsonParsingEngine", parameterValue: "JQ-1.6" });
    expect(query?.parameterName).toBe("MetadataExtractionQuery");
    expect(query?.parameterValue).toMatch(/^\{logGroup: /);
  });

  test("batches partitioned by log group are stored in a folder without a leading slash, and messages without a log group in a separate folder", () => {
    const query = processorsOf("logBatchesByGroup")[1]?.parameters?.[1]?.parameterValue;

    // The result of the jq expression: the name without its first slash, or another name if nothing remains
    expect(query).toContain('.logGroup | ltrimstr("/")');
    expect(query).toContain('if . == "" then "control-messages" else . end');
  });
});
