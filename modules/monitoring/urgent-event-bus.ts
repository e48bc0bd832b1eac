import { CloudwatchEventBus } from "@cdktf/provider-aws/lib/cloudwatch-event-bus";
import { CloudwatchEventBusPolicy } from "@cdktf/provider-aws/lib/cloudwatch-event-bus-policy";
import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Detection } from "../../detections/detection";
import type { QueryFailure } from "../../detections/query-failures";
import type { RunFailure } from "../../detections/run-failures";
import type { UrgentEvent } from "../../detections/urgent-events";
import { policyJson } from "../iam/policy-document";
import { literal } from "../terraform/terraform-template";
import { DeadLetterQueue } from "./dead-letter-queue";
import type { EventMessage } from "./event-message";
import { queryFailureChatMessage, queryFailureMessage } from "./query-failure-message";
import { runFailureChatMessage, runFailureMessage } from "./run-failure-message";
import { urgentEventChatMessage, urgentEventMessage } from "./urgent-event-message";

/** Seconds during which EventBridge retries the delivery of a message. AWS's default, a day, is too long for urgent events. */
const retrySeconds = 3600;

/** Maximum length of the name of a rule in EventBridge, in characters. */
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

  /** Customer-managed key. Its policy must allow EventBridge for this bus and for encrypted queues. */
  readonly kmsKeyArn: string;

  /** Name of the forwarding role, the same in every account. Only this role may put events onto the bus. */
  readonly forwarderName: string;
  readonly urgentEvents: readonly UrgentEvent[];

  /** Failures of queries of the archive of which people are notified. */
  readonly queryFailures: readonly QueryFailure[];

  /**
   * Failures of runs of EMR Serverless of which people are notified.
   *
   * @default none
   */
  readonly runFailures?: readonly RunFailure[];

  /** Topics that receive urgent events of severity `page`. */
  readonly topicArns: readonly string[];

  /** Topics that receive events of severity `notify`. */
  readonly notifyTopicArns: readonly string[];

  /**
   * Topic for chat channels.
   *
   * @default none
   */
  readonly chatTopicArn?: string | undefined;

  /** Name of the dead-letter queue. */
  readonly deadLetterQueueName: string;

  /** Topic that the alarm of the dead-letter queue notifies. */
  readonly alarmTopicArn: string;

  /** URL of the runbooks, or of a folder of this repository, without a slash at its end. */
  readonly runbookUrl: string;
}

/**
 * The event bus that receives the urgent events of all accounts, and a rule for each detection, which notifies people.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-bus-example-policy-cross-account-custom-bus-source.html
 */
export class UrgentEventBus extends Construct {
  /** Resources that must exist before events are forwarded. */
  public readonly ready: ITerraformDependable[];

  constructor(scope: Construct, id: string, props: UrgentEventBusProps) {
    super(scope, id);

    const { partition, organizationId, busName, busArn, kmsKeyArn, forwarderName } = props;
    if (props.topicArns.length === 0)
      throw new Error(
        `bus ${busName} has no topic, so nobody would be notified of its events; add a topic to topicArns`,
      );

    const deadLetterQueue = new DeadLetterQueue(this, "Undelivered", {
      ...props,
      queueName: props.deadLetterQueueName,
      ruleName: forwarderName,
    });
    const bus = new CloudwatchEventBus(this, "Resource", {
      name: busName,
      description: "Urgent events of every account of the organization",
      kmsKeyIdentifier: kmsKeyArn,
      deadLetterConfig: { arn: deadLetterQueue.queueArn },
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

    for (const busRule of busRules(props)) this.addRules(busRule, bus.name, deadLetterQueue.queueArn, props);
    this.ready = [policy, deadLetterQueue.policy];
  }

  /** The rules of one kind of event. There are several if one event pattern would be too complex for EventBridge. */
  private addRules(busRule: BusRule, eventBusName: string, queueArn: string, props: UrgentEventBusProps): void {
    const { id, title, eventPatterns, readingCalls } = busRule;
    const group = new Construct(this, id);
    for (const [i, eventPattern] of eventPatterns.entries()) {
      const rule = new CloudwatchEventRule(group, `Rule${idSuffix(i)}`, {
        name: ruleName(`${props.prefix}-${id}`, i),
        description: title,
        eventBusName,
        eventPattern: literal(eventPattern),
        state: readingCalls ? "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS" : "ENABLED",
      });
      for (const { arn, targetId, message } of targetsOf(busRule, props)) {
        new CloudwatchEventTarget(group, `Target${idSuffix(i)}-${targetId}`, {
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

/** A kind of event of which people are notified, with its messages. */
interface BusRule {
  readonly id: string;
  readonly title: string;
  readonly severity: Detection["severity"];
  readonly eventPatterns: readonly string[];

  /** Whether the rule must receive read-only API calls. */
  readonly readingCalls: boolean;
  readonly message: EventMessage;
  readonly chatMessage: EventMessage;
}

function busRules({ urgentEvents, queryFailures, runFailures = [], runbookUrl }: UrgentEventBusProps): BusRule[] {
  const ofDetections = urgentEvents.map(({ detection, eventPatterns, readingCalls }) => ({
    id: detection.id,
    title: detection.title,
    severity: detection.severity,
    eventPatterns,
    readingCalls,
    message: urgentEventMessage(detection, runbookUrl),
    chatMessage: urgentEventChatMessage(detection, runbookUrl),
  }));
  const ofQueries = queryFailures.map((failure) =>
    failureRule(failure, queryFailureMessage(failure, runbookUrl), queryFailureChatMessage(failure, runbookUrl)),
  );
  const ofRuns = runFailures.map((failure) =>
    failureRule(failure, runFailureMessage(failure, runbookUrl), runFailureChatMessage(failure, runbookUrl)),
  );
  return [...ofDetections, ...ofQueries, ...ofRuns];
}

const failureRule = (
  { id, title, eventPattern }: QueryFailure | RunFailure,
  message: EventMessage,
  chatMessage: EventMessage,
): BusRule => ({
  id,
  title,
  severity: "notify",
  eventPatterns: [eventPattern],
  readingCalls: false,
  message,
  chatMessage,
});

/** The topics to notify of an event, each with the message format that it needs. */
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

/** Suffix of a construct id. The first rule has no suffix, so its address does not depend on the number of rules. */
const idSuffix = (index: number): string => (index === 0 ? "" : `${index + 1}`);

function ruleName(beginning: string, index: number): string {
  const name = index === 0 ? beginning : `${beginning}-${index + 1}`;
  if (name.length > ruleNameLimit) {
    throw new Error(
      `the name of a rule can have at most ${ruleNameLimit} characters, got ${name}; use a shorter prefix`,
    );
  }
  return name;
}
