import { Cloudtrail } from "@cdktf/provider-aws/lib/cloudtrail";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { DataEventTrail, type DataEventTrailProps } from "../../../../modules/trail/data-event-trail";
import { account, arn } from "../../../../sample-data/values";
import { synth } from "../../../support/synth";

const dataEventTrail = (props: Partial<DataEventTrailProps> = {}) =>
  synth((scope) => {
    new DataEventTrail(scope, "Trail", {
      trailName: "acme-organization-trail",
      trailArn: arn("cloudtrail", "eu-west-1", account(1), "trail/acme-organization-trail"),
      bucketName: "acme-trail-archive",
      prefix: "cloudtrail-logs",
      archiveKeyArn: arn("kms", "eu-west-1", account(2), "key/archive"),
      monitoringKeyArn: arn("kms", "eu-west-1", account(1), "key/monitoring"),
      dataEvents: [
        { resourceType: "AWS::S3::Object", arnPrefixes: [arn("s3", "", "", "acme-payroll/")], access: "all" },
        {
          resourceType: "AWS::Lambda::Function",
          arnPrefixes: [arn("lambda", "", "", "").slice(0, -3)],
          access: "write",
        },
      ],
      archiveBucketArns: [arn("s3", "", "", "acme-trail-archive")],
      preventDestroy: true,
      ...props,
    });
  });

describe("DataEventTrail", () => {
  const { advanced_event_selector: selectors, ...trail } = dataEventTrail().one(Cloudtrail);

  test("records data events in every account and region, but no management event", () => {
    const categories = selectors.map(
      ({ field_selector }: { field_selector: { field: string; equals?: string[] }[] }) =>
        field_selector.find(({ field }) => field === "eventCategory")?.equals,
    );

    expect(categories).toEqual([["Data"], ["Data"]]);
    expect(trail).toMatchObject({
      is_organization_trail: true,
      is_multi_region_trail: true,
      enable_log_file_validation: true,
      enable_logging: true,
    });
    expect(trail.insight_selector).toBeUndefined();
  });

  test("DataEventTrail never records deliveries to the archive", () => {
    const [first] = selectors;

    expect(JSON.stringify(first)).toContain(`"not_starts_with":["${arn("s3", "", "", "acme-trail-archive/")}"]`);
  });

  test("has no log group, and leaves the log group of an earlier trail in AWS", () => {
    const { json } = dataEventTrail();

    expect(dataEventTrail().all(CloudwatchLogGroup)).toEqual([]);
    expect(trail.cloud_watch_logs_group_arn).toBeUndefined();
    expect(json.removed).toEqual([
      { from: expect.stringMatching(/^aws_cloudwatch_log_group\.Trail_LogGroup/), lifecycle: { destroy: false } },
    ]);
  });

  test("DataEventTrail can be destroyed only if preventDestroy is false", () => {
    expect(trail.lifecycle).toEqual({ prevent_destroy: true });
  });

  test("publishes a notification of every log file if it has a topic", () => {
    expect(dataEventTrail().all(SnsTopic)).toEqual([]);
    expect(dataEventTrail({ deliveryTopicName: "acme-deliveries" }).one(SnsTopic).name).toBe("acme-deliveries");
  });

  test.each([
    ["no data events", { dataEvents: [] }, "dataEvents: expected at least one data event, got none"],
    [
      "the ARN of another trail",
      { trailName: "other-trail" },
      "trailArn: expected a value that matches trail other-trail",
    ],
    ["a bucket name that S3 refuses", { bucketName: "Acme" }, "bucketName: expected a bucket name"],
  ])("fails with %s", (_, props, words) => {
    expect(() => dataEventTrail(props)).toThrow(words);
  });
});
