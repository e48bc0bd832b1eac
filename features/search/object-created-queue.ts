import type { S3BucketNotificationQueue } from "@cdktf/provider-aws/lib/s3-bucket-notification";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy";
import { SqsQueueRedriveAllowPolicy } from "@cdktf/provider-aws/lib/sqs-queue-redrive-allow-policy";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { type PolicyStatement, policyJson } from "../../modules/iam/policy-document";
import { allowTopics, denyPlainHttpToQueue } from "../../modules/iam/queue-statements";

/** Maximum retention of a message in SQS: 14 days. */
const longestRetentionSeconds = 1_209_600;

export interface ObjectCreatedQueueProps {
  /** Account of the bucket and of the queue. */
  readonly accountId: string;
  readonly queueName: string;

  /** Dead-letter queue of messages that were received too often and never deleted. */
  readonly deadLetterQueueName: string;

  /** Key of both queues. Its policy must allow S3 to encrypt. */
  readonly kmsKeyArn: string;

  readonly bucketArn: string;

  /** Prefix and suffix of the keys of the files to announce. */
  readonly keyPrefix: string;
  readonly keySuffix: string;

  /** Seconds that a message is hidden from other consumers after it was received. */
  readonly visibilityTimeoutSeconds: number;

  /** Resources that must exist before the queue subscribes to the topic, or before S3 sends: the key, and the bucket's policy. */
  readonly dependsOn: ITerraformDependable[];

  /**
   * Topic that announces the files to this queue and to other queues. The key policy must allow SNS.
   *
   * @default none: the bucket sends to the queue
   */
  readonly topicArn?: string | undefined;
}

/**
 * A queue with a message for every new file of a bucket. The caller adds its rule to the notification configuration of the bucket,
 * except if a topic announces the files.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventNotifications.html
 */
export class ObjectCreatedQueue extends Construct {
  public readonly queueArn: string;

  /** Rule for the notification configuration of the bucket. Undefined if a topic announces the files. */
  public readonly rule: S3BucketNotificationQueue | undefined;

  /** Subscription to the topic, or policy of the queue, to depend on. */
  public readonly accepting: ITerraformDependable;

  /** Resources that must exist before S3 sends to the queue or publishes to the topic. */
  public readonly ready: ITerraformDependable[];

  constructor(scope: Construct, id: string, props: ObjectCreatedQueueProps) {
    super(scope, id);

    const { accountId, kmsKeyArn, bucketArn } = props;
    const shared = { kmsMasterKeyId: kmsKeyArn, messageRetentionSeconds: longestRetentionSeconds };

    const deadLetterQueue = new SqsQueue(this, "DeadLetterQueue", { ...shared, name: props.deadLetterQueueName });
    const queue = new SqsQueue(this, "Resource", {
      ...shared,
      name: props.queueName,
      visibilityTimeoutSeconds: props.visibilityTimeoutSeconds,
      redrivePolicy: JSON.stringify({ deadLetterTargetArn: deadLetterQueue.arn, maxReceiveCount: 10 }),
    });
    new SqsQueueRedriveAllowPolicy(this, "DeadLetterSources", {
      queueUrl: deadLetterQueue.url,
      redriveAllowPolicy: JSON.stringify({ redrivePermission: "byQueue", sourceQueueArns: [queue.arn] }),
    });

    new SqsQueuePolicy(this, "DeadLetterQueuePolicy", {
      queueUrl: deadLetterQueue.url,
      policy: policyJson("queue policy", [denyPlainHttpToQueue(deadLetterQueue.arn)]),
    });
    const { topicArn } = props;
    const policy = new SqsQueuePolicy(this, "Policy", {
      queueUrl: queue.url,
      policy: policyJson("queue policy", [
        // The policy is necessary even with a topic, because the bucket sends to the queue until Terraform has changed the
        // notifications
        allowBucket(queue.arn, accountId, bucketArn),
        ...(topicArn === undefined ? [] : [allowTopics(queue.arn, { accountId, topicArns: [topicArn] })]),
        denyPlainHttpToQueue(queue.arn),
      ]),
    });
    this.queueArn = queue.arn;
    if (topicArn !== undefined) {
      this.accepting = new SnsTopicSubscription(this, "Subscription", {
        topicArn,
        protocol: "sqs",
        endpoint: queue.arn,
        rawMessageDelivery: true,
        dependsOn: [policy, ...props.dependsOn],
      });
      this.ready = [this.accepting];
      return;
    }
    this.rule = {
      id: props.queueName,
      queueArn: queue.arn,
      events: ["s3:ObjectCreated:*"],
      filterPrefix: props.keyPrefix,
      filterSuffix: props.keySuffix,
    };
    this.accepting = policy;
    this.ready = [policy, ...props.dependsOn];
  }
}

function allowBucket(queueArn: string, accountId: string, bucketArn: string): PolicyStatement {
  return {
    Sid: "AllowBucket",
    Effect: "Allow",
    Principal: { Service: "s3.amazonaws.com" },
    Action: "sqs:SendMessage",
    Resource: queueArn,
    Condition: { StringEquals: { "aws:SourceAccount": accountId }, ArnEquals: { "aws:SourceArn": bucketArn } },
  };
}
