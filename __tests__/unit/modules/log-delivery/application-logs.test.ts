import { CloudwatchLogDataProtectionPolicy } from "@cdktf/provider-aws/lib/cloudwatch-log-data-protection-policy";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { CloudwatchLogSubscriptionFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-subscription-filter";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { KinesisFirehoseDeliveryStream } from "@cdktf/provider-aws/lib/kinesis-firehose-delivery-stream";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { partitionOf } from "../../../../aws-semantics/values/partition-of";
import { ApplicationLogs, type ApplicationLogsProps } from "../../../../modules/log-delivery/application-logs";
import { account, arn } from "../../../../sample-data/values";
import { synth } from "../../../support/synth";

const regions = ["eu-west-1", "eu-north-1"];
const logGroups = [
  { name: "/aws/lambda/payments", retentionDays: 30 },
  { name: "shop", retentionDays: 90 },
];

const logs = (props: Partial<ApplicationLogsProps> = {}) =>
  synth((scope) => {
    new ApplicationLogs(scope, "Logs", {
      namePrefix: "acme",
      partition: partitionOf("eu-west-1"),
      accountId: account(3),
      homeRegion: "eu-west-1",
      regions,
      logGroups,
      maskedDataIdentifiers: [],
      bufferMegabytes: 32,
      bufferSeconds: 60,
      roleName: "acme-app-logs-to-archive",
      bucketArn: arn("s3", "", "", "acme-logs"),
      prefix: "app-logs",
      failedPrefix: "failed-deliveries",
      archiveKeyArn: arn("kms", "eu-west-1", account(2), "key/abcd"),
      s3ViaService: "s3.eu-west-1.amazonaws.com",
      dependsOn: [],
      ...props,
    });
  });

/** Returns the log groups of applications, without the error log groups of the streams. */
const ofApplications = (resources: ReturnType<typeof logs>) =>
  resources.all(CloudwatchLogGroup).filter(({ name }) => !name.startsWith("/aws/kinesisfirehose/"));

describe("ApplicationLogs", () => {
  test("creates every log group in every region, encrypted with the key of the region", () => {
    expect(
      ofApplications(logs()).map(({ name, retention_in_days, region, kms_key_id }) => [
        name,
        retention_in_days,
        region ?? "eu-west-1",
        /Keys_(eu-\w+-1)_/.exec(kms_key_id)?.[1],
      ]),
    ).toEqual(
      regions.flatMap((region) => logGroups.map(({ name, retentionDays }) => [name, retentionDays, region, region])),
    );
  });

  test("subscribes every log group to the stream of its region, after the role may write", () => {
    const subscriptions = logs().all(CloudwatchLogSubscriptionFilter);

    expect(subscriptions).toHaveLength(4);
    for (const { destination_arn, region = "eu-west-1", filter_pattern, depends_on } of subscriptions) {
      expect(destination_arn).toMatch(new RegExp(`Streams_${region}_Stream_`));
      expect(filter_pattern).toBe("");
      expect(depends_on).toEqual([expect.stringMatching(/^aws_iam_role_policy\.Logs_Subscriber_Writes_/)]);
    }
  });

  test("delivers below the folder of the account and the region", () => {
    const streams = logs().all(KinesisFirehoseDeliveryStream);

    expect(streams.map(({ name }) => name)).toEqual(["acme-app-logs", "acme-app-logs"]);
    expect(streams.map(({ extended_s3_configuration: { prefix } }) => prefix)).toEqual(
      regions.map((region) => `app-logs/${account(3)}/${region}/!{timestamp:yyyy/MM/dd}/`),
    );
  });

  test("delivers with the role that the archive allows", () => {
    expect(
      logs()
        .all(IamRole)
        .map(({ name }) => name),
    ).toEqual(["acme-app-logs-to-firehose", "acme-app-logs-to-archive"]);
  });

  test("allows only CloudWatch Logs to use the keys, for log groups of the account and region", () => {
    const keys = logs().all(KmsKey);

    expect(keys).toHaveLength(2);
    for (const [i, { policy, enable_key_rotation, lifecycle }] of keys.entries()) {
      const [, encrypt, ...more] = JSON.parse(policy).Statement;
      expect({ enable_key_rotation, lifecycle, more }).toEqual({
        enable_key_rotation: true,
        lifecycle: { prevent_destroy: true },
        more: [],
      });
      expect(encrypt).toMatchObject({
        Principal: { Service: `logs.${regions[i]}.amazonaws.com` },
        Condition: {
          ArnLike: { "kms:EncryptionContext:aws:logs:arn": arn("logs", regions[i] ?? "", account(3), "log-group:*") },
        },
      });
    }
  });

  test("masks the listed data before it is delivered", () => {
    const masked = logs({ maskedDataIdentifiers: ["EmailAddress"] });

    expect(logs().all(CloudwatchLogDataProtectionPolicy)).toEqual([]);
    expect(masked.all(CloudwatchLogDataProtectionPolicy)).toHaveLength(4);
    for (const { depends_on } of masked.all(CloudwatchLogSubscriptionFilter)) {
      expect(depends_on).toContainEqual(expect.stringMatching(/^aws_cloudwatch_log_data_protection_policy\./));
    }
  });
});
