import {
  DescribeEventBusCommand,
  DescribeRuleCommand,
  EventBridgeClient,
  ListTargetsByRuleCommand,
} from "@aws-sdk/client-eventbridge";
import { GetQueueAttributesCommand, GetQueueUrlCommand, SQSClient } from "@aws-sdk/client-sqs";
import { unlessAbsent } from "../../aws-reader/answers";
import type { Attributes } from "../../../terraform-types/columns/attributes";
import { block, differences } from "../compare";
import type { DeployedRegion } from "../deployed-region";
import type { Guarantee } from "../guarantee";
import { type Metric, hoursOfMetrics, metricSums } from "../metric-sums";
import { policyFacts } from "../policy-facts";
import { applyAgain } from "./fixes";

const absent = "ResourceNotFoundException";

/** Name of a bus in AWS. In Terraform, the default bus has no name. */
const busOf = ({ event_bus_name: bus }: Attributes): string => bus ?? "default";

async function busNamed(Name: string, deployed: DeployedRegion) {
  return unlessAbsent(deployed.client(EventBridgeClient).send(new DescribeEventBusCommand({ Name })), absent);
}

async function ruleNamed(Name: string, of: Attributes, deployed: DeployedRegion) {
  const command = new DescribeRuleCommand({ Name, EventBusName: busOf(of) });
  return unlessAbsent(deployed.client(EventBridgeClient).send(command), absent);
}

/** Attributes of a queue. Undefined if the queue does not exist. */
async function queueNamed(QueueName: string, deployed: DeployedRegion) {
  const sqs = deployed.client(SQSClient);
  const absences = ["QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue"];
  const found = await unlessAbsent(sqs.send(new GetQueueUrlCommand({ QueueName })), ...absences);
  if (found === undefined) return undefined;
  const command = new GetQueueAttributesCommand({ QueueUrl: found.QueueUrl, AttributeNames: ["All"] });
  return (await unlessAbsent(sqs.send(command), ...absences))?.Attributes ?? {};
}

/** Metrics of EventBridge for a rule that fails. */
const failures = {
  FailedInvocations: "invocations of its targets failed permanently",
  InvocationsFailedToBeSentToDlq: "events were lost, because EventBridge could not send them to the dead-letter queue",
} as const;

const metricsOf = (rule: Attributes): Metric[] =>
  Object.keys(failures).map((name) => ({
    namespace: "AWS/Events",
    name,
    dimensions: {
      ...(rule.event_bus_name !== undefined && { EventBusName: rule.event_bus_name }),
      RuleName: rule.name,
    },
  }));

/** ARNs of the dead-letter queues of a region. */
function deadLetterArns(deployed: DeployedRegion): Set<string> {
  const arns = deployed.resources.flatMap(({ attributes }) => {
    const redrive = attributes.redrive_policy === undefined ? {} : JSON.parse(attributes.redrive_policy);
    return [block(attributes.dead_letter_config).arn, redrive.deadLetterTargetArn];
  });
  return new Set(arns.filter((arn) => arn !== undefined));
}

/** Guarantees of event buses, rules and queues. */
export const eventGuarantees: readonly Guarantee[] = [
  {
    id: "event-rule",
    promise: "Every event rule is enabled, with its synthesized pattern.",
    fix: `${applyAgain}: docs/runbooks/alarm-or-rule-silenced.md`,
    types: ["aws_cloudwatch_event_rule"],
    reads: ["events:DescribeRule"],
    async find(expected, deployed) {
      const { name } = expected;
      const rule = await ruleNamed(name, expected, deployed);
      if (rule === undefined) return [`event rule ${name} of bus ${busOf(expected)} does not exist`];
      const json = (text: string | undefined) => (text === undefined || text === "" ? undefined : JSON.parse(text));
      return differences(`event rule ${name} of bus ${busOf(expected)}`, {
        state: [expected.state ?? "ENABLED", rule.State],
        pattern: [json(expected.event_pattern), json(rule.EventPattern)],
        schedule: [expected.schedule_expression, rule.ScheduleExpression],
      });
    },
  },
  {
    id: "event-target",
    promise: "Every event rule has its synthesized target, role, input and dead-letter queue.",
    fix: `${applyAgain}: docs/runbooks/alarm-or-rule-silenced.md`,
    types: ["aws_cloudwatch_event_target"],
    reads: ["events:DescribeRule", "events:ListTargetsByRule"],
    async find(expected, deployed) {
      // The guarantee event-rule reports a missing rule
      if ((await ruleNamed(expected.rule, expected, deployed)) === undefined) return [];
      const command = new ListTargetsByRuleCommand({ Rule: expected.rule, EventBusName: busOf(expected) });
      const found = await unlessAbsent(deployed.client(EventBridgeClient).send(command), absent);
      const target = found?.Targets?.find(({ Id }) => Id === expected.target_id);
      if (target === undefined) return [`event rule ${expected.rule} has no target ${expected.target_id}`];
      const transformer = block(expected.input_transformer);
      return differences(`target ${expected.target_id} of event rule ${expected.rule}`, {
        resource: [expected.arn, target.Arn],
        role: [expected.role_arn, target.RoleArn],
        "dead-letter queue": [block(expected.dead_letter_config).arn, target.DeadLetterConfig?.Arn],
        input: [expected.input, target.Input],
        "input paths": [transformer.input_paths, target.InputTransformer?.InputPathsMap],
        "input template": [transformer.input_template, target.InputTransformer?.InputTemplate],
      });
    },
  },
  {
    id: "event-delivery",
    promise: `No event rule failed to deliver within the last ${hoursOfMetrics} hours.`,
    fix: "read the messages in the dead-letter queue, which contain the error, and correct the target or the role",
    types: ["aws_cloudwatch_event_rule"],
    reads: ["cloudwatch:GetMetricData"],
    async find(expected, deployed) {
      const rules = deployed.all("aws_cloudwatch_event_rule");
      const sums = await metricSums(rules.flatMap(metricsOf), deployed);
      const first = rules.indexOf(expected) * Object.keys(failures).length;
      return Object.values(failures).flatMap((what, index) => {
        const count = sums[first + index] ?? 0;
        return count > 0 ? [`event rule ${expected.name}: ${count} ${what}`] : [];
      });
    },
  },
  {
    id: "event-bus",
    promise: "Every event bus exists, and has its synthesized key and dead-letter queue.",
    fix: applyAgain,
    types: ["aws_cloudwatch_event_bus"],
    reads: ["events:DescribeEventBus"],
    async find({ name, kms_key_identifier: key, dead_letter_config: deadLetters }, deployed) {
      const bus = await busNamed(name, deployed);
      if (bus === undefined) return [`event bus ${name} does not exist`];
      return differences(`event bus ${name}`, {
        key: [key, bus.KmsKeyIdentifier],
        "dead-letter queue": [block(deadLetters).arn, bus.DeadLetterConfig?.Arn],
      });
    },
  },
  {
    id: "event-bus-policy",
    promise: "Every event bus has exactly the statements of its synthesized policy.",
    fix: applyAgain,
    types: ["aws_cloudwatch_event_bus_policy"],
    reads: ["events:DescribeEventBus"],
    async find(expected, deployed) {
      const bus = await busNamed(busOf(expected), deployed);
      return bus === undefined ? [] : policyFacts(`event bus ${busOf(expected)}`, expected.policy, bus.Policy);
    },
  },
  {
    id: "queue-settings",
    promise: "Every queue exists, and has its synthesized key, retention and dead-letter queue.",
    fix: applyAgain,
    types: ["aws_sqs_queue"],
    reads: ["sqs:GetQueueAttributes", "sqs:GetQueueUrl"],
    async find(expected, deployed) {
      const queue = await queueNamed(expected.name, deployed);
      if (queue === undefined) return [`queue ${expected.name} does not exist`];
      const json = (text: string | undefined) => (text === undefined ? undefined : JSON.parse(text));
      return differences(`queue ${expected.name}`, {
        key: [expected.kms_master_key_id, queue["KmsMasterKeyId"]],
        "retention in seconds": [expected.message_retention_seconds ?? 345_600, queue["MessageRetentionPeriod"]],
        "dead-letter queue": [
          json(expected.redrive_policy)?.deadLetterTargetArn,
          json(queue["RedrivePolicy"])?.deadLetterTargetArn,
        ],
      });
    },
  },
  {
    id: "queue-policy",
    promise: "Every queue has exactly the statements of its synthesized policy.",
    fix: applyAgain,
    types: ["aws_sqs_queue_policy"],
    reads: ["sqs:GetQueueAttributes", "sqs:GetQueueUrl"],
    async find({ queue_url: url, policy }, deployed) {
      const name = String(url).split("/").at(-1) ?? "";
      const queue = await queueNamed(name, deployed);
      return queue === undefined ? [] : policyFacts(`queue ${name}`, policy, queue["Policy"]);
    },
  },
  {
    id: "dead-letters",
    promise: "No dead-letter queue has messages, so every event was delivered.",
    fix: "read the messages, which contain the error, deliver the events again, and delete the messages",
    types: ["aws_sqs_queue"],
    reads: ["sqs:GetQueueAttributes", "sqs:GetQueueUrl"],
    async find({ name }, deployed) {
      if (!deadLetterArns(deployed).has(deployed.arnOf("aws_sqs_queue", { name }))) return [];
      const queue = await queueNamed(name, deployed);
      const { ApproximateNumberOfMessages: visible = 0, ApproximateNumberOfMessagesNotVisible: read = 0 } = queue ?? {};
      const count = Number(visible) + Number(read);
      return count > 0 ? [`dead-letter queue ${name} has ${count} messages`] : [];
    },
  },
];
