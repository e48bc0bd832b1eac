import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { policyJson } from "../../modules/iam/policy-document";
import { denyPlainHttpPublish } from "../../modules/iam/topic-guards";

export interface NewFilesTopicProps {
  readonly topicName: string;

  /** Customer-managed key. Its policy must allow S3. */
  readonly kmsKeyArn: string;

  /** Account and ARN of the bucket that publishes. */
  readonly accountId: string;
  readonly bucketArn: string;

  /** The key, which must exist before S3 sends its test message. */
  readonly dependsOn: ITerraformDependable[];
}

/**
 * The topic to which one bucket announces its new files. S3 does not accept two notifications for the same files, but several queues
 * can subscribe to the topic.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-event-types-and-destinations.html
 */
export class NewFilesTopic extends Construct {
  public readonly topicArn: string;

  /** Topic policy, which the notifications of the bucket must depend on. */
  public readonly policy: ITerraformDependable;

  constructor(scope: Construct, id: string, props: NewFilesTopicProps) {
    super(scope, id);

    const { topicName: name, kmsKeyArn: kmsMasterKeyId, dependsOn } = props;
    const topic = new SnsTopic(this, "Resource", { name, kmsMasterKeyId, dependsOn });

    this.policy = new SnsTopicPolicy(this, "Policy", {
      arn: topic.arn,
      policy: policyJson("topic policy", [
        {
          Sid: "AllowBucket",
          Effect: "Allow",
          Principal: { Service: "s3.amazonaws.com" },
          Action: "sns:Publish",
          Resource: topic.arn,
          Condition: {
            StringEquals: { "aws:SourceAccount": props.accountId },
            ArnEquals: { "aws:SourceArn": props.bucketArn },
          },
        },
        denyPlainHttpPublish(topic.arn),
      ]),
    });
    this.topicArn = topic.arn;
  }
}
