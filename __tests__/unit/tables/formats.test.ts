import { cloudTrailRecords, jsonLines, parquet, regexLines } from "../../../tables/formats";

const textInput = "org.apache.hadoop.mapred.TextInputFormat";

test("log files of CloudTrail become a row for each record", () => {
  expect(cloudTrailRecords).toEqual({
    inputFormat: "com.amazon.emr.cloudtrail.CloudTrailInputFormat",
    outputFormat: "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
    serde: "org.apache.hive.hcatalog.data.JsonSerDe",
    parameters: { classification: "cloudtrail", compressionType: "gzip", typeOfData: "file" },
  });
});

test("JSON is read line by line, with the given settings", () => {
  expect(jsonLines()).toMatchObject({ inputFormat: textInput, serdeParameters: {} });
  expect(jsonLines({ "mapping.a": "A" })).toMatchObject({
    serde: "org.openx.data.jsonserde.JsonSerDe",
    serdeParameters: { "mapping.a": "A" },
  });
});

test("text is matched line by line", () => {
  expect(regexLines("(.*)")).toMatchObject({
    inputFormat: textInput,
    serde: "org.apache.hadoop.hive.serde2.RegexSerDe",
    serdeParameters: { "input.regex": "(.*)" },
  });
});

test("Parquet has its own classes", () => {
  for (const name of [parquet.inputFormat, parquet.outputFormat, parquet.serde]) expect(name).toContain(".parquet.");
});
