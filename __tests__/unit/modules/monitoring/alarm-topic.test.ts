import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { TerraformOutput } from "cdktf";
import { AlarmTopic, type AlarmTopicProps } from "../../../../modules/monitoring/alarm-topic";
import { denyPlainHttpPublish } from "../../../../modules/iam/topic-guards";
import { synth } from "../../../support/synth";
import { account, arn, partition } from "../../../../sample-data/values";

const kmsKeyArn = arn("kms", "eu-west-1", account(1), "key/abcd");
const topicReference = /^\$\{aws_sns_topic\.Topic_[A-Z0-9]+\.arn\}$/;

const alarmTopic = (props: Partial<AlarmTopicProps> = {}) =>
  synth((scope) => {
    const topic = new AlarmTopic(scope, "Topic", {
      partition,
      accountId: account(1),
      region: "eu-west-1",
      topicName: "acme-audit-page",
      prefix: "acme",
      kmsKeyArn,
      emails: ["security@example.com"],
      httpsEndpoints: [],
      ...props,
    });
    new TerraformOutput(scope, "topic", { value: topic.topicArn, staticId: true });
  });

const statementsOf = (props: Partial<AlarmTopicProps> = {}) =>
  JSON.parse(alarmTopic(props).one(SnsTopicPolicy).policy).Statement;

const subscriptionNames = (props: Partial<AlarmTopicProps>) =>
  Object.keys(alarmTopic(props).json.resource.aws_sns_topic_subscription);

describe("AlarmTopic", () => {
  test("AlarmTopic is encrypted with its customer-managed key, because alarms could not publish with the AWS-managed key", () => {
    expect(alarmTopic().one(SnsTopic)).toMatchObject({ name: "acme-audit-page", kms_master_key_id: kmsKeyArn });
  });

  test("accepts messages only from alarms and rules of this account and region, over TLS", () => {
    const { arn: topicArn } = alarmTopic().one(SnsTopicPolicy);
    const publish = { Effect: "Allow", Action: "sns:Publish", Resource: topicArn };

    expect(topicArn).toMatch(topicReference);
    expect(statementsOf()).toEqual([
      {
        Sid: "CloudWatchAlarms",
        ...publish,
        Principal: { Service: "cloudwatch.amazonaws.com" },
        Condition: { ArnLike: { "aws:SourceArn": arn("cloudwatch", "eu-west-1", account(1), "alarm:acme-*") } },
      },
      {
        Sid: "EventBridgeRules",
        ...publish,
        Principal: { Service: "events.amazonaws.com" },
        Condition: { ArnLike: { "aws:SourceArn": arn("events", "eu-west-1", account(1), "rule/acme-*") } },
      },
      denyPlainHttpPublish(topicArn),
    ]);
  });

  test("accepts messages from exactly the given alarms of other accounts", () => {
    const otherAlarmArns = ["acme-a", "acme-b"].map((name) =>
      arn("cloudwatch", "eu-west-1", account(2), `alarm:${name}`),
    );
    const own = statementsOf();
    const added = statementsOf({ otherAlarmArns }).filter(({ Sid }: { Sid: string }) => Sid === "OtherAccountsAlarms");

    expect(added).toEqual([
      {
        ...own[0],
        Sid: "OtherAccountsAlarms",
        Condition: { ArnEquals: { "aws:SourceArn": otherAlarmArns } },
      },
    ]);
    expect(statementsOf({ otherAlarmArns })).toHaveLength(own.length + 1);
  });

  test("contains publishers of the given partition, region and account", () => {
    const [alarms, rules] = statementsOf({ partition: "aws-cn", region: "cn-north-1", accountId: account(5) });

    expect(alarms.Condition.ArnLike["aws:SourceArn"]).toBe(
      `arn:aws-cn:cloudwatch:cn-north-1:${account(5)}:alarm:acme-*`,
    );
    expect(rules.Condition.ArnLike["aws:SourceArn"]).toBe(`arn:aws-cn:events:cn-north-1:${account(5)}:rule/acme-*`);
  });

  test("outputs its ARN", () => {
    expect(alarmTopic().json.output.topic.value).toMatch(topicReference);
  });

  test("has a subscription for every address and every endpoint", () => {
    const subscriptions = alarmTopic({
      emails: ["security@example.com", "night@example.com"],
      httpsEndpoints: ["https://pager.example.com/in"],
    }).all(SnsTopicSubscription);
    const subscription = { topic_arn: expect.stringMatching(topicReference) };

    expect(subscriptions).toEqual([
      expect.objectContaining({ ...subscription, protocol: "email", endpoint: "security@example.com" }),
      expect.objectContaining({ ...subscription, protocol: "email", endpoint: "night@example.com" }),
      expect.objectContaining({ ...subscription, protocol: "https", endpoint: "https://pager.example.com/in" }),
    ]);
  });

  test("keeps the Terraform address of a subscription when other subscriptions change", () => {
    const [alone] = subscriptionNames({ emails: ["security@example.com"] });
    const among = subscriptionNames({
      emails: ["first@example.com", "security@example.com", "last@example.com"],
      httpsEndpoints: ["https://pager.example.com/in"],
    });

    expect(among).toContain(alone);
    expect(new Set(among).size).toBe(4);
  });

  test("does not contain an endpoint in the construct id of a subscription, because the endpoint may contain a secret", () => {
    const [name] = subscriptionNames({ emails: [], httpsEndpoints: ["https://pager.example.com/s3cret"] });

    expect(name).toMatch(/^Topic_Subscription-https-[0-9a-f]{8}_[A-Z0-9]+$/);
  });

  test.each([
    ["an e-mail address", { emails: ["security@example.com"], httpsEndpoints: [] }],
    ["an endpoint", { emails: [], httpsEndpoints: ["https://pager.example.com/in"] }],
  ])("AlarmTopic may have %s as its only subscriber", (_, subscribers) => {
    expect(alarmTopic(subscribers).all(SnsTopicSubscription)).toHaveLength(1);
  });

  test("needs no subscriber if a chat channel receives its messages", () => {
    const shown = alarmTopic({ emails: [], httpsEndpoints: [], isShownInChat: true });

    expect(shown.all(SnsTopicSubscription)).toEqual([]);
    expect(shown.all(SnsTopic)).toHaveLength(1);
  });

  test("fails without a subscriber", () => {
    expect(() => alarmTopic({ emails: [], httpsEndpoints: [] })).toThrow(
      "topic acme-audit-page has no subscriber, so nobody would be notified of its alarms",
    );
  });

  test("fails when its policy is larger than a topic policy may be", () => {
    expect(() =>
      alarmTopic({
        otherAlarmArns: Array.from({ length: 400 }, (_, i) =>
          arn("cloudwatch", "eu-west-1", account(2), `alarm:${"x".repeat(60)}${i}`),
        ),
      }),
    ).toThrow(/a topic policy can have at most 30720 bytes, got \d+/);
  });
});
