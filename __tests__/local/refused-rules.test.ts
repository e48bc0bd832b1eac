import { admissionFacts } from "../contracts/recorded/eventbridge/pattern-admission";
import { busPolicies, busTargets, sourceBus } from "../contracts/recorded/eventbridge/buses";
import { inputFacts, probe, rule } from "../contracts/recorded/eventbridge/inputs";
import { rulesToQueues, typeOfEventBridge } from "../contracts/recorded/service-requests/queues";
import { owner, region, rule as ownRule } from "../contracts/recorded/service-requests/service-fact";
import { patternRefusal } from "../../aws-semantics/event-pattern/pattern-refusal";
import { Dice } from "../support/dice";
import { randomEventPattern } from "../support/random-event-pattern";
import { BareAccount } from "./support/bare-account";
import { bareSession } from "./support/local-aws";

/**
 * The emulator responds as EventBridge is recorded to respond. Without its extensions, it accepts every complexity, delivers
 * strings that are not JSON, and evaluates no queue policy.
 */

let account: BareAccount;

/** The bus of the recordings, and the names of its rules. */
const [, bus = "", nameOfInputs = ""] = rule.arn.split("/");
const [, , nameOfQueues = ""] = ownRule.split("/");
const everybody = { Effect: "Allow", Principal: "*" };

beforeAll(async () => {
  await bareSession.start();
  account = new BareAccount(bareSession.emulator.address, owner, region);
  await account.ask("events", "CreateEventBus", { Name: bus });
  for (const Name of [nameOfInputs, nameOfQueues]) {
    await account.ask("events", "PutRule", { Name, EventBusName: bus, EventPattern: `{"source":["${Name}"]}` });
  }
  for (const queue of ["target", "undelivered"]) {
    await account.ask("sqs", "CreateQueue", { QueueName: queue });
    await setQueuePolicy(queue, [everybody]);
  }
});

afterAll(() => bareSession.stop());

const urlOf = (queue: string) => `${account.address.endpoint}/${owner}/${queue}`;

function setQueuePolicy(queue: string, statements: readonly object[]) {
  const Resource = account.arn("sqs", queue);
  const Statement = statements.map((statement) =>
    Object.assign({ Action: "sqs:SendMessage" }, statement, { Resource }),
  );
  const Policy = JSON.stringify({ Version: "2012-10-17", Statement });
  return account.ask("sqs", "SetQueueAttributes", { QueueUrl: urlOf(queue), Attributes: { Policy } });
}

interface Message {
  readonly Body: string;
  readonly MessageAttributes?: Readonly<Record<string, { readonly StringValue: string }>>;
}

/** Receives the messages of a queue. */
async function taken(queue: string): Promise<Message[]> {
  const QueueUrl = urlOf(queue);
  const requested = { QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ["All"] };
  const { Messages } = await account.ask("sqs", "ReceiveMessage", requested);
  await account.ask("sqs", "PurgeQueue", { QueueUrl });
  return (Messages ?? []) as Message[];
}

/** Sets the one target of a rule, and sends the event of the recordings. */
async function deliver(name: string, input: object): Promise<void> {
  const DeadLetterConfig = { Arn: account.arn("sqs", "undelivered") };
  const Targets = [{ Id: "target", Arn: account.arn("sqs", "target"), DeadLetterConfig, ...input }];
  await account.ask("events", "PutTargets", { Rule: name, EventBusName: bus, Targets });
  const Entries = [{ Source: name, DetailType: "probe", EventBusName: bus, Detail: JSON.stringify(probe) }];
  await account.ask("events", "PutEvents", { Entries });
}

const codeOf = ({ MessageAttributes }: Message) => MessageAttributes?.["ERROR_CODE"]?.StringValue;

/** Returns the result: a delivered message, a message in the dead-letter queue, or a refusal. */
async function outcomeOf(name: string, input: object) {
  const refused = await deliver(name, input).then(() => undefined, String);
  return {
    refused,
    delivered: (await taken("target")).map(({ Body }) => Body),
    deadLettered: (await taken("undelivered")).map((message) => [message.Body, codeOf(message)]),
  };
}

describe("an event pattern", () => {
  test.each(admissionFacts.rows)("an event pattern with $what is $expected", async ({ input, expected }) => {
    const requested = account.ask("events", "PutRule", { Name: "complex", EventPattern: JSON.stringify(input) });
    const answer = await requested.then(() => "accepted", String);

    expect(answer).toContain(expected);
  });
});

test("a random event pattern is accepted or refused as this project computes", async () => {
  const dice = new Dice(20261125);
  const random = Array.from({ length: 500 }, () => randomEventPattern(dice));
  const isRefused = (pattern: string) => patternRefusal(JSON.parse(pattern)) !== undefined;
  const patterns = [true, false].flatMap((refused) => random.filter((one) => isRefused(one) === refused).slice(0, 15));
  const answers = await Promise.all(
    patterns.map((EventPattern, i) =>
      account.ask("events", "PutRule", { Name: `random-${i}`, EventPattern }).then(() => undefined, String),
    ),
  );
  const refusals = patterns.map((pattern) => patternRefusal(JSON.parse(pattern)));

  expect(refusals.filter((refusal) => refusal === undefined)).toHaveLength(15);
  expect(refusals.filter((refusal) => refusal !== undefined).length).toBeGreaterThan(5);
  expect(answers).toEqual(
    refusals.map((refusal) => (refusal === undefined ? undefined : expect.stringContaining(refusal))),
  );
});

test.each(inputFacts.rows)(
  "the input of a target is handled as recorded from AWS: $what",
  async ({ input, expected }) => {
    await setQueuePolicy("target", [everybody]);

    expect(await outcomeOf(nameOfInputs, input)).toEqual({
      refused: "refused" in expected ? expect.stringContaining(expected.refused) : undefined,
      delivered: "delivered" in expected ? [expected.delivered] : [],
      deadLettered: "invalid" in expected ? [[expected.invalid, "INVALID_JSON"]] : [],
    });
  },
);

test.each(busTargets.rows)(
  "a bus as the target of a rule is accepted or refused as recorded from AWS: $what",
  async ({ target, refused }) => {
    const [, EventBusName = ""] = sourceBus.split("event-bus/");
    await account.ask("events", "CreateEventBus", { Name: EventBusName }).catch(() => undefined);
    await account.ask("events", "PutRule", { Name: "forwards", EventBusName, EventPattern: '{"source":["x"]}' });
    const Targets = [{ Id: "bus", ...target }];
    const requested = account.ask("events", "PutTargets", { Rule: "forwards", EventBusName, Targets });

    expect(await requested.then(() => undefined, String)).toEqual(
      refused === undefined ? undefined : expect.stringContaining(refused),
    );
  },
);

test.each([...rulesToQueues.rows, ...typeOfEventBridge.rows])(
  "the queue policy allows a message with $what: $allowed",
  async ({ statements, allowed }) => {
    await setQueuePolicy("target", statements);
    const { delivered, deadLettered } = await outcomeOf(nameOfQueues, {});

    expect(delivered).toHaveLength(allowed ? 1 : 0);
    expect(deadLettered.map(([, code]) => code)).toEqual(allowed ? [] : ["NO_PERMISSIONS"]);
  },
);

test.each(busPolicies.rows)(
  "the policy of a bus is accepted or refused as recorded from AWS: $what",
  async ({ statement, refused }) => {
    const [, EventBusName = ""] = sourceBus.split("event-bus/");
    await account.ask("events", "CreateEventBus", { Name: EventBusName }).catch(() => undefined);
    const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
    const requested = account.ask("events", "PutPermission", { EventBusName, Policy });

    expect(await requested.then(() => undefined, String)).toEqual(
      refused === undefined ? undefined : expect.stringContaining(refused),
    );
  },
);
