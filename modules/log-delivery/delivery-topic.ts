import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { policyJson } from "../iam/policy-document";
import { denyPlainHttpPublish } from "../iam/topic-guards";

export interface DeliveryTopicProps {
  readonly topicName: string;

  /** Customer-managed key. Its policy must allow the trail to use it. */
  readonly kmsKeyArn: string;

  /** ARN of the trail that publishes to the topic. */
  readonly trailArn: string;
}

/**
 * The topic to which a trail publishes a notice of every log file that it delivers.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-permissions-for-sns-notifications.html
 */
export class DeliveryTopic extends Construct {
  public readonly topicName: string;

  /** Topic policy, which the trail must depend on. */
  public readonly policy: ITerraformDependable;

  constructor(scope: Construct, id: string, props: DeliveryTopicProps) {
    super(scope, id);

    const topic = new SnsTopic(this, "Resource", { name: props.topicName, kmsMasterKeyId: props.kmsKeyArn });

    this.policy = new SnsTopicPolicy(this, "Policy", {
      arn: topic.arn,
      policy: policyJson("topic policy", [
        {
          Sid: "AWSCloudTrailSNSPolicy20131101",
          Effect: "Allow",
          Principal: { Service: "cloudtrail.amazonaws.com" },
          Action: "sns:Publish",
          Resource: topic.arn,
          Condition: { StringEquals: { "aws:SourceArn": props.trailArn } },
        },
        denyPlainHttpPublish(topic.arn),
      ]),
    });
    this.topicName = topic.name;
  }
}
