import { Cloudtrail } from "@cdktf/provider-aws/lib/cloudtrail";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { CloudwatchLogMetricFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-metric-filter";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { DataAwsOrganizationsOrganization } from "@cdktf/provider-aws/lib/data-aws-organizations-organization";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { TerraformOutput } from "cdktf";
import { cisDetections } from "../../../../detections/catalog/cis";
import { detections } from "../../../../detections/catalog/all";
import type { PolicyStatement } from "../../../../modules/iam/policy-document";
import { TrailWithAlarms, type TrailWithAlarmsProps } from "../../../../modules/trail/trail-with-alarms";
import { account, arn } from "../../../../sample-data/values";
import { synth } from "../../../support/synth";

const organizationId = "o-a1b2c3d4e5";
const bucketName = "acme-trail-archive";
const keyArn = arn("kms", "eu-west-1", account(2), "key/abcd");
const pager = "https://events.pager.example.com/acme";

const built = (props: Partial<TrailWithAlarmsProps> = {}) =>
  synth((scope) => {
    const trail = new TrailWithAlarms(scope, "Trail", {
      namePrefix: "acme",
      organizationId,
      accountId: account(1),
      region: "eu-west-1",
      archive: { bucketName, keyArn },
      subscribers: { page: [pager], notify: ["security@example.com", "audit@example.com"] },
      runbookUrl: "https://wiki.example.com/runbooks",
      ...props,
    });
    const outputs = { trailArn: trail.trailArn, logGroupName: trail.logGroupName, keyArn: trail.keyArn };
    for (const [name, value] of Object.entries({ ...outputs, ...trail.topicArns }))
      new TerraformOutput(scope, name, { value, staticId: true });
  });
const ownKey = expect.stringMatching(/^\$\{aws_kms_key\.Trail_Key_\w+\.arn\}$/);

describe("TrailWithAlarms", () => {
  test("records every region of the organization, with digest files, and delivers to the archive", () => {
    expect(built().one(Cloudtrail)).toMatchObject({
      name: "acme-organization-trail",
      is_organization_trail: true,
      is_multi_region_trail: true,
      enable_log_file_validation: true,
      s3_bucket_name: bucketName,
      s3_key_prefix: "cloudtrail-logs",
      kms_key_id: keyArn,
      lifecycle: { prevent_destroy: true },
    });
  });

  test("records only the management events by default", () => {
    const selectors = (props: Partial<TrailWithAlarmsProps> = {}) =>
      built(props).one(Cloudtrail).advanced_event_selector;

    expect(selectors()).toEqual([
      { name: "Management events selector", field_selector: [{ field: "eventCategory", equals: ["Management"] }] },
    ]);
    expect(selectors({ excludedSources: ["kms.amazonaws.com"] })).toHaveLength(2);
    expect(built({ insights: ["ApiErrorRateInsight"] }).one(Cloudtrail).insight_selector).toEqual([
      { insight_type: "ApiErrorRateInsight" },
    ]);
  });

  test("TrailWithAlarms never records the data events of the archive and of its access logs", () => {
    const dataEvents = [
      { resourceType: "AWS::S3::Object", arnPrefixes: [arn("s3", "", "", "")], access: "write" },
    ] as const;
    const leftOut = (props: object) =>
      built({ dataEvents, ...props })
        .one(Cloudtrail)
        .advanced_event_selector[1].field_selector.at(-1);
    const except = (...names: readonly string[]) => ({
      field: "resources.ARN",
      starts_with: [arn("s3", "", "", "")],
      not_starts_with: names.map((name) => arn("s3", "", "", `${name}/`)),
    });

    expect(leftOut({})).toEqual(except(bucketName, `${bucketName}-access-logs`));
    const archive = { bucketName, keyArn, accessLogBucketName: "requests" };
    expect(leftOut({ archive })).toEqual(except(bucketName, "requests"));
  });

  test("keeps events for a year in an encrypted log group to which only this trail writes", () => {
    const resources = built();

    expect(resources.one(CloudwatchLogGroup)).toMatchObject({
      name: "acme-organization-trail",
      retention_in_days: 365,
      kms_key_id: ownKey,
    });
    expect(resources.one(IamRole).name).toBe("acme-trail-to-logs");
    expect(JSON.parse(resources.one(IamRole).assume_role_policy).Statement).toEqual([
      expect.objectContaining({
        Condition: {
          StringEquals: {
            "aws:SourceArn": arn("cloudtrail", "eu-west-1", account(1), "trail/acme-organization-trail"),
          },
        },
      }),
    ]);
    for (const { Resource } of JSON.parse(resources.one(IamRolePolicy).policy).Statement) {
      for (const resource of Resource) {
        expect(resource).toContain(
          arn("logs", "eu-west-1", account(1), "log-group:acme-organization-trail:log-stream:"),
        );
      }
    }
  });

  test("has a metric filter for each detection of the CIS benchmark, and an alarm for each one that notifies", () => {
    const resources = built();
    const withAlarm = cisDetections.filter(({ severity }) => severity !== "watch");

    expect(resources.all(CloudwatchLogMetricFilter)).toHaveLength(cisDetections.length);
    expect(resources.all(CloudwatchMetricAlarm)).toHaveLength(withAlarm.length);
    for (const filter of resources.all(CloudwatchLogMetricFilter)) {
      expect(filter.log_group_name).toMatch(/^\$\{aws_cloudwatch_log_group\.Trail_/);
    }
  });

  test("notifies the topic of the detection's severity", () => {
    const chosen = detections.filter(({ severity }) => severity !== "watch").slice(0, 20);
    const severityOf = new Map(chosen.map(({ id, severity }) => [`acme-${id}`, severity]));
    const alarms = built({ detections: chosen }).all(CloudwatchMetricAlarm);

    expect(new Set(severityOf.values())).toEqual(new Set(["page", "notify"]));
    expect(alarms).toHaveLength(chosen.length);
    for (const { alarm_name, alarm_actions } of alarms) {
      expect(alarm_actions).toEqual([
        expect.stringMatching(new RegExp(`^\\$\\{aws_sns_topic\\.Trail_Topic-${severityOf.get(alarm_name)}_`)),
      ]);
    }
  });

  test("encrypts both topics with its key, and allows only its own alarms and rules to publish", () => {
    const resources = built();

    expect(resources.all(SnsTopic).map(({ name }) => name)).toEqual(["acme-audit-page", "acme-audit-notify"]);
    for (const { kms_master_key_id } of resources.all(SnsTopic)) expect(kms_master_key_id).toEqual(ownKey);
    expect(resources.all(SnsTopicPolicy)).toHaveLength(2);
    for (const { policy } of resources.all(SnsTopicPolicy)) {
      const allowed = JSON.parse(policy).Statement.filter(({ Effect }: PolicyStatement) => Effect === "Allow");
      expect(allowed.map(({ Condition }: PolicyStatement) => Condition?.["ArnLike"])).toEqual([
        { "aws:SourceArn": arn("cloudwatch", "eu-west-1", account(1), "alarm:acme-*") },
        { "aws:SourceArn": arn("events", "eu-west-1", account(1), "rule/acme-*") },
      ]);
    }
  });

  test("subscribes e-mail addresses and URLs, each to its severity", () => {
    expect(
      built()
        .all(SnsTopicSubscription)
        .map(({ protocol, endpoint, topic_arn }) => [protocol, endpoint, /Topic-(\w+?)_/.exec(topic_arn)?.[1]]),
    ).toEqual([
      ["https", pager, "page"],
      ["email", "security@example.com", "notify"],
      ["email", "audit@example.com", "notify"],
    ]);
  });

  test("creates a key only for its log group and its topics", () => {
    const resources = built();
    const statements: PolicyStatement[] = JSON.parse(resources.one(KmsKey).policy).Statement;

    expect(resources.one(KmsAlias).name).toBe("alias/acme-monitoring");
    expect(resources.one(KmsKey)).toMatchObject({ enable_key_rotation: true, lifecycle: { prevent_destroy: true } });
    expect(statements.map(({ Sid }) => Sid)).toEqual([
      "AccountAdministration",
      "AllowLogGroupEncrypt",
      "AllowCloudWatchAlarms",
      "AllowEventBridgeRules",
    ]);
    expect(statements[1]?.Condition).toEqual({
      ArnLike: {
        "kms:EncryptionContext:aws:logs:arn": arn("logs", "eu-west-1", account(1), "log-group:acme-organization-trail"),
      },
    });
  });

  test("creates the trail only after the organization and trusted access are checked", () => {
    const resources = built();
    const [{ lifecycle }] = resources.data(DataAwsOrganizationsOrganization);

    expect(lifecycle.postcondition).toHaveLength(2);
    expect(JSON.stringify(lifecycle.postcondition)).toContain("cloudtrail.amazonaws.com");
    expect(resources.one(Cloudtrail).depends_on).toContainEqual(
      expect.stringMatching(/^data\.aws_organizations_organization\.Trail_Organization_/),
    );
  });

  test("uses given names, and can be destroyed if preventDestroy is false", () => {
    const resources = built({ trailName: "audit", prefix: "trail", logGroupRetentionDays: 30, preventDestroy: false });

    expect(resources.one(Cloudtrail)).toMatchObject({
      name: "audit",
      s3_key_prefix: "trail",
      lifecycle: { prevent_destroy: false },
    });
    expect(resources.one(CloudwatchLogGroup)).toMatchObject({ name: "audit", retention_in_days: 30 });
    expect(resources.one(KmsKey).lifecycle).toEqual({ prevent_destroy: false });
  });

  test("contains no ARN of another partition", () => {
    const text = JSON.stringify(
      built({ region: "cn-north-1", archive: { bucketName, keyArn: keyArn.replace("aws", "aws-cn") } }).json.resource,
    );

    expect(text).toContain("logs.cn-north-1.amazonaws.com.cn");
    expect(text).not.toContain(arn("logs", "", "", "").slice(0, -2));
    expect(text).not.toContain(arn("cloudwatch", "", "", "").slice(0, -2));
  });

  test("outputs its trail, its log group, its key and its topics", () => {
    const { output } = built().json;

    expect(Object.keys(output).toSorted()).toEqual(["keyArn", "logGroupName", "notify", "page", "trailArn"]);
    expect(output.trailArn.value).toMatch(/^\$\{aws_cloudtrail\.Trail_/);
    expect(output.page.value).toMatch(/^\$\{aws_sns_topic\.Trail_Topic-page_/);
    expect(output.notify.value).toMatch(/^\$\{aws_sns_topic\.Trail_Topic-notify_/);
  });
});
