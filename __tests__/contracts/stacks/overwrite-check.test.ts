import { AthenaWorkgroup } from "@cdktf/provider-aws/lib/athena-workgroup";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { GlueCatalogTable } from "@cdktf/provider-aws/lib/glue-catalog-table";
import { S3BucketInventory } from "@cdktf/provider-aws/lib/s3-bucket-inventory";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { overwritableArchives } from "../../../config/derived/archive-buckets";
import { archiveBucketNames } from "../../../config/names/names";
import { overwriteCheck } from "../../../queries/overwrite-check";
import { savedQueries } from "../../../queries/saved-queries";
import { configOf, oneStack } from "../../support/organization";
import { arn } from "../../../sample-data/values";

const logArchive = oneStack("log-archive");
const management = oneStack("management");
const { accounts } = configOf("config/example.yaml", {});
const off = { archive: { overwriteCheck: { enabled: false } } };
const alarmArn = arn("cloudwatch", "eu-west-1", accounts.logArchive, "alarm:acme-logs-overwritten");

const alarmOf = (stack: typeof logArchive) =>
  stack.all(CloudwatchMetricAlarm).find(({ alarm_name }) => alarm_name === "acme-logs-overwritten");
const policiesOf = (stack: typeof management) => stack.all(SnsTopicPolicy).map(({ policy }) => policy);

test("every archive with writing roles has lists of versions, at the location of the table", () => {
  const names = archiveBucketNames("acme", accounts.logArchive);
  const inventories = logArchive.all(S3BucketInventory);
  const table = logArchive.all(GlueCatalogTable).find(({ name }) => name === "archive_versions");
  const template: string = table?.parameters["storage.location.template"];

  expect(table?.parameters["projection.archive.values"].split(",")).toEqual(
    overwritableArchives.map((archive) => names[archive]),
  );
  expect(inventories).toHaveLength(overwritableArchives.length);
  for (const { name, destination } of inventories) {
    const { bucket_arn: list, prefix } = destination.bucket;
    const path = `s3://${list.split(":").at(-1)}/${prefix}/$\${archive}/${name}/hive/`;

    expect(template.replace("$${account}", accounts.logArchive).replace("$${region}", "eu-west-1")).toContain(path);
  }
});

test("the schedule runs the check every day in its own workgroup", () => {
  const schedule = logArchive.all(SchedulerSchedule).find(({ name }) => name === "acme-overwrite-check");

  expect(schedule?.schedule_expression).toMatch(/^cron\(\d+ \d+ \* \* \? \*\)$/);
  expect(JSON.parse(schedule?.target.input)).toMatchObject({
    QueryString: overwriteCheck(savedQueries()),
    WorkGroup: "acme-checks",
  });
  const workgroup = logArchive.all(AthenaWorkgroup).find(({ name }) => name === "acme-checks");
  expect(workgroup?.configuration.publish_cloudwatch_metrics_enabled).toBe(true);
});

test("An alarm notifies people when the daily check for overwritten logs has not succeeded.", () => {
  expect(alarmOf(logArchive)).toMatchObject({
    dimensions: { WorkGroup: "acme-checks", QueryState: "SUCCEEDED", QueryType: "DML" },
    treat_missing_data: "breaching",
    comparison_operator: "LessThanThreshold",
    alarm_actions: [arn("sns", "eu-west-1", accounts.management, "acme-audit-notify")],
  });
  const publishes = policiesOf(management).filter((policy) => policy.includes(alarmArn));
  expect(publishes).toEqual([expect.stringContaining("aws_sns_topic.NotifyTopic")]);
});

test("only the table of the overwrite check remains if the check is disabled, so that its address does not change", () => {
  const without = oneStack("log-archive", "config/example.yaml", off);

  expect(without.all(S3BucketInventory)).toEqual([]);
  expect(without.all(SchedulerSchedule)).toEqual([]);
  expect(alarmOf(without)).toBeUndefined();
  expect(without.all(S3BucketPolicy).filter(({ policy }) => policy.includes("VersionListDelivery"))).toEqual([]);
  expect(policiesOf(oneStack("management", "config/example.yaml", off)).join()).not.toContain(alarmArn);
  expect(without.all(GlueCatalogTable).map(({ name }) => name)).toContain("archive_versions");
});
