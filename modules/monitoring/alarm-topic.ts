import { createHash } from "node:crypto";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { Construct } from "constructs";
import { type PolicyStatement, policyJson } from "../iam/policy-document";
import { denyPlainHttpPublish } from "../iam/topic-guards";
import type { RegionArguments } from "../terraform/regions";
import { forms } from "../../aws-semantics/values/forms";
import { type InputProblem, checkInput, eachFormed, checkForm } from "../input/input";

export interface AlarmTopicProps {
  readonly partition: string;
  readonly accountId: string;
  readonly region: string;
  readonly topicName: string;

  /** Name prefix of the alarms, rules and event buses that publish. */
  readonly prefix: string;

  /** Customer-managed key. Its policy must allow CloudWatch and EventBridge. With an AWS-managed key, the topic receives no alarm. */
  readonly kmsKeyArn: string;

  /** E-mail addresses to subscribe. Their owners must confirm the subscription. */
  readonly emails: readonly string[];

  /** HTTPS endpoints to subscribe. They must confirm the subscription. */
  readonly httpsEndpoints: readonly string[];

  /**
   * Whether chat channels show the messages. If true, the topic needs no other subscriber.
   *
   * @default false
   */
  readonly isShownInChat?: boolean;

  /**
   * ARNs of alarms of other accounts that also publish. The key policy must allow CloudWatch for these accounts.
   *
   * @default none
   */
  readonly otherAlarmArns?: readonly string[];

  /**
   * ARNs of roles of other accounts that also publish. The roles need not exist yet. The key policy must allow the roles.
   *
   * @default none
   */
  readonly otherRoleArns?: readonly string[];

  /**
   * Region arguments of the resources.
   *
   * @default the provider's region
   */
  readonly regionArguments?: RegionArguments;
}

/**
 * The topic of one severity. Alarms and rules of this account and region may publish to the topic, and so may the given alarms and roles of other accounts. People subscribe to the topic.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
 */
export class AlarmTopic extends Construct {
  public readonly topicArn: string;

  constructor(scope: Construct, id: string, props: AlarmTopicProps) {
    super(scope, id);
    checkInput(this, inputProblems(props));

    const subscribers = [
      ...props.emails.map((endpoint) => ({ protocol: "email", endpoint })),
      ...props.httpsEndpoints.map((endpoint) => ({ protocol: "https", endpoint })),
    ];

    const topic = new SnsTopic(this, "Resource", {
      name: props.topicName,
      kmsMasterKeyId: props.kmsKeyArn,
      ...props.regionArguments,
    });

    new SnsTopicPolicy(this, "Policy", {
      arn: topic.arn,
      policy: policyJson("topic policy", [
        publisher({
          Sid: "CloudWatchAlarms",
          service: "cloudwatch",
          resource: `alarm:${props.prefix}-*`,
          topicArn: topic.arn,
          props,
        }),
        ...otherAlarms(topic.arn, props.otherAlarmArns ?? []),
        ...otherRoles(topic.arn, props.partition, props.otherRoleArns ?? []),
        publisher({
          Sid: "EventBridgeRules",
          service: "events",
          resource: `rule/${props.prefix}-*`,
          topicArn: topic.arn,
          props,
        }),
        denyPlainHttpPublish(topic.arn),
      ]),
      ...props.regionArguments,
    });

    for (const { protocol, endpoint } of subscribers) {
      new SnsTopicSubscription(this, subscriptionId(protocol, endpoint), {
        topicArn: topic.arn,
        protocol,
        endpoint,
        ...props.regionArguments,
      });
    }

    this.topicArn = topic.arn;
  }
}

interface PublisherOptions {
  readonly Sid: string;
  readonly service: string;
  readonly resource: string;
  readonly topicArn: string;
  readonly props: AlarmTopicProps;
}

/** Allows one service to publish for its resources of this account and region. */
function publisher({ Sid, service, resource, topicArn, props }: PublisherOptions): PolicyStatement {
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
 * Allows alarms of other accounts to publish, by their ARNs. The condition key `aws:PrincipalOrgID` cannot be used: the principal
 * is CloudWatch, which belongs to no organization.
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

/**
 * Allows roles of other accounts to publish. The role is in the condition, because SNS rejects a principal that does not exist.
 */
function otherRoles(topicArn: string, partition: string, roleArns: readonly string[]): PolicyStatement[] {
  if (roleArns.length === 0) return [];
  const accountIds = [...new Set(roleArns.map((arn) => arn.split(":")[4]))];
  return [
    {
      Sid: "OtherAccountsRoles",
      Effect: "Allow",
      Principal: { AWS: accountIds.map((accountId) => `arn:${partition}:iam::${accountId}:root`) },
      Action: "sns:Publish",
      Resource: topicArn,
      Condition: { ArnEquals: { "aws:PrincipalArn": roleArns } },
    },
  ];
}

/** Construct id of a subscription. It does not depend on other subscribers, and hides the endpoint, which may contain a secret. */
function subscriptionId(protocol: string, endpoint: string): string {
  return `Subscription-${protocol}-${createHash("sha256").update(endpoint).digest("hex").slice(0, 8)}`;
}

const email = { pattern: /^[^\s@]+@[^\s@]+\.[^\s@]+$/, expected: "expected an e-mail address" };
const httpsEndpoint = { pattern: /^https:\/\/\S+$/, expected: "expected a URL that begins with https://" };

/** Values that SNS would refuse, and a topic without a subscriber. */
function inputProblems(props: AlarmTopicProps): InputProblem[] {
  const { topicName, emails, httpsEndpoints } = props;
  return [
    checkForm("partition", props.partition, forms.partition),
    checkForm("accountId", props.accountId, forms.accountId),
    checkForm("region", props.region, forms.region),
    checkForm("topicName", topicName, forms.topicName),
    checkForm("kmsKeyArn", props.kmsKeyArn, forms.kmsKeyArn),
    ...eachFormed("emails", emails, email),
    ...eachFormed("httpsEndpoints", httpsEndpoints, httpsEndpoint),
    ...eachFormed("otherAlarmArns", props.otherAlarmArns, forms.alarmArn),
    ...eachFormed("otherRoleArns", props.otherRoleArns, forms.roleArn),
    emails.length + httpsEndpoints.length === 0 && !props.isShownInChat
      ? `emails: topic ${topicName} has no subscriber, so nobody would be notified of its alarms; add an e-mail address or an HTTPS endpoint`
      : undefined,
  ];
}
