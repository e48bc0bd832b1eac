import { S3BucketNotification } from "@cdktf/provider-aws/lib/s3-bucket-notification";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import type { Archives } from "../../../../stacks/log-archive/archives";
import { NewFiles } from "../../../../stacks/log-archive/new-files";
import { account, arn } from "../../../../sample-data/values";
import { synth } from "../../../support/synth";

const topicArn = arn("sns", "eu-west-1", account(2), "acme-new-flow-logs");
const queueArn = arn("sqs", "eu-west-1", account(2), "acme-files");
const rule = { id: "files", queueArn, events: ["s3:ObjectCreated:*"], filterPrefix: "app-logs/" };

/** Synthesizes announcements. A topic stands for every resource to depend on. */
const announced = (add: (files: NewFiles, ready: (name: string) => SnsTopic) => void) =>
  synth((scope) => {
    const ready = (name: string) => new SnsTopic(scope, name, { name });
    const bucket = { bucketName: "acme-service-logs", policy: ready("bucket") };
    // Only the name and the policy of a bucket are read
    const files = new NewFiles(scope, "NewFiles", { serviceLogs: bucket } as unknown as Archives);
    add(files, ready);
    files.complete();
  });

const dependencies = (names: readonly string[]) =>
  names.map((name) => expect.stringContaining(`aws_sns_topic.${name}`));

test("topics and queues of several features are in one notification configuration, after everything that it needs", () => {
  const resources = announced((files, ready) => {
    const rules = [{ topicArn, events: ["s3:ObjectCreated:*"], filterPrefix: "flow-logs/" }];
    files.addTopic("serviceLogs", { files: "flowLogs", topicArn, rules, ready: [ready("topic")] });
    files.addQueue("serviceLogs", { rule, accepting: ready("queue"), ready: [ready("key")] });
  });
  const notification = resources.one(S3BucketNotification);

  expect(notification.bucket).toBe("acme-service-logs");
  expect(notification.topic).toMatchObject([{ topic_arn: topicArn, filter_prefix: "flow-logs/" }]);
  expect(notification.queue).toMatchObject([{ queue_arn: queueArn, filter_prefix: "app-logs/" }]);
  expect(notification.depends_on).toEqual(dependencies(["bucket", "topic", "key"]));
});

test("a queue finds the topic that announces its files, subscribes, and needs no rule", () => {
  const resources = announced((files, ready) => {
    const rules = [{ topicArn, events: ["s3:ObjectCreated:*"] }];
    files.addTopic("serviceLogs", { files: "flowLogs", topicArn, rules, ready: [] });
    const subscription = ready("subscription");

    expect(files.topicArnOf("flowLogs")).toBe(topicArn);
    expect(files.topicArnOf("dnsQueryLogs")).toBeUndefined();
    expect(files.addQueue("serviceLogs", { rule: undefined, accepting: subscription, ready: [subscription] })).toBe(
      subscription,
    );
  });

  expect(resources.one(S3BucketNotification).queue).toBeUndefined();
  expect(resources.one(S3BucketNotification).depends_on).toEqual(dependencies(["bucket", "subscription"]));
});

test("no bucket has a notification configuration without announcements", () => {
  expect(announced(() => {}).all(S3BucketNotification)).toEqual([]);
});

test("an archive that this project does not create is refused", () => {
  expect(() =>
    announced((files, ready) => files.addQueue("trail", { rule, accepting: ready("queue"), ready: [] })),
  ).toThrow("expected the archive trail, got none");
});
