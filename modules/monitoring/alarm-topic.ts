import { createHash } from "node:crypto";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { Construct } from "constructs";
import { type PolicyStatement, policyJson } from "../iam/policy-document";
import { denyPlainHttpPublish } from "../iam/topic-guards";

export interface AlarmTopicProps {
  readonly partition: string;
  readonly accountId: string;
  readonly region: string;
  readonly topicName: string;

  /** Beginning of the names of the alarms, rules and event buses that publish. */
  readonly prefix: string;

  /** Customer-managed key whose policy lets CloudWatch and EventBridge use it; the AWS-managed one loses every alarm. */
  readonly kmsKeyArn: string;

  /** Addresses that get a message and have to confirm it. */
  readonly emails: readonly string[];

  /** HTTPS endpoints that get a message and have to confirm it. */
  readonly httpsEndpoints: readonly string[];

  /**
   * Whether chat channels show its messages, so that it needs no other subscriber.
   *
   * @default false
   */
  readonly isShownInChat?: boolean;

  /**
   * Alarms of other accounts that publish too, each by its ARN. The key has to let CloudWatch use it for them.
   *
   * @default none
   */
  readonly otherAlarmArns?: readonly string[];
}

/**
 * The topic of one severity: alarms and rules of this account and region publish to it, and alarms of others that are
 * named; people subscribe to it.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
 */
export class AlarmTopic extends Construct {
  public readonly topicArn: string;

  constructor(scope: Construct, id: string, props: AlarmTopicProps) {
    super(scope, id);

    const subscribers = [
      ...props.emails.map((endpoint) => ({ protocol: "email", endpoint })),
      ...props.httpsEndpoints.map((endpoint) => ({ protocol: "https", endpoint })),
    ];
    if (subscribers.length === 0 && !props.isShownInChat) {
      throw new Error(`topic ${props.topicName} has no subscriber; nobody would hear its alarms`);
    }

    const topic = new SnsTopic(this, "Resource", { name: props.topicName, kmsMasterKeyId: props.kmsKeyArn });

    new SnsTopicPolicy(this, "Policy", {
      arn: topic.arn,
      policy: policyJson("topic policy", [
        publisher("CloudWatchAlarms", "cloudwatch", `alarm:${props.prefix}-*`, topic.arn, props),
        ...otherAlarms(topic.arn, props.otherAlarmArns ?? []),
        publisher("EventBridgeRules", "events", `rule/${props.prefix}-*`, topic.arn, props),
        denyPlainHttpPublish(topic.arn),
      ]),
    });

    for (const { protocol, endpoint } of subscribers) {
      new SnsTopicSubscription(this, subscriptionId(protocol, endpoint), { topicArn: topic.arn, protocol, endpoint });
    }

    this.topicArn = topic.arn;
  }
}

/** Lets one service publish for its resources of this account and region. */
function publisher(
  Sid: string,
  service: string,
  resource: string,
  topicArn: string,
  props: AlarmTopicProps,
): PolicyStatement {
  const { partition, region, accountId } = props;
  return {
    Sid,
    Effect: "Allow",
    Principal: { Service: `${service}.amazonaws.com` },
    Action: "sns:Publish",
    Resource: topicArn,
    Condition: { ArnLike: { "aws:SourceArn": `arn:${partition}:${service}:${region}:${accountId}:${resource}` } },
  };
}

/**
 * Lets alarms of other accounts publish. By their ARNs: an alarm is sent by CloudWatch and no principal of an
 * organization, so `aws:PrincipalOrgID` would let none in.
 */
function otherAlarms(topicArn: string, alarmArns: readonly string[]): PolicyStatement[] {
  if (alarmArns.length === 0) return [];
  return [
    {
      Sid: "OtherAccountsAlarms",
      Effect: "Allow",
      Principal: { Service: "cloudwatch.amazonaws.com" },
      Action: "sns:Publish",
      Resource: topicArn,
      Condition: { ArnEquals: { "aws:SourceArn": alarmArns } },
    },
  ];
}

/** Stays the same when other subscribers come and go, and does not spell out an endpoint that may hold a secret. */
function subscriptionId(protocol: string, endpoint: string): string {
  return `Subscription-${protocol}-${createHash("sha256").update(endpoint).digest("hex").slice(0, 8)}`;
}
