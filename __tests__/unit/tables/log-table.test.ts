import { crawledTablePrefix, type LogTable, type Projection, projectionParameters } from "../../../tables/log-table";

const partition = (name: string, projection: Projection) => ({ name, type: "string", comment: name, projection });

const parameters = (overrides: Partial<LogTable> = {}) =>
  projectionParameters({
    name: "calls",
    description: "The caller",
    columns: [],
    partitions: [],
    location: "s3://acme-trail-archive/logs",
    partitionPath: "all",
    inputFormat: "org.example.InputFormat",
    outputFormat: "org.example.OutputFormat",
    serde: "org.example.SerDe",
    parameters: { classification: "cloudtrail" },
    ...overrides,
  });

describe("projectionParameters", () => {
  test("enable projection, and contain the path of a partition", () => {
    expect(parameters({ partitionPath: "${region}/${day}" })).toEqual({
      "projection.enabled": "true",
      "storage.location.template": "s3://acme-trail-archive/logs/${region}/${day}",
    });
  });

  test.each([
    [["eu-west-1"], "eu-west-1"],
    [["eu-west-1", "us-east-1", "ap-south-1"], "eu-west-1,us-east-1,ap-south-1"],
  ])("list the values %j without spaces, which Athena would treat as part of a value", (values, listed) => {
    expect(parameters({ partitions: [partition("region", { type: "enum", values })] })).toMatchObject({
      "projection.region.type": "enum",
      "projection.region.values": listed,
    });
  });

  test.each([
    ["yyyy/MM/dd", "2024/01/01"],
    ["yyyy/M/d", "2024/1/1"],
  ])("projectionParameters contain days in the format %s from the first day until now", (format, firstDay) => {
    expect(parameters({ partitions: [partition("day", { type: "date", format, firstDay })] })).toMatchObject({
      "projection.day.type": "date",
      "projection.day.format": format,
      "projection.day.range": `${firstDay},NOW`,
      "projection.day.interval": "1",
      "projection.day.interval.unit": "DAYS",
    });
  });

  test("require the value of an injected partition from the query", () => {
    const described = parameters({ partitions: [partition("account", { type: "injected" })] });

    expect(Object.keys(described).filter((key) => key.startsWith("projection.account"))).toEqual([
      "projection.account.type",
    ]);
    expect(described["projection.account.type"]).toBe("injected");
  });

  test("describe every partition, with exactly the parameters of its type", () => {
    const keys = Object.keys(
      parameters({
        partitions: [
          partition("region", { type: "enum", values: ["eu-west-1"] }),
          partition("day", { type: "date", format: "yyyy/MM/dd", firstDay: "2024/01/01" }),
        ],
      }),
    );

    expect(keys.toSorted()).toEqual([
      "projection.day.format",
      "projection.day.interval",
      "projection.day.interval.unit",
      "projection.day.range",
      "projection.day.type",
      "projection.enabled",
      "projection.region.type",
      "projection.region.values",
      "storage.location.template",
    ]);
  });
});

test("the prefix of the crawler's tables is a word with an underscore, and no defined table begins with it", () => {
  expect(crawledTablePrefix).toBe("open_");
});
