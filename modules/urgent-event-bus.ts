import { CloudwatchEventBus } from "@cdktf/provider-aws/lib/cloudwatch-event-bus";
import { CloudwatchEventBusPolicy } from "@cdktf/provider-aws/lib/cloudwatch-event-bus-policy";
import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { UrgentEvent } from "../detections/urgent-events";
import { policyJson } from "./policy-document";
import { literal } from "./terraform-template";
import { UndeliveredQueue } from "./undelivered-queue";
import { urgentEventChatMessage, urgentEventMessage } from "./urgent-event-message";

/** Seconds a message is tried to be delivered. AWS's own day is too long for what is urgent. */
const retrySeconds = 3600;

/** Characters EventBridge accepts in a rule's name. */
const ruleNameLimit = 64;

export interface UrgentEventBusProps {
  readonly partition: string;
  readonly organizationId: string;

  /** Account and region of the bus. */
  readonly accountId: string;
  readonly region: string;
  readonly prefix: string;
  readonly busName: string;
  readonly busArn: string;

  /** Customer-managed key whose policy lets EventBridge use it for this bus, and for encrypted queues. */
  readonly kmsKeyArn: string;

  /** Name of the role that forwards, the same in every account; nobody else gets anything onto the bus. */
  readonly forwarderName: string;
  readonly urgentEvents: readonly UrgentEvent[];

  /** Topics that are told of every urgent event. */
  readonly topicArns: readonly string[];

  /**
   * Topic that chat channels show.
   *
   * @default none
   */
  readonly chatTopicArn?: string | undefined;

  /** Name of the queue of what could not be delivered. */
  readonly undeliveredQueueName: string;

  /** Topic that is told that something could not be delivered. */
  readonly alarmTopicArn: string;

  /** Where the runbooks are: a URL, or a folder of this repository. No slash at its end. */
  readonly runbookUrl: string;
}

/**
 * The bus on which the urgent events of all accounts arrive, and a rule for each detection that tells people of them.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-bus-example-policy-cross-account-custom-bus-source.html
 */
export class UrgentEventBus extends Construct {
  /** What has to be there before events are forwarded. */
  public readonly ready: ITerraformDependable[];

  constructor(scope: Construct, id: string, props: UrgentEventBusProps) {
    super(scope, id);

    const { partition, organizationId, busName, busArn, kmsKeyArn, forwarderName } = props;
    if (props.topicArns.length === 0) throw new Error(`bus ${busName} has no topic; nobody would hear its events`);

    const undelivered = new UndeliveredQueue(this, "Undelivered", {
      ...props,
      queueName: props.undeliveredQueueName,
      ruleName: forwarderName,
    });
    const bus = new CloudwatchEventBus(this, "Resource", {
      name: busName,
      description: "Urgent events of every account of the organization",
      kmsKeyIdentifier: kmsKeyArn,
      deadLetterConfig: { arn: undelivered.queueArn },
    });
    const policy = new CloudwatchEventBusPolicy(this, "Policy", {
      eventBusName: bus.name,
      policy: policyJson("event bus policy", [
        {
          Sid: "AllowForwardersOfTheOrganization",
          Effect: "Allow",
          Principal: { AWS: "*" },
          Action: "events:PutEvents",
          Resource: busArn,
          Condition: {
            StringEquals: { "aws:PrincipalOrgID": organizationId },
            ArnLike: { "aws:PrincipalArn": `arn:${partition}:iam::*:role/${forwarderName}` },
          },
        },
      ]),
    });

    for (const urgentEvent of props.urgentEvents) {
      this.tellOf(urgentEvent, bus.name, undelivered.queueArn, props);
    }
    this.ready = [policy, undelivered.policy];
  }

  /** The rule of one detection. */
  private tellOf(urgentEvent: UrgentEvent, eventBusName: string, queueArn: string, props: UrgentEventBusProps): void {
    const { detection, eventPattern, readingCalls } = urgentEvent;
    const name = `${props.prefix}-${detection.id}`;
    if (name.length > ruleNameLimit) {
      throw new Error(`a rule's name has ${ruleNameLimit} characters at most, got ${name}; shorten the prefix`);
    }

    const group = new Construct(this, detection.id);
    const rule = new CloudwatchEventRule(group, "Rule", {
      name,
      description: detection.title,
      eventBusName,
      eventPattern: literal(eventPattern),
      state: readingCalls ? "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS" : "ENABLED",
    });
    const targets = props.topicArns.map((arn, i) => ({
      arn,
      targetId: `topic-${i + 1}`,
      message: urgentEventMessage(detection, props.runbookUrl),
    }));
    if (props.chatTopicArn !== undefined) {
      const message = urgentEventChatMessage(detection, props.runbookUrl);
      targets.push({ arn: props.chatTopicArn, targetId: "chat", message });
    }
    for (const { arn, targetId, message } of targets) {
      const { inputPaths, inputTemplate } = message;
      new CloudwatchEventTarget(group, `Target-${targetId}`, {
        rule: rule.name,
        eventBusName,
        targetId,
        arn,
        inputTransformer: { inputPaths, inputTemplate: literal(inputTemplate) },
        retryPolicy: { maximumEventAgeInSeconds: retrySeconds, maximumRetryAttempts: 185 },
        deadLetterConfig: { arn: queueArn },
      });
    }
  }
}
