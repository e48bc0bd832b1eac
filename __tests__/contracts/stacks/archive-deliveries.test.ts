import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchLogAccountPolicy } from "@cdktf/provider-aws/lib/cloudwatch-log-account-policy";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { CloudwatchLogSubscriptionFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-subscription-filter";
import { GlueCatalogTable } from "@cdktf/provider-aws/lib/glue-catalog-table";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { KinesisFirehoseDeliveryStream } from "@cdktf/provider-aws/lib/kinesis-firehose-delivery-stream";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { SsmDocument } from "@cdktf/provider-aws/lib/ssm-document";
import { DataAwsCloudwatchLogGroups } from "@cdktf/provider-aws/lib/data-aws-cloudwatch-log-groups";
import { unsubscribedLogGroups } from "../../../config/names/deliveries";
import type { PolicyStatement } from "../../../modules/iam/policy-document";
import { type Change, oneStack, organization, stackOf } from "../../support/organization";
import type { Attributes, Resources } from "../../support/synth";
import { account, arn } from "../../../sample-data/values";

const path = "config/examples/everything.yaml";
const acme = organization(path);
const logArchive = stackOf(acme, "log-archive");
// The aggregator has its own root, and an external account has only a trail
const everyStack = [...acme.stacks]
  .filter(([name]) => !/^(config-aggregator|outside-)/.test(name))
  .map(([, stack]) => stack);
const accountOf = (stack: Resources): string => stack.json.provider.aws[0].allowed_account_ids[0];
const locationOf = (table: string): string =>
  logArchive.all(GlueCatalogTable).find(({ name }) => name === table)?.storage_descriptor.location;
const statements = logArchive
  .all(S3BucketPolicy)
  .flatMap(({ policy }): PolicyStatement[] => JSON.parse(policy).Statement);
const streamsOf = (stack: Resources) => stack.all(KinesisFirehoseDeliveryStream);
const withLogs = (applicationLogs: Change): Change => ({ logSources: { applicationLogs } });

describe("every Firehose stream", () => {
  const streams = everyStack.flatMap((stack) => streamsOf(stack).map((stream) => ({ stack, stream })));

  test("exists once for application logs in each account, and once for findings in the administrator's account", () => {
    expect(streams.map(({ stack, stream }) => `${accountOf(stack)} ${stream.name}`).toSorted()).toEqual(
      [1, 2, 3, 4, 5]
        .map((digit) => `${account(digit)} acme-prod-app-logs`)
        .concat(`${account(5)} acme-prod-securityhub-findings`),
    );
  });

  test("writes to the location of its table", () => {
    for (const { stack, stream } of streams) {
      const table = stream.name === "acme-prod-app-logs" ? "app_logs" : "securityhub_findings";
      const { bucket_arn, prefix } = stream.extended_s3_configuration;
      const location = `s3://${bucket_arn.split(":::")[1]}/${prefix}`;

      expect(location.startsWith(`${locationOf(table)}${accountOf(stack)}/eu-central-1/!{timestamp:yyyy/MM/dd}/`)).toBe(
        true,
      );
    }
  });

  test("writes with a role and under prefixes that the bucket policy and the key policy allow", () => {
    const key: PolicyStatement[] = JSON.parse(
      logArchive.all(KmsKey).find(({ description }) => description === "Encrypts the audit logs of the organization")
        ?.policy,
    ).Statement;
    for (const { stack, stream } of streams) {
      const { role_arn, prefix, error_output_prefix, bucket_arn } = stream.extended_s3_configuration;
      const id = /^\$\{aws_iam_role\.(.+)\.arn\}$/.exec(role_arn)?.[1] ?? "";
      const principal = arn("iam", "", "*", `role/${stack.json.resource.aws_iam_role[id].name}`);
      const isFor = ({ Condition }: PolicyStatement) => Condition?.ArnLike?.["aws:PrincipalArn"] === principal;
      const allowed = statements.filter(isFor).flatMap(({ Resource = [] }) => Resource);

      for (const written of [prefix, error_output_prefix]) {
        const below = allowed.map((resource) =>
          resource.replace("$${aws:PrincipalAccount}", accountOf(stack)).replace("*", ""),
        );
        expect(
          below.some((resource) => resource.endsWith("/") && `${bucket_arn}/${written}`.startsWith(resource)),
        ).toBe(true);
      }
      expect(
        key.filter(isFor).map(({ Condition }) => Condition?.StringEquals?.["kms:EncryptionContext:aws:s3:arn"]),
      ).toEqual([bucket_arn]);
    }
  });

  test("depends on the bucket policy in the log-archive account", () => {
    for (const { depends_on } of streamsOf(logArchive)) {
      expect(depends_on).toEqual(
        expect.arrayContaining([expect.stringMatching(/^aws_s3_bucket_policy\.Archives_ServiceLogs_Policy/)]),
      );
    }
  });

  test("writes failed records to a location that no table reads", () => {
    const locations = logArchive
      .all(GlueCatalogTable)
      .map(({ storage_descriptor }) => storage_descriptor?.location)
      .filter((location) => location !== undefined);

    for (const { stream } of streams) {
      const { bucket_arn, error_output_prefix } = stream.extended_s3_configuration;
      const written = `s3://${bucket_arn.split(":::")[1]}/${error_output_prefix}`;
      expect(locations.filter((location) => location !== "" && written.startsWith(location))).toEqual([]);
    }
  });
});

describe("sessions", () => {
  test("sessions of every account are written to the location of their table, as the bucket policy allows", () => {
    for (const stack of everyStack) {
      const { s3BucketName, s3KeyPrefix } = JSON.parse(stack.one(SsmDocument).content).inputs;
      const folder = `AWSLogs/${accountOf(stack)}/sessions/eu-central-1`;

      expect(`s3://${s3BucketName}/${s3KeyPrefix}`).toBe(
        `${locationOf("session_transcripts").replace(/AWSLogs\/$/, "")}${folder}`,
      );
      expect(statements.find(({ Sid }) => Sid === "SessionNodesDelivery")?.Resource).toBe(
        `${arn("s3", "", "", s3BucketName)}/ssm-logs/AWSLogs/$\${aws:PrincipalAccount}/sessions/*`,
      );
    }
  });

  test("sessions have outputs with the policies that nodes and users need", () => {
    for (const stack of everyStack) {
      expect(Object.keys(stack.json.output)).toEqual(
        expect.arrayContaining(["session_node_policy_arn", "session_document_policy_arn"]),
      );
    }
  });

  test("import the listed documents, or all documents", () => {
    const imported = (change: Change) =>
      [...organization(path, change).stacks]
        .filter(([, { json }]) => JSON.stringify(json.import ?? []).includes("aws_ssm_document."))
        .map(([name]) => name);

    expect(imported({})).toEqual(["member-payments"]);
    expect(imported({ logSources: { sessions: { adoptedDocuments: [] } } })).toHaveLength(5);
    expect(imported({ logSources: { sessions: { existingDocument: "create", adoptedDocuments: [] } } })).toEqual([]);
  });
});

describe("findings", () => {
  const ruled = (change: Change) =>
    [...organization(path, change).stacks].flatMap(([name, stack]) =>
      stack
        .all(CloudwatchEventRule)
        .filter(({ event_pattern }) => event_pattern.includes("aws.securityhub"))
        .map(({ region = "eu-central-1" }) => `${name} ${region}`),
    );
  const inTwoRegions: Change = { regions: ["eu-central-1", "eu-west-1"], providerVersion: "~> 6.25" };

  test("findings are delivered from the administrator's region, or from each account and region, or not at all", () => {
    const findings = (securityHubFindings: Change): Change => ({
      ...inTwoRegions,
      logSources: { securityHubFindings },
      search: { logs: { securityHubFindings: { enabled: false } } },
    });

    expect(ruled(findings({ region: "eu-west-1" }))).toEqual(["member-security-tooling eu-west-1"]);
    expect(ruled(findings({ region: null }))).toEqual(["member-security-tooling eu-central-1"]);
    expect(ruled(findings({ mode: "eachAccount", account: null, region: null }))).toHaveLength(10);
    expect(ruled(findings({ mode: "none", account: null, region: null }))).toEqual([]);
  });
});

describe("application logs", () => {
  const member = (name: string, change: Change) => oneStack(`member-${name}`, path, withLogs(change));
  const filtered = (stack: Resources) =>
    stack.all(CloudwatchLogSubscriptionFilter).map(({ log_group_name }: Attributes) => log_group_name);

  test("application logs of the listed log groups are created and subscribed in their accounts and regions", () => {
    const [payments, website, tooling] = ["payments", "website", "security-tooling"].map((name) => member(name, {}));

    expect(payments?.all(CloudwatchLogGroup).map(({ name }) => name)).toContain("/aws/lambda/payments");
    expect(filtered(payments as Resources)).toEqual([
      expect.stringMatching(/^\$\{aws_cloudwatch_log_group\.Baseline_ApplicationLogs_/),
    ]);
    expect(filtered(website as Resources)).toEqual(["/ecs/website"]);
    expect(filtered(tooling as Resources)).toEqual([]);
  });

  test("application logs with a prefix are found by a data source", () => {
    const subscription = { mode: "prefixes", existing: [], prefixes: ["/ecs/", "/app/"] };
    const website = member("website", { subscription });

    expect(website.data(DataAwsCloudwatchLogGroups).map((found) => found.log_group_name_prefix)).toEqual([
      "/ecs/",
      "/app/",
    ]);
    expect(filtered(website)).toEqual(["${each.value}", "${each.value}"]);
  });

  describe("with a prefix", () => {
    const byPrefix = (prefixes: readonly string[], more: Change = {}) =>
      ({ subscription: { mode: "prefixes", existing: [], prefixes, ...more } }) as const;

    /** Returns the excluded log groups of each prefix. */
    const leftOut = (stack: Resources) =>
      stack
        .all(CloudwatchLogSubscriptionFilter)
        .filter(({ for_each }) => for_each !== undefined)
        .map(({ for_each }) => JSON.parse(/setsubtract\(.*, (\[.*\])\)/.exec(for_each)?.[1] ?? "[]"));

    test("exclude only log groups with the prefix", () => {
      expect(leftOut(member("website", byPrefix(["/ecs/", "/app/"], { excluded: ["/app/noise"] })))).toEqual([
        [],
        ["/app/noise"],
      ]);
    });

    test("exclude the log groups of the deliveries, so that no delivery delivers itself in a loop", () => {
      const [found] = leftOut(member("website", byPrefix(["/"])));

      expect(found).toEqual(unsubscribedLogGroups(acme.config).filter((name) => name.startsWith("/")));
      expect(found).toEqual(expect.arrayContaining(["/aws/kinesisfirehose/acme-prod-app-logs"]));
    });

    test("exclude log groups that the stack creates, because these have their own subscription filter", () => {
      const lambda = byPrefix(["/aws/lambda/"]);

      expect(leftOut(member("payments", lambda))).toEqual([["/aws/lambda/payments"]]);
      expect(filtered(member("payments", lambda))).toHaveLength(2);
      expect(leftOut(member("website", lambda))).toEqual([[]]);
    });

    test("log groups with a prefix have no filter for an excluded log group, even if the stack creates the log group", () => {
      const excluded = byPrefix(["/aws/lambda/"], { excluded: ["/aws/lambda/payments"] });

      expect(filtered(member("payments", excluded))).toEqual(["${each.value}"]);
      expect(leftOut(member("payments", excluded))).toEqual([["/aws/lambda/payments"]]);
    });
  });

  test("application logs with mode all have one account policy that excludes the log groups of deliveries, so that no log group is delivered twice", () => {
    const subscription = { mode: "all", existing: [], excluded: ["/ecs/noise"] };
    const payments = member("payments", { subscription });
    const { selection_criteria } = payments.one(CloudwatchLogAccountPolicy);

    expect(selection_criteria).toBe(
      `LogGroupName NOT IN ${JSON.stringify([...unsubscribedLogGroups(acme.config), "/ecs/noise"])}`,
    );
    expect(filtered(payments)).toEqual([]);
  });

  test("application logs with mode none are not delivered, and no role may deliver", () => {
    const change = withLogs({ subscription: { mode: "none", existing: [] } });
    const { stacks } = organization(path, change);

    for (const stack of stacks.values()) {
      expect(streamsOf(stack).filter(({ name }) => name === "acme-prod-app-logs")).toEqual([]);
      expect(stack.all(IamRole).filter(({ name }) => name.startsWith("acme-prod-app-logs"))).toEqual([]);
    }
    expect(JSON.stringify(stacks.get("log-archive")?.all(S3BucketPolicy))).not.toContain("FirehoseAppLogs");
  });

  test("No log group that this project creates for itself is delivered by a subscription.", () => {
    const made = everyStack
      .flatMap((stack) => stack.all(CloudwatchLogGroup))
      .map(({ name }) => name)
      .filter((name) => name !== "/aws/lambda/payments");

    expect(made.filter((name) => !unsubscribedLogGroups(acme.config).includes(name))).toEqual([]);
  });
});

test("log sources of an account share one key in each region", () => {
  const change: Change = { regions: ["eu-central-1", "eu-west-1"], providerVersion: "~> 6.25" };
  const tooling = oneStack("member-security-tooling", path, change);
  const logKeys = tooling
    .all(KmsKey)
    .filter(({ description }) => description === "Encrypts log groups and streams of this account");

  expect(logKeys.map(({ region = "eu-central-1" }) => region)).toEqual(["eu-central-1", "eu-west-1"]);
  for (const { region = "eu-central-1", policy } of logKeys) {
    expect(policy).toContain(arn("logs", region, account(5), "log-group:*"));
  }
});
