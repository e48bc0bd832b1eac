import { account } from "../../../../sample-data/values";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { OpensearchDomain } from "@cdktf/provider-aws/lib/opensearch-domain";
import { OsisPipeline } from "@cdktf/provider-aws/lib/osis-pipeline";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketNotification } from "@cdktf/provider-aws/lib/s3-bucket-notification";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { parse } from "yaml";
import { indexedLogClasses } from "../../../../features/search/indexed-logs";
import { searchAlarmIds, searchNamesFor } from "../../../../features/search/names";
import { setupRequests } from "../../../../features/search/opensearch/setup";
import { organization, oneStack, stackOf } from "../../../support/organization";

const logs = Object.fromEntries(indexedLogClasses.map((logClass) => [logClass, { enabled: false }]));
const search = organization("config/examples/everything.yaml", { siemFeeds: [], search: { logs, monitors: false } });
const { config } = search;
const archive = stackOf(search, "log-archive");
const names = searchNamesFor(config);
const arnIn = (service: string, name: string) =>
  ["arn", config.partition, service, config.homeRegion, config.accounts.logArchive, name].join(":");

describe("the search in the log-archive account", () => {
  const pipeline = archive.one(OsisPipeline);
  const { source, sink } = parse(
    pipeline.pipeline_configuration_body.replaceAll("$${", "${").replaceAll("%%{", "%{"),
  ).cloudtrail;
  const [{ opensearch }] = sink;

  test("does not exist by default", () => {
    const text = JSON.stringify(oneStack("log-archive").json);

    expect(text).not.toMatch(
      /aws_opensearch|aws_osis|aws_s3_bucket_notification|aws_sqs|opensearchservice|acme-search/,
    );
  });

  test("has a pipeline that writes to the domain of this stack", () => {
    const [domain] = Object.keys(archive.json.resource.aws_opensearch_domain);

    expect(opensearch.hosts).toEqual([`https://\${aws_opensearch_domain.${domain}.endpoint}`]);
  });

  test("has a pipeline with the role of this stack, which the domain allows", () => {
    const [id, role] =
      Object.entries<{ name: string }>(archive.json.resource.aws_iam_role).find(
        ([, { name }]) => name === names.pipelineRoleName,
      ) ?? [];
    const { Statement: statements } = JSON.parse(archive.one(OpensearchDomain).access_policies);

    expect(role?.name).toBe(names.pipelineRoleName);
    expect(source.s3.aws.sts_role_arn).toBe(names.pipelineRoleArn);
    expect(opensearch.aws.sts_role_arn).toBe(names.pipelineRoleArn);
    expect(statements[1].Principal).toEqual({ AWS: `\${aws_iam_role.${id}.arn}` });
    expect(names.pipelineRoleArn.endsWith(`:role/${names.pipelineRoleName}`)).toBe(true);
    expect(archive.all(IamRole).filter(({ name }) => name === names.pipelineRoleName)).toHaveLength(1);
  });

  test("reads the queue that receives the notifications of the trail's bucket", () => {
    const { bucket, queue } = archive.one(S3BucketNotification);

    expect(source.s3.sqs.queue_url).toMatch(new RegExp(`/${config.accounts.logArchive}/${names.fileQueueName}$`));
    expect(
      archive
        .all(SqsQueue)
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual([names.fileQueueName, names.deadLetterQueueName].toSorted());
    expect(bucket).toContain("trail-archive");
    expect(queue[0].filter_prefix).toBe(`cloudtrail-logs/AWSLogs/${config.organizationId}/`);
  });

  test("stores rejected documents in a bucket whose objects expire", () => {
    const buckets = archive.all(S3Bucket).map(({ bucket }) => bucket);

    expect(buckets).toContain(opensearch.dlq.s3.bucket);
    expect(opensearch.dlq.s3.bucket).toContain("query-results");
  });

  test("has valid names of the domain and the pipeline with any prefix", () => {
    const longest = searchNamesFor({ ...config, prefix: "a".repeat(21) });

    for (const name of [names.domainName, names.pipelineName, longest.domainName, longest.pipelineName]) {
      expect(name).toMatch(/^[a-z][a-z0-9-]{2,27}$/);
    }
    expect(archive.one(OpensearchDomain).domain_name).toBe(names.domainName);
    expect(pipeline.pipeline_name).toBe(names.pipelineName);
    expect(names.domainArn).toBe(arnIn("es", `domain/${names.domainName}`));
    expect(names.pipelineArn).toBe(arnIn("osis", `pipeline/${names.pipelineName}`));
  });

  test("encrypts its log groups with its own key, whose policy lists each log group", () => {
    const groups = archive.all(CloudwatchLogGroup).filter(({ name }) => /opensearch/i.test(name));
    const keys = Object.entries<{ policy: string; description: string }>(archive.json.resource.aws_kms_key);
    const [id, key] = keys.find(([, { description }]) => description.includes("search")) ?? ["", undefined];
    const statement = JSON.parse(key?.policy ?? "").Statement.find(
      ({ Sid }: { Sid: string }) => Sid === "AllowLogGroupEncrypt",
    );
    const patterns: string[] = statement.Condition.ArnLike["kms:EncryptionContext:aws:logs:arn"];

    expect(groups).toHaveLength(5);
    for (const { name, kms_key_id: used } of groups) {
      const arn = arnIn("logs", `log-group:${name}`);

      expect(used).toBe(`\${aws_kms_key.${id}.arn}`);
      expect(
        patterns.some((pattern) => (pattern.endsWith("*") ? arn.startsWith(pattern.slice(0, -1)) : arn === pattern)),
      ).toBe(true);
    }
  });

  test("has alarms that the topic in the management account accepts", () => {
    const alarms = archive.all(CloudwatchMetricAlarm).map(({ alarm_name: name }) => name);
    const policies = stackOf(search, "management")
      .all(SnsTopicPolicy)
      .map(({ policy }) => policy);

    expect(names.alarmNames).toHaveLength(searchAlarmIds.length);
    for (const name of names.alarmNames) {
      expect(alarms).toContain(name);
      expect(policies.filter((policy) => policy.includes(`:${account(2)}:alarm:${name}"`))).toHaveLength(1);
    }
    expect(alarms.filter((name) => name.includes("-search-"))).toHaveLength(searchAlarmIds.length);
  });

  test("outputs the setup, with the size, the days and the roles of the configuration", () => {
    const { value } = archive.json.output.search_setup;
    const requests = setupRequests({
      shards: 3,
      retentionDays: 60,
      writerRoleArn: names.pipelineRoleArn,
      readerRoleArns: config.search.readerRoleArns,
    });

    expect(value.split("\n").filter((line: string) => line.startsWith("PUT "))).toEqual(
      requests.map(({ path }) => `PUT ${path}`),
    );
    for (const { body } of requests) expect(value).toContain(JSON.stringify(body));
    expect(archive.json.output.search_dashboards.value).toMatch(/^https:\/\/.*\.endpoint}\/_dashboards$/);
  });
});
