import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { CloudwatchLogStream } from "@cdktf/provider-aws/lib/cloudwatch-log-stream";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { KinesisFirehoseDeliveryStream } from "@cdktf/provider-aws/lib/kinesis-firehose-delivery-stream";
import { FirehoseToArchive, type FirehoseToArchiveProps } from "../../../../modules/log-delivery/firehose-to-archive";
import { synth } from "../../../support/synth";
import { account, arn, partition } from "../../../../sample-data/values";

const regions = ["eu-west-1", "us-east-1"];
const keyIn = (region: string) => arn("kms", region, account(3), "key/logs");

const firehose = (props: Partial<FirehoseToArchiveProps> = {}) =>
  synth((scope) => {
    new FirehoseToArchive(scope, "Delivery", {
      partition,
      accountId: account(3),
      homeRegion: "eu-west-1",
      regions,
      streamName: "acme-app-logs",
      roleName: "acme-app-logs-to-archive",
      bucketArn: arn("s3", "", "", "acme-service-logs"),
      prefix: "app-logs",
      failedPrefix: "failed-deliveries",
      archiveKeyArn: arn("kms", "eu-west-1", account(2), "key/archive"),
      s3ViaService: "s3.eu-west-1.amazonaws.com",
      kmsKeyArns: new Map(regions.map((region) => [region, keyIn(region)])),
      errorLogGroupName: "/aws/kinesisfirehose/acme-app-logs",
      errorRetentionDays: 90,
      records: "logBatches",
      bufferMegabytes: 64,
      bufferSeconds: 300,
      ...props,
    });
  });
const streams = (props: Partial<FirehoseToArchiveProps> = {}) => firehose(props).all(KinesisFirehoseDeliveryStream);

test("each region has a stream, a log group and a log stream, and all share one role", () => {
  const resources = firehose();

  for (const type of [KinesisFirehoseDeliveryStream, CloudwatchLogGroup, CloudwatchLogStream]) {
    expect(resources.all(type).map(({ region = "eu-west-1" }) => region)).toEqual(regions);
  }
  expect(resources.one(IamRole).name).toBe("acme-app-logs-to-archive");
});

test("resources in the provider's own region have no region argument, so that provider 5 accepts them", () => {
  expect(streams({ regions: ["eu-west-1"] })[0]).not.toHaveProperty("region");
});

test("the stream writes to the locations of the tables: account, region and day, and failed records to another prefix", () => {
  for (const [i, { extended_s3_configuration: to }] of streams().entries()) {
    const folder = `app-logs/${account(3)}/${regions[i]}`;
    expect(to.prefix).toBe(`${folder}/!{timestamp:yyyy/MM/dd}/`);
    expect(to.error_output_prefix).toBe(
      `failed-deliveries/${folder}/!{firehose:error-output-type}/!{timestamp:yyyy/MM/dd}/`,
    );
    expect(to.bucket_arn).toBe(arn("s3", "", "", "acme-service-logs"));
    // Days are in UTC
    expect(to).not.toHaveProperty("custom_time_zone");
  }
});

test("the stream writes below the day with a folder for each log group, so that the tables still read the files", () => {
  for (const { extended_s3_configuration: to } of streams({ records: "logBatchesByGroup" })) {
    expect(to.prefix).toMatch(/\/!\{timestamp:yyyy\/MM\/dd\}\/!\{partitionKeyFromQuery:logGroup\}\/$/);
    expect(to.error_output_prefix).not.toContain("partitionKeyFromQuery");
    expect(to.dynamic_partitioning_configuration).toEqual({ enabled: true });
  }
});

test("the stream compresses and buffers as configured, and uses the encryption of the bucket", () => {
  for (const { destination, extended_s3_configuration: to } of streams({ bufferMegabytes: 128, bufferSeconds: 60 })) {
    expect(destination).toBe("extended_s3");
    expect(to).toMatchObject({ compression_format: "GZIP", buffering_size: 128, buffering_interval: 60 });
    expect(to).not.toHaveProperty("kms_key_arn");
  }
});

test("each stream and its log group are encrypted with the key of the region", () => {
  const resources = firehose();

  for (const [i, region] of regions.entries()) {
    expect(resources.all(KinesisFirehoseDeliveryStream)[i].server_side_encryption).toEqual({
      enabled: true,
      key_type: "CUSTOMER_MANAGED_CMK",
      key_arn: keyIn(region),
    });
    expect(resources.all(CloudwatchLogGroup)[i]).toMatchObject({
      name: "/aws/kinesisfirehose/acme-app-logs",
      retention_in_days: 90,
      kms_key_id: keyIn(region),
    });
  }
});

test("each stream writes errors to the log stream of its own region", () => {
  const resources = firehose();
  const of = (type: string, region: string, part: string) =>
    expect.stringMatching(
      new RegExp(`^\\$\\{aws_cloudwatch_log_${type}\\.Delivery_${region}_${part}_[A-Z0-9]+\\.name\\}$`),
    );

  for (const [i, region] of regions.entries()) {
    const { extended_s3_configuration: to } = resources.all(KinesisFirehoseDeliveryStream)[i];
    expect(to.cloudwatch_logging_options).toEqual({
      enabled: true,
      log_group_name: of("group", region, "Errors"),
      log_stream_name: of("stream", region, "ErrorStream"),
    });
    expect(resources.all(CloudwatchLogStream)[i]).toMatchObject({
      name: "DestinationDelivery",
      log_group_name: of("group", region, "Errors"),
    });
  }
});

test("the stream delivers only after the role has its policy and the given resources exist", () => {
  for (const { depends_on } of streams({ dependsOn: [{ fqn: "aws_s3_bucket_policy.Archive" }] })) {
    expect(depends_on).toEqual([
      expect.stringMatching(/^aws_iam_role_policy\.Delivery_Role_Delivers_/),
      "aws_s3_bucket_policy.Archive",
    ]);
  }
});

describe("the buffer of the stream", () => {
  test.each([1, 2, 127, 128])("the buffer of the stream may be %d MiB", (bufferMegabytes) => {
    expect(streams({ bufferMegabytes })[0].extended_s3_configuration.buffering_size).toBe(bufferMegabytes);
  });

  test.each([0, 129, 1.5, NaN])("fails with %d MiB", (bufferMegabytes) => {
    expect(() => streams({ bufferMegabytes })).toThrow(
      `bufferMegabytes of logBatches must be a whole number from 1 to 128, got ${bufferMegabytes}`,
    );
  });

  test.each([64, 65])("the buffer of the stream may be %d MiB with dynamic partitioning", (bufferMegabytes) => {
    expect(streams({ bufferMegabytes, records: "logBatchesByGroup" })).toHaveLength(2);
  });

  test("fails with 63 MiB with dynamic partitioning", () => {
    expect(() => streams({ bufferMegabytes: 63, records: "logBatchesByGroup" })).toThrow(
      "bufferMegabytes of logBatchesByGroup must be a whole number from 64 to 128, got 63",
    );
  });

  test.each([60, 61, 899, 900])("the buffer of the stream may wait for %d seconds", (bufferSeconds) => {
    expect(streams({ bufferSeconds })[0].extended_s3_configuration.buffering_interval).toBe(bufferSeconds);
  });

  test.each([59, 901, 60.5])("fails with a wait of %d seconds", (bufferSeconds) => {
    expect(() => streams({ bufferSeconds })).toThrow(
      `bufferSeconds must be a whole number from 60 to 900, got ${bufferSeconds}`,
    );
  });
});

test("fails if a region has no key", () => {
  expect(() => streams({ kmsKeyArns: new Map([["eu-west-1", keyIn("eu-west-1")]]) })).toThrow(
    "kmsKeyArns must have a key in us-east-1, got eu-west-1",
  );
  expect(() => streams({ kmsKeyArns: new Map() })).toThrow("kmsKeyArns must have a key in eu-west-1, got none");
});
