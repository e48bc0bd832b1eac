import { Cloudtrail } from "@cdktf/provider-aws/lib/cloudtrail";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { TerraformOutput } from "cdktf";
import { OrganizationTrail, type OrganizationTrailProps } from "../../../../modules/trail/organization-trail";
import { synth } from "../../../support/synth";
import { account, arn } from "../../../../sample-data/values";

const organizationId = "o-a1b2c3d4e5";
const trailArn = arn("cloudtrail", "eu-west-1", account(1), "trail/acme-organization-trail");
const logGroupArn = arn("logs", "eu-west-1", account(1), "log-group:acme-trail-events");
const archiveKeyArn = arn("kms", "eu-west-1", account(2), "key/archive");
const monitoringKeyArn = arn("kms", "eu-west-1", account(1), "key/monitoring");
const archiveBucketArn = arn("s3", "", "", "acme-trail-archive");

const organizationTrail = (props: Partial<OrganizationTrailProps> = {}) =>
  synth((scope) => {
    const trail = new OrganizationTrail(scope, "Trail", {
      trailName: "acme-organization-trail",
      trailArn,
      organizationId,
      accountId: account(1),
      region: "eu-west-1",
      bucketName: "acme-trail-archive",
      prefix: "cloudtrail-logs",
      archiveKeyArn,
      monitoringKeyArn,
      logGroupName: "acme-trail-events",
      logGroupArn,
      logGroupRetentionDays: 400,
      logRoleName: "acme-trail-to-logs",
      excludedSources: [],
      dataEvents: [],
      archiveBucketArns: [archiveBucketArn],
      insights: [],
      preventDestroy: true,
      ...props,
    });
    new TerraformOutput(scope, "trail", { value: trail.trailArn, staticId: true });
    new TerraformOutput(scope, "log_group", { value: trail.logGroupName, staticId: true });
  });

const trailOf = (props: Partial<OrganizationTrailProps> = {}) => organizationTrail(props).one(Cloudtrail);

const logRolePolicy = expect.stringMatching(/^aws_iam_role_policy\.Trail_LogRolePolicy_/);

describe("OrganizationTrail", () => {
  test("records every region of every account, including global services, with digests", () => {
    expect(trailOf()).toMatchObject({
      name: "acme-organization-trail",
      is_organization_trail: true,
      is_multi_region_trail: true,
      include_global_service_events: true,
      enable_log_file_validation: true,
      enable_logging: true,
    });
  });

  test("keeps the addresses of its resources", () => {
    const { resource } = organizationTrail().json;
    const addresses = Object.values(resource).flatMap((named) => Object.keys(named as object));

    expect(addresses.map((name) => name.replace(/_[A-Z0-9]{8}$/, "")).toSorted()).toEqual([
      "Trail",
      "Trail_LogGroup",
      "Trail_LogRole",
      "Trail_LogRolePolicy",
    ]);
  });

  test("delivers to the archive, below its prefix, encrypted with the archive key", () => {
    expect(trailOf()).toMatchObject({
      s3_bucket_name: "acme-trail-archive",
      s3_key_prefix: "cloudtrail-logs",
      kms_key_id: archiveKeyArn,
    });
  });

  test("delivers to its log group with its role", () => {
    expect(trailOf()).toMatchObject({
      cloud_watch_logs_group_arn: expect.stringMatching(
        /^\$\{aws_cloudwatch_log_group\.Trail_LogGroup_[A-Z0-9]+\.arn\}:\*$/,
      ),
      cloud_watch_logs_role_arn: expect.stringMatching(/^\$\{aws_iam_role\.Trail_LogRole_[A-Z0-9]+\.arn\}$/),
    });
  });

  test.each([365, 400, 3653])("encrypts its log group, and keeps its events for %i days", (logGroupRetentionDays) => {
    expect(organizationTrail({ logGroupRetentionDays }).one(CloudwatchLogGroup)).toMatchObject({
      name: "acme-trail-events",
      retention_in_days: logGroupRetentionDays,
      kms_key_id: monitoringKeyArn,
    });
  });

  test("OrganizationTrail is created after its role may write, and after the given resources", () => {
    expect(trailOf().depends_on).toEqual([logRolePolicy]);
    expect(trailOf({ dependsOn: [{ fqn: "data.x.y" }] }).depends_on).toEqual([logRolePolicy, "data.x.y"]);
  });

  test.each([true, false])("sets prevent_destroy according to preventDestroy %o", (preventDestroy) => {
    expect(trailOf({ preventDestroy }).lifecycle).toEqual({ prevent_destroy: preventDestroy });
  });

  test("outputs its ARN and its log group", () => {
    const { output } = organizationTrail().json;

    expect(output.trail.value).toMatch(/^\$\{aws_cloudtrail\.Trail_[A-Z0-9]+\.arn\}$/);
    expect(output.log_group.value).toMatch(/^\$\{aws_cloudwatch_log_group\.Trail_LogGroup_[A-Z0-9]+\.name\}$/);
  });
});

describe("the events of an OrganizationTrail", () => {
  const categories = (props: Partial<OrganizationTrailProps>) =>
    trailOf(props).advanced_event_selector.map(
      ({ field_selector }: { field_selector: { field: string; equals?: string[] }[] }) =>
        field_selector.find(({ field }) => field === "eventCategory")?.equals,
    );
  const shopObjects = {
    resourceType: "AWS::S3::Object",
    arnPrefixes: [arn("s3", "", "", "shop/")],
    access: "write",
  } as const;

  test("the events of an OrganizationTrail are all management events, and no data event, by default", () => {
    expect(trailOf().advanced_event_selector).toEqual([
      { name: "Management events selector", field_selector: [{ field: "eventCategory", equals: ["Management"] }] },
    ]);
  });

  test("still include management events with data events, which alone would disable management events", () => {
    expect(categories({ dataEvents: [shopObjects] })).toEqual([["Management"], ["Data"]]);
  });

  test("exclude read events of excluded sources, but not write events", () => {
    const selectors = trailOf({ excludedSources: ["kms.amazonaws.com"] }).advanced_event_selector;

    expect(selectors).toEqual([
      expect.objectContaining({
        field_selector: [
          { field: "eventCategory", equals: ["Management"] },
          { field: "readOnly", equals: ["false"] },
        ],
      }),
      expect.objectContaining({
        field_selector: [
          { field: "eventCategory", equals: ["Management"] },
          { field: "readOnly", equals: ["true"] },
          { field: "eventSource", not_equals: ["kms.amazonaws.com"] },
        ],
      }),
    ]);
  });

  test("the events of an OrganizationTrail never include writes to the archive", () => {
    const [, data] = trailOf({ dataEvents: [shopObjects] }).advanced_event_selector;

    expect(data.field_selector.at(-1)).toEqual({
      field: "resources.ARN",
      starts_with: [arn("s3", "", "", "shop/")],
      not_starts_with: [`${archiveBucketArn}/`],
    });
  });

  test.each([[["ApiCallRateInsight"]], [["ApiCallRateInsight", "ApiErrorRateInsight"]]])(
    "the events of an OrganizationTrail are analyzed by the Insights %j",
    (insights) => {
      expect(trailOf({ insights }).insight_selector).toEqual(insights.map((type) => ({ insight_type: type })));
    },
  );

  // https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-insights-events-with-cloudtrail.html
  test.each([[[]], [["kms.amazonaws.com", "rdsdata.amazonaws.com"]]])(
    "include the calls that Insights analyzes, also read calls, with %j excluded",
    (excludedSources) => {
      const selectors: { field_selector: { field: string; equals?: string[] }[] }[] = trailOf({
        excludedSources,
        insights: ["ApiCallRateInsight", "ApiErrorRateInsight"],
      }).advanced_event_selector;
      const ofManagement = selectors
        .map(({ field_selector }) => field_selector)
        .filter((fields) =>
          fields.some(({ field, equals }) => field === "eventCategory" && equals?.[0] === "Management"),
        );
      const reading = (fields: (typeof ofManagement)[number]) =>
        fields.find(({ field }) => field === "readOnly")?.equals?.[0];

      const whole = ofManagement.filter((fields) => fields.every(({ field }) => field !== "eventSource"));
      expect(whole.some((fields) => reading(fields) !== "true")).toBe(true);
      expect(ofManagement.some((fields) => reading(fields) !== "false")).toBe(true);
    },
  );

  test("the events of an OrganizationTrail are not analyzed by Insights by default", () => {
    expect(trailOf().insight_selector ?? []).toEqual([]);
  });
});

describe("the log role of an OrganizationTrail", () => {
  test("the log role of an OrganizationTrail can be assumed by CloudTrail only for the trail", () => {
    const role = organizationTrail().one(IamRole);

    expect(role.name).toBe("acme-trail-to-logs");
    expect(JSON.parse(role.assume_role_policy).Statement).toEqual([
      {
        Effect: "Allow",
        Principal: { Service: "cloudtrail.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "aws:SourceArn": trailArn } },
      },
    ]);
  });

  test("the log role of an OrganizationTrail may only write the log streams of this account and of every member in the log group", () => {
    const policy = organizationTrail().one(IamRolePolicy);
    const streams = [
      `${logGroupArn}:log-stream:${account(1)}_CloudTrail_eu-west-1*`,
      `${logGroupArn}:log-stream:${organizationId}_*`,
    ];

    expect(policy.name).toBe("write-to-log-group");
    expect(policy.role).toMatch(/^\$\{aws_iam_role\.Trail_LogRole_[A-Z0-9]+\.id\}$/);
    expect(JSON.parse(policy.policy).Statement).toEqual([
      {
        Sid: "AWSCloudTrailCreateLogStream20141101",
        Effect: "Allow",
        Action: ["logs:CreateLogStream"],
        Resource: streams,
      },
      { Sid: "AWSCloudTrailPutLogEvents20141101", Effect: "Allow", Action: ["logs:PutLogEvents"], Resource: streams },
    ]);
  });

  test("fails when its policy is larger than a role policy may be", () => {
    const longName = "x".repeat(10_240);
    expect(() =>
      organizationTrail({
        logGroupName: longName,
        logGroupArn: arn("logs", "eu-west-1", account(1), `log-group:${longName}`),
      }),
    ).toThrow("a role policy can have at most 10240 bytes");
  });
});

describe("the delivery notifications of an OrganizationTrail", () => {
  test("the delivery notifications of an OrganizationTrail do not exist without a topic name", () => {
    const resources = organizationTrail();

    expect(resources.one(Cloudtrail)).not.toHaveProperty("sns_topic_name");
    expect([...resources.all(SnsTopic), ...resources.all(SnsTopicPolicy)]).toEqual([]);
  });

  test("the delivery notifications of an OrganizationTrail are published to an encrypted topic that accepts only this trail, and that is created before the trail", () => {
    const resources = organizationTrail({
      deliveryTopicName: "acme-trail-deliveries",
      dependsOn: [{ fqn: "data.x.y" }],
    });
    const trail = resources.one(Cloudtrail);
    const [allowed] = JSON.parse(resources.one(SnsTopicPolicy).policy).Statement;

    expect(resources.one(SnsTopic)).toMatchObject({
      name: "acme-trail-deliveries",
      kms_master_key_id: monitoringKeyArn,
    });
    expect(allowed.Condition).toEqual({ StringEquals: { "aws:SourceArn": trailArn } });
    // AWS returns the name. An ARN would be a change in every plan.
    expect(trail.sns_topic_name).toMatch(/^\$\{aws_sns_topic\.Trail_DeliveryTopic_[A-Z0-9]+\.name\}$/);
    expect(trail.depends_on).toEqual([
      logRolePolicy,
      expect.stringMatching(/^aws_sns_topic_policy\.Trail_DeliveryTopic_Policy_/),
      "data.x.y",
    ]);
  });
});
