import { CloudWatchClient, PutMetricAlarmCommand, SetAlarmStateCommand } from "@aws-sdk/client-cloudwatch";
import { clientConfig, rootUserCredentials } from "../../local-aws/clients";
import { trailAccount, trailRegion } from "../contracts/recorded/trail-destinations/trail-statements";
import { arn } from "../../sample-data/values";
import { BareAccount } from "./support/bare-account";
import { bareSession } from "./support/local-aws";

/** The policies of a topic and its key decide which service may publish. Without its extensions, the emulator accepts every message. */

let account: BareAccount;

beforeAll(async () => {
  await bareSession.start();
  account = new BareAccount(bareSession.emulator.address, trailAccount, trailRegion);
});

afterAll(() => bareSession.stop());

/** The statement of a key policy that a service requires to publish to an encrypted topic. */
const useOfKey = (service: string, topic: string) => ({
  Effect: "Allow",
  Principal: { Service: service },
  Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
  Resource: "*",
  Condition: {
    StringEquals: { "kms:EncryptionContext:aws:sns:topicArn": arn("sns", trailRegion, trailAccount, topic) },
  },
});

/** A topic to which a service may publish, with a key and a subscribed queue. */
async function createTopic(topic: string, service: string, ...statements: readonly object[]): Promise<string> {
  const [TopicArn, Endpoint] = [account.arn("sns", topic), account.arn("sqs", topic)];
  const Version = "2010-03-31";
  const Statement = { Effect: "Allow", Principal: "*", Action: "sqs:SendMessage", Resource: Endpoint };
  const Policy = JSON.stringify({ Version: "2012-10-17", Statement });
  await account.ask("sqs", "CreateQueue", { QueueName: topic, Attributes: { Policy } });
  await account.form("sns", { Action: "CreateTopic", Version, Name: topic });
  await account.setTopicPolicy(topic, service);
  await account.setTopicAttribute(topic, "KmsMasterKeyId", await account.createKey(...statements));
  await account.form("sns", { Action: "Subscribe", Version, TopicArn, Protocol: "sqs", Endpoint });
  return TopicArn;
}

async function received(topic: string): Promise<number> {
  const QueueUrl = `${account.address.endpoint}/${trailAccount}/${topic}`;
  const { Messages } = await account.ask("sqs", "ReceiveMessage", { QueueUrl, MaxNumberOfMessages: 10 });
  return ((Messages ?? []) as unknown[]).length;
}

describe("an alarm", () => {
  const service = "cloudwatch.amazonaws.com";

  async function goesOff(AlarmName: string, topicArn: string): Promise<void> {
    const cloudwatch = new CloudWatchClient(
      clientConfig(account.address, trailRegion, rootUserCredentials(trailAccount)),
    );
    await cloudwatch.send(
      new PutMetricAlarmCommand({
        AlarmName,
        AlarmActions: [topicArn],
        Namespace: "owned",
        MetricName: "owned",
        Statistic: "Sum",
        Period: 300,
        EvaluationPeriods: 1,
        Threshold: 1,
        ComparisonOperator: "GreaterThanThreshold",
      }),
    );
    for (const StateValue of ["OK", "ALARM"] as const) {
      await cloudwatch.send(new SetAlarmStateCommand({ AlarmName, StateReason: "test", StateValue }));
    }
  }

  test.each([
    ["alarm-no-grant", [], 0],
    ["alarm-other-topic", [useOfKey(service, "another")], 0],
    ["alarm-other-service", [useOfKey("events.amazonaws.com", "alarm-other-service")], 0],
    ["alarm-granted", [useOfKey(service, "alarm-granted")], 1],
  ])("publishes to the topic %s only if the key policy allows CloudWatch", async (topic, statements, times) => {
    await goesOff(topic, await createTopic(topic, service, ...statements));

    expect(await received(topic)).toBe(times);
  });

  test("does not publish to a topic whose policy allows another service", async () => {
    const topic = "alarm-other-publisher";
    await goesOff(topic, await createTopic(topic, "events.amazonaws.com", useOfKey(service, topic)));

    expect(await received(topic)).toBe(0);
  });
});

test.each([
  ["rule-no-grant", [], 0],
  ["rule-granted", [useOfKey("events.amazonaws.com", "rule-granted")], 1],
])("a rule publishes to the topic %s only if the key policy allows EventBridge", async (topic, statements, times) => {
  const Arn = await createTopic(topic, "events.amazonaws.com", ...statements);
  await account.ask("events", "PutRule", { Name: topic, EventPattern: JSON.stringify({ source: [topic] }) });
  await account.ask("events", "PutTargets", { Rule: topic, Targets: [{ Id: "topic", Arn }] });
  await account.ask("events", "PutEvents", { Entries: [{ Source: topic, DetailType: "test", Detail: "{}" }] });

  expect(await received(topic)).toBe(times);
});
