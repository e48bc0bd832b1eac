import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { TerraformOutput } from "cdktf";
import { DeliveryTopic, type DeliveryTopicProps } from "../../../../modules/log-delivery/delivery-topic";
import { denyPlainHttpPublish } from "../../../../modules/iam/topic-guards";
import { synth } from "../../../support/synth";
import { account, arn } from "../../../../sample-data/values";

const kmsKeyArn = arn("kms", "eu-west-1", account(1), "key/abcd");
const trailArn = arn("cloudtrail", "eu-west-1", account(1), "trail/acme-organization-trail");

const deliveryTopic = (props: Partial<DeliveryTopicProps> = {}) =>
  synth((scope) => {
    const topic = new DeliveryTopic(scope, "Topic", {
      topicName: "acme-trail-deliveries",
      kmsKeyArn,
      trailArn,
      ...props,
    });
    new TerraformOutput(scope, "topic", { value: topic.topicName, staticId: true });
    new TerraformOutput(scope, "policy", { value: topic.policy.fqn, staticId: true });
  });

describe("DeliveryTopic", () => {
  test("DeliveryTopic is encrypted with its key", () => {
    expect(deliveryTopic().one(SnsTopic)).toMatchObject({
      name: "acme-trail-deliveries",
      kms_master_key_id: kmsKeyArn,
    });
  });

  test("accepts only messages of its trail, over TLS", () => {
    const { arn: topicArn, policy } = deliveryTopic().one(SnsTopicPolicy);

    expect(topicArn).toMatch(/^\$\{aws_sns_topic\.Topic_[A-Z0-9]+\.arn\}$/);
    expect(JSON.parse(policy).Statement).toEqual([
      {
        Sid: "AWSCloudTrailSNSPolicy20131101",
        Effect: "Allow",
        Principal: { Service: "cloudtrail.amazonaws.com" },
        Action: "sns:Publish",
        Resource: topicArn,
        Condition: { StringEquals: { "aws:SourceArn": trailArn } },
      },
      denyPlainHttpPublish(topicArn),
    ]);
  });

  test("outputs its name as AWS returns it, and its policy", () => {
    const { topic, policy } = deliveryTopic().json.output;

    expect(topic.value).toMatch(/^\$\{aws_sns_topic\.Topic_[A-Z0-9]+\.name\}$/);
    expect(policy.value).toMatch(/^\$\{aws_sns_topic_policy\.Topic_Policy_[A-Z0-9]+\}$/);
  });

  test("fails when its policy is larger than a topic policy may be", () => {
    expect(() => deliveryTopic({ trailArn: "x".repeat(30_720) })).toThrow(
      /a topic policy can have at most 30720 bytes, got \d+/,
    );
  });
});
