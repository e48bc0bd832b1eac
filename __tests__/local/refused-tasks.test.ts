import { setTimeout as sleep } from "node:timers/promises";
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  SFNClient,
  StartExecutionCommand,
} from "@aws-sdk/client-sfn";
import { clientConfig, rootUserCredentials } from "../../local-aws/clients";
import { account, arn } from "../../sample-data/values";
import { BareAccount } from "./support/bare-account";
import { bareSession } from "./support/local-aws";

/** A task has the permissions of its state machine's role. Without its extension, the emulator evaluates no policy. */

const region = "eu-west-1";
let own: BareAccount;
let other: BareAccount;
let machines: SFNClient;

beforeAll(async () => {
  await bareSession.start();
  const { address } = bareSession.emulator;
  own = new BareAccount(address, account(2), region);
  other = new BareAccount(address, account(1), region);
  machines = new SFNClient(clientConfig(address, region, rootUserCredentials(own.id)));
});

afterAll(() => bareSession.stop());

/** Runs a state machine that publishes to a topic. */
async function publishes(name: string, TopicArn: string, actions: readonly string[]) {
  const roleArn = await own.createRole(name, "states.amazonaws.com");
  await own.allow(name, actions, "*");
  const Notify = {
    Type: "Task",
    Resource: arn("states", "", "", "sns:publish"),
    Arguments: { TopicArn, Message: "found" },
    End: true,
  };
  const definition = JSON.stringify({ QueryLanguage: "JSONata", StartAt: "Notify", States: { Notify } });
  const { stateMachineArn } = await machines.send(new CreateStateMachineCommand({ name, roleArn, definition }));
  const { executionArn } = await machines.send(new StartExecutionCommand({ stateMachineArn }));
  for (;;) {
    const { status, error } = await machines.send(new DescribeExecutionCommand({ executionArn }));
    if (status !== "RUNNING") return { status, error };
    await sleep(100);
  }
}

/** An encrypted topic, whose policy and key allow an account the given actions. */
async function createTopic(owner: BareAccount, topic: string, publisher: string, useOfKey: readonly string[]) {
  const Principal = { AWS: arn("iam", "", publisher, "root") };
  const Resource = owner.arn("sns", topic);
  const Statement = { Effect: "Allow", Principal, Action: "sns:Publish", Resource };
  await owner.form("sns", { Action: "CreateTopic", Version: "2010-03-31", Name: topic });
  await owner.setTopicAttribute(topic, "Policy", JSON.stringify({ Version: "2012-10-17", Statement }));
  const key = await owner.createKey(
    ...(useOfKey.length === 0 ? [] : [{ Effect: "Allow", Principal, Action: useOfKey, Resource: "*" }]),
  );
  await owner.setTopicAttribute(topic, "KmsMasterKeyId", key);
  return Resource;
}

const ofKey = ["kms:Decrypt", "kms:GenerateDataKey"];
const succeeds = { status: "SUCCEEDED", error: undefined };
const isRefused = { status: "FAILED", error: "States.Permissions" };

test.each([
  ["all-of-it", ["sns:Publish", ...ofKey], succeeds],
  ["no-topic", ofKey, isRefused],
  ["no-data-key", ["sns:Publish", "kms:Decrypt"], isRefused],
  ["no-decryption", ["sns:Publish", "kms:GenerateDataKey"], isRefused],
])("the permissions %s decide whether a role publishes to a topic of its account", async (name, actions, expected) => {
  const topic = await createTopic(own, name, own.id, []);

  expect(await publishes(name, topic, actions)).toEqual(expected);
});

test.each([
  ["other-all", () => own.id, ofKey, succeeds],
  ["other-no-grant", () => other.id, ofKey, isRefused],
  ["other-no-key", () => own.id, [], isRefused],
])(
  "the topic %s of another account and its key must also allow the role",
  async (name, publisher, useOfKey, expected) => {
    const topic = await createTopic(other, name, publisher(), useOfKey);

    expect(await publishes(name, topic, ["sns:Publish", ...ofKey])).toEqual(expected);
  },
);
