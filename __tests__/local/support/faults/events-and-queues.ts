import {
  DeleteRuleCommand,
  DescribeEventBusCommand,
  DescribeRuleCommand,
  DisableRuleCommand,
  EventBridgeClient,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  PutPermissionCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
  type Target,
  UpdateEventBusCommand,
} from "@aws-sdk/client-eventbridge";
import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  PurgeQueueCommand,
  type QueueAttributeName,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { arn } from "../../../../sample-data/values";
import { changedPolicy, type FaultyAccount, openTo, type PutFault } from "./faulty-account";

/** Returns the first rule of the urgent-event bus with its targets. In a member, returns the first rule of the default bus. */
async function ruleOf(account: FaultyAccount, EventBusName: string, NamePrefix: string) {
  const client = account.client(EventBridgeClient);
  const { Rules: [listed] = [] } = await client.send(new ListRulesCommand({ EventBusName, NamePrefix }));
  const rule = await client.send(new DescribeRuleCommand({ EventBusName, Name: listed?.Name }));
  const { Targets = [] } = await client.send(new ListTargetsByRuleCommand({ EventBusName, Rule: listed?.Name }));
  const { Name, EventPattern, Description, State } = rule;
  return { client, EventBusName, Targets, rule: { Name, EventBusName, EventPattern, Description, State } };
}

const urgentRule = (account: FaultyAccount) => ruleOf(account, "acme-urgent-events", "acme-");
const forwarder = (account: FaultyAccount) => ruleOf(account, "default", "acme-urgent-event-forwarder");

const disabled: PutFault = async (account) => {
  const isManagement = account.id === account.deployment.organization.management;
  const { client, rule } = await (isManagement ? urgentRule : forwarder)(account);
  const key = { Name: rule.Name, EventBusName: rule.EventBusName };
  await client.send(new DisableRuleCommand(key));
  // If the rule were enabled again, it would not have the state that forwards management events of all services
  return () => client.send(new PutRuleCommand(rule));
};

const targetFault =
  (change: ((target: Target) => Target) | undefined): PutFault =>
  async (account) => {
    const { client, EventBusName, Targets, rule } = await forwarder(account);
    const of = { EventBusName, Rule: rule.Name };
    const put = (targets: Target[]) => client.send(new PutTargetsCommand({ ...of, Targets: targets }));
    const Ids = Targets.map(({ Id = "" }) => Id);
    if (change === undefined) await client.send(new RemoveTargetsCommand({ ...of, Ids }));
    else await put(Targets.map(change));
    return () => put(Targets);
  };

const queueFault =
  (name: QueueAttributeName, change: (value: string | undefined, queueArn: string) => string): PutFault =>
  async (account) => {
    const sqs = account.client(SQSClient);
    const QueueName = "acme-urgent-events-undelivered";
    const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
    const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [name] }));
    const put = (value: string) => sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { [name]: value } }));
    await put(change(Attributes[name], arn("sqs", account.region, account.id, QueueName)));
    return () => put(Attributes[name] ?? "");
  };

/** Faults of event rules, buses and queues. */
export const eventFaults: Readonly<Record<string, PutFault>> = {
  "an event rule is disabled": disabled,
  "an event rule of a member is disabled in us-east-1": disabled,
  "the pattern of an event rule is narrowed": async (account) => {
    const { client, rule } = await urgentRule(account);
    await client.send(new PutRuleCommand({ ...rule, EventPattern: '{"source":["nothing"]}' }));
    return () => client.send(new PutRuleCommand(rule));
  },
  "an event rule is deleted": async (account) => {
    const { client, EventBusName, Targets, rule } = await urgentRule(account);
    const of = { EventBusName, Rule: rule.Name };
    await client.send(new RemoveTargetsCommand({ ...of, Ids: Targets.map(({ Id = "" }) => Id) }));
    await client.send(new DeleteRuleCommand({ EventBusName, Name: rule.Name }));
    return async () => {
      await client.send(new PutRuleCommand(rule));
      await client.send(new PutTargetsCommand({ ...of, Targets }));
    };
  },
  "the target of an event rule is removed": targetFault(undefined),
  "an event rule sends to another bus": targetFault((target) => ({
    ...target,
    Arn: target.Arn?.replace(/[^/]+$/, "default"),
  })),
  "the target of an event rule has no dead-letter queue": targetFault((target) => ({
    ...target,
    DeadLetterConfig: undefined,
  })),
  "the event bus has no dead-letter queue": async (account) => {
    const client = account.client(EventBridgeClient);
    const name = "acme-urgent-events";
    const { Description, KmsKeyIdentifier, DeadLetterConfig } = await client.send(
      new DescribeEventBusCommand({ Name: name }),
    );
    const put = (change: object) =>
      client.send(new UpdateEventBusCommand({ Name: name, Description, KmsKeyIdentifier, ...change }));
    await put({ DeadLetterConfig: {} });
    return () => put({ DeadLetterConfig });
  },
  "a statement of the policy of the event bus is removed": async (account) => {
    const client = account.client(EventBridgeClient);
    const EventBusName = "acme-urgent-events";
    const { Policy } = await client.send(new DescribeEventBusCommand({ Name: EventBusName }));
    const put = (text: string | undefined) => client.send(new PutPermissionCommand({ EventBusName, Policy: text }));
    await put(
      changedPolicy(Policy, (statements) => statements.map((one) => ({ ...one, Sid: "Another", Condition: {} }))),
    );
    return () => put(Policy);
  },
  "a statement that allows everybody to receive is added to the policy of a dead-letter queue": queueFault(
    "Policy",
    (policy, queue) => changedPolicy(policy, (statements) => [...statements, openTo("sqs:ReceiveMessage", queue)]),
  ),
  "the retention of a dead-letter queue is shortened": queueFault("MessageRetentionPeriod", () => "60"),
  "an event is in the dead-letter queue": async (account) => {
    const sqs = account.client(SQSClient);
    const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: "acme-urgent-events-undelivered" }));
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "{}" }));
    return () => sqs.send(new PurgeQueueCommand({ QueueUrl }));
  },
};
