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

/** Seconds in which a reader must read a file and delete its message. The reader can extend this time. */
const visibilityTimeoutSeconds = 600;

export interface FeedQueueProps {
  /** Account of the topics and of the queue. */
  readonly accountId: string;
  readonly queueName: string;

  /** Dead-letter queue of messages that were received too often, and of messages that SNS could not deliver. */
  readonly deadLetterQueueName: string;

  /** Key of both queues. Its policy must allow SNS. */
  readonly kmsKeyArn: string;

  /** ARN of each topic to subscribe to, by the name of its files. */
  readonly topicArns: ReadonlyMap<string, string>;

  /** The key, which must exist before SNS delivers. */
  readonly dependsOn: ITerraformDependable[];
}

/**
 * The queue of one external reader, with a message for every new file. A message has the format of an S3 event notification,
 * because
 * every product can read that format.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-large-payload-raw-message-delivery.html
 */
export class FeedQueue extends Construct {
  public readonly queueArn: string;
  public readonly queueUrl: string;

  /** Subscriptions, which the notifications of the buckets must depend on. */
  public readonly subscriptions: ITerraformDependable[];

  constructor(scope: Construct, id: string, props: FeedQueueProps) {
    super(scope, id);

    const { accountId, kmsKeyArn, topicArns } = props;
    const shared = { kmsMasterKeyId: kmsKeyArn, messageRetentionSeconds: longestRetentionSeconds };
    const deadLetterQueue = new SqsQueue(this, "DeadLetterQueue", {
      ...shared,
      name: props.deadLetterQueueName,
      dependsOn: props.dependsOn,
    });
    const queue = new SqsQueue(this, "Resource", {
      ...shared,
      name: props.queueName,
      visibilityTimeoutSeconds,
      redrivePolicy: JSON.stringify({ deadLetterTargetArn: deadLetterQueue.arn, maxReceiveCount: 10 }),
    });
    new SqsQueueRedriveAllowPolicy(this, "DeadLetterSources", {
      queueUrl: deadLetterQueue.url,
      redriveAllowPolicy: JSON.stringify({ redrivePermission: "byQueue", sourceQueueArns: [queue.arn] }),
    });

    const from = { accountId, topicArns: [...topicArns.values()] };
    const policies = [queue, deadLetterQueue].map(
      ({ arn, url: queueUrl }, i) =>
        new SqsQueuePolicy(this, i === 0 ? "Policy" : "DeadLetterQueuePolicy", {
          queueUrl,
          policy: policyJson("queue policy", statements(arn, from)),
        }),
    );
    this.subscriptions = [...topicArns].map(
      ([name, topicArn]) =>
        new SnsTopicSubscription(this, `Subscription-${name}`, {
          topicArn,
          protocol: "sqs",
          endpoint: queue.arn,
          rawMessageDelivery: true,
          redrivePolicy: JSON.stringify({ deadLetterTargetArn: deadLetterQueue.arn }),
          // Without the policies, SNS could not deliver the first messages
          dependsOn: policies,
        }),
    );
    this.queueArn = queue.arn;
    this.queueUrl = queue.url;
  }
}

function statements(
  queueArn: string,
  from: { readonly accountId: string; readonly topicArns: readonly string[] },
): PolicyStatement[] {
  return [allowTopics(queueArn, from), denyPlainHttpToQueue(queueArn)];
}
