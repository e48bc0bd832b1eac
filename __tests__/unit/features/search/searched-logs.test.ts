import { account } from "../../../../sample-data/values";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { OpensearchDomain } from "@cdktf/provider-aws/lib/opensearch-domain";
import { OsisPipeline } from "@cdktf/provider-aws/lib/osis-pipeline";
import { S3BucketNotification } from "@cdktf/provider-aws/lib/s3-bucket-notification";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { parse } from "yaml";
import { indexedLogClasses, indexedLogs } from "../../../../features/search/indexed-logs";
import { searchNamesFor, searchedLogNames } from "../../../../features/search/names";
import { monitorRequests } from "../../../../features/search/opensearch/monitors";
import type { Resources } from "../../../support/synth";
import { organization, stackOf } from "../../../support/organization";

const path = "config/examples/everything.yaml";
const alone = organization(path, { siemFeeds: [] });
const { config } = alone;
const archive = stackOf(alone, "log-archive");

const definitionOf = (stack: Resources, name: string) => {
  const { pipeline_configuration_body: body } = stack.all(OsisPipeline).find((one) => one.pipeline_name === name);
  return parse(body.replaceAll("$${", "${").replaceAll("%%{", "%{"));
};

const notificationsOf = (stack: Resources) =>
  Object.entries<{ bucket: string; queue?: { filter_prefix: string }[]; topic?: { filter_prefix: string }[] }>(
    stack.json.resource.aws_s3_bucket_notification,
  ).filter(([, { bucket }]) => bucket.includes("service-logs") || bucket.includes("ServiceLogs"));

describe.each(indexedLogClasses)("the search of %s", (logClass) => {
  const names = searchedLogNames(config, logClass);
  const { stream } = indexedLogs[logClass];

  test("has its own pipeline from its queue to its data stream, with its role and its prefix of rejected documents", () => {
    const { source, sink } = definitionOf(archive, names.pipelineName)[stream];

    expect(source.s3.sqs.queue_url).toMatch(new RegExp(`/${config.accounts.logArchive}/${names.fileQueueName}$`));
    expect(source.s3.aws.sts_role_arn).toBe(names.pipelineRoleArn);
    expect(sink[0].opensearch).toMatchObject({ index: stream, index_type: "management_disabled", action: "create" });
    expect(sink[0].opensearch.dlq.s3.key_path_prefix).toBe(`${names.rejectedPrefix}/%{yyyy}/%{MM}/%{dd}`);
  });

  test("has a role that only its own pipeline may assume, and the domain allows the role to write", () => {
    const role = archive.all(IamRole).find(({ name }) => name === names.pipelineRoleName);
    const { Statement: statements } = JSON.parse(archive.one(OpensearchDomain).access_policies);
    const writers = statements.find(({ Sid }: { Sid: string }) => Sid === "AllowLogWriters");

    expect(role?.assume_role_policy).toContain(names.pipelineArn);
    expect(writers.Principal.AWS).toHaveLength(indexedLogClasses.length);
  });

  test("has valid names with any prefix", () => {
    const longest = searchedLogNames({ ...config, prefix: "a".repeat(21) }, logClass);

    expect(longest.pipelineName).toMatch(/^[a-z][a-z0-9-]{2,27}$/);
    expect(longest.pipelineRoleName.length).toBeLessThanOrEqual(64);
    expect(longest.deadLetterQueueName.length).toBeLessThanOrEqual(80);
  });

  test("notifies the topic of the management account, which accepts its alarms", () => {
    const policies = stackOf(alone, "management")
      .all(SnsTopicPolicy)
      .map(({ policy }) => policy);

    for (const name of names.alarmNames) {
      expect(policies.filter((policy) => policy.includes(`:${account(2)}:alarm:${name}"`))).toHaveLength(1);
    }
  });
});

test("one notification configuration without feeds sends files to each queue by prefix, and no prefixes overlap", () => {
  const [[id, notification] = ["", undefined], ...others] = notificationsOf(archive);
  const prefixes = notification?.queue?.map(({ filter_prefix: prefix }) => prefix) ?? [];

  expect(others).toEqual([]);
  expect(id).toBe("NewFiles_serviceLogs_21771BB3");
  expect(prefixes).toEqual(["flow-logs/", "app-logs/", "securityhub-findings/"]);
});

test("a queue subscribes to the topic of its class if a feed has this class, and the feeds create the other queues", () => {
  const withFeeds = stackOf(organization(path), "log-archive");
  const [[id, notification] = ["", undefined], ...others] = notificationsOf(withFeeds);
  const prefixesOf = (rules: readonly { filter_prefix: string }[] = []) => rules.map((rule) => rule.filter_prefix);
  const subscribed = Object.keys(withFeeds.json.resource.aws_sns_topic_subscription).filter((one) =>
    one.startsWith("Search_Logs_"),
  );

  expect(others).toEqual([]);
  expect(id).toBe("NewFiles_serviceLogs_21771BB3");
  expect(prefixesOf(notification?.queue)).toEqual(["app-logs/"]);
  expect(prefixesOf(notification?.topic).toSorted()).toEqual(["flow-logs/", "securityhub-findings/"]);
  expect(subscribed).toHaveLength(2);
  expect(archive.all(SnsTopicSubscription)).toEqual([]);
  expect(JSON.stringify(withFeeds.all(KmsKey).find(({ description }) => description.includes("search")))).toContain(
    "sns.amazonaws.com",
  );
});

test("no log has a pipeline or a notification by default", () => {
  const logs = Object.fromEntries(indexedLogClasses.map((logClass) => [logClass, { enabled: false }]));
  const none = stackOf(organization(path, { siemFeeds: [], search: { logs, monitors: false } }), "log-archive");

  expect(none.all(OsisPipeline)).toHaveLength(1);
  expect(none.all(S3BucketNotification)).toHaveLength(1);
  expect(JSON.stringify(none.json)).not.toMatch(/AllowLogWriters|search-monitors|search_monitors/);
});

test("the stack outputs the monitors, whose role the topics and their key accept", () => {
  const { monitorRoleArn, monitorRoleName } = searchNamesFor(config);
  const { value } = archive.json.output.search_monitors;
  const management = stackOf(alone, "management");
  const keys = JSON.stringify(management.all(KmsKey));
  const policies = management.all(SnsTopicPolicy).filter(({ policy }) => policy.includes(monitorRoleArn));
  const paths = monitorRequests({
    streams: ["flow-logs", "app-logs", "findings"],
    topicArns: { page: "", notify: "" },
    roleArn: "",
    runbookUrl: "",
  }).map(({ method, path: at }) => `${method} ${at}`);

  expect(archive.all(IamRole).filter(({ name }) => name === monitorRoleName)).toHaveLength(1);
  expect(value.split("\n").filter((line: string) => line.startsWith("POST "))).toEqual(paths);
  expect(policies).toHaveLength(2);
  expect(keys).toContain(monitorRoleArn);
});
