import { cloudTrailRecords, jsonLines, parquet, regexLines } from "../../../tables/formats";

const textInput = "org.apache.hadoop.mapred.TextInputFormat";

test("the CloudTrail format returns a row for each record of a file", () => {
  expect(cloudTrailRecords).toEqual({
    inputFormat: "com.amazon.emr.cloudtrail.CloudTrailInputFormat",
    outputFormat: "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
    serde: "org.apache.hive.hcatalog.data.JsonSerDe",
    parameters: { classification: "cloudtrail", compressionType: "gzip", typeOfData: "file" },
  });
});

test("the JSON format reads line by line, with the given settings", () => {
  expect(jsonLines()).toMatchObject({ inputFormat: textInput, serdeParameters: {} });
  expect(jsonLines({ "mapping.a": "A" })).toMatchObject({
    serde: "org.openx.data.jsonserde.JsonSerDe",
    serdeParameters: { "mapping.a": "A" },
  });
});

test("the regular expression is matched with each line", () => {
  expect(regexLines("(.*)")).toMatchObject({
    inputFormat: textInput,
    serde: "org.apache.hadoop.hive.serde2.RegexSerDe",
    serdeParameters: { "input.regex": "(.*)" },
  });
});

test("the Parquet format has its own classes", () => {
  for (const name of [parquet.inputFormat, parquet.outputFormat, parquet.serde]) expect(name).toContain(".parquet.");
});
