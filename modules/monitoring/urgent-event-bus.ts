import { CloudwatchEventBus } from "@cdktf/provider-aws/lib/cloudwatch-event-bus";
import { CloudwatchEventBusPolicy } from "@cdktf/provider-aws/lib/cloudwatch-event-bus-policy";
import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Detection } from "../../detections/detection";
import { unreadableLog } from "../../detections/unreadable-log";
import type { UrgentEvent } from "../../detections/urgent-events";
import { policyJson } from "../iam/policy-document";
import { literal } from "../terraform/terraform-template";
import { DeadLetterQueue } from "./dead-letter-queue";
import type { EventMessage } from "./event-message";
import { unreadableLogChatMessage, unreadableLogMessage } from "./unreadable-log-message";
import { urgentEventChatMessage, urgentEventMessage } from "./urgent-event-message";

/** Seconds for which delivery of a message is retried. The default of AWS, a day, is too long for urgent events. */
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

  /**
   * Event pattern of queries that could not read a log; people are notified of these too.
   *
   * @default nobody is
   */
  readonly unreadableLogPattern?: string;

  /** Topics that get every urgent event that pages. */
  readonly topicArns: readonly string[];

  /** Topics that get an event that notifies. */
  readonly notifyTopicArns: readonly string[];

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

    const undelivered = new DeadLetterQueue(this, "Undelivered", {
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

    for (const busRule of busRules(props)) this.addRules(busRule, bus.name, undelivered.queueArn, props);
    this.ready = [policy, undelivered.policy];
  }

  /** The rules of one kind of event: one, or several where one event pattern would be too complex. */
  private addRules(busRule: BusRule, eventBusName: string, queueArn: string, props: UrgentEventBusProps): void {
    const { id, title, eventPatterns, readingCalls } = busRule;
    const group = new Construct(this, id);
    for (const [i, eventPattern] of eventPatterns.entries()) {
      const rule = new CloudwatchEventRule(group, `Rule${numbered(i)}`, {
        name: ruleName(`${props.prefix}-${id}`, i),
        description: title,
        eventBusName,
        eventPattern: literal(eventPattern),
        state: readingCalls ? "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS" : "ENABLED",
      });
      for (const { arn, targetId, message } of targetsOf(busRule, props)) {
        new CloudwatchEventTarget(group, `Target${numbered(i)}-${targetId}`, {
          rule: rule.name,
          eventBusName,
          targetId,
          arn,
          inputTransformer: { inputPaths: message.inputPaths, inputTemplate: literal(message.inputTemplate) },
          retryPolicy: { maximumEventAgeInSeconds: retrySeconds, maximumRetryAttempts: 185 },
          deadLetterConfig: { arn: queueArn },
        });
      }
    }
  }
}

/** Events of which people are notified, with their messages. */
interface BusRule {
  readonly id: string;
  readonly title: string;
  readonly severity: Detection["severity"];
  readonly eventPatterns: readonly string[];

  /** Whether it has to see calls that only read. */
  readonly readingCalls: boolean;
  readonly message: EventMessage;
  readonly chatMessage: EventMessage;
}

function busRules({ urgentEvents, unreadableLogPattern, runbookUrl }: UrgentEventBusProps): BusRule[] {
  const ofDetections = urgentEvents.map(({ detection, eventPatterns, readingCalls }) => ({
    id: detection.id,
    title: detection.title,
    severity: detection.severity,
    eventPatterns,
    readingCalls,
    message: urgentEventMessage(detection, runbookUrl),
    chatMessage: urgentEventChatMessage(detection, runbookUrl),
  }));
  if (unreadableLogPattern === undefined) return ofDetections;
  const ofUnreadableLogs: BusRule = {
    id: unreadableLog.id,
    title: unreadableLog.title,
    severity: "notify",
    eventPatterns: [unreadableLogPattern],
    readingCalls: false,
    message: unreadableLogMessage(runbookUrl),
    chatMessage: unreadableLogChatMessage(runbookUrl),
  };
  return [...ofDetections, ofUnreadableLogs];
}

/** The topics that are notified of an event, each with the form of the message that it needs. */
function targetsOf({ severity, message, chatMessage }: BusRule, props: UrgentEventBusProps) {
  const { topicArns, notifyTopicArns, chatTopicArn } = props;
  return [
    ...(severity === "notify" ? notifyTopicArns : topicArns).map((arn, i) => ({
      arn,
      targetId: `topic-${i + 1}`,
      message,
    })),
    ...(chatTopicArn === undefined ? [] : [{ arn: chatTopicArn, targetId: "chat", message: chatMessage }]),
  ];
}

/** Behind the ids of what comes after the first: nothing where there is one. */
const numbered = (index: number): string => (index === 0 ? "" : `${index + 1}`);

function ruleName(beginning: string, index: number): string {
  const name = index === 0 ? beginning : `${beginning}-${index + 1}`;
  if (name.length > ruleNameLimit) {
    throw new Error(`a rule's name has ${ruleNameLimit} characters at most, got ${name}; shorten the prefix`);
  }
  return name;
}
