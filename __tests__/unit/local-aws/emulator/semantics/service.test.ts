import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { semanticsService } from "../../../../../local-aws/emulator/semantics/service";
import { arn, account } from "../../../../../sample-data/values";

let server: Server;
beforeAll(async () => {
  server = semanticsService().listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterAll(async () => {
  server.close();
  await once(server, "close");
});

async function ask(operation: string, facts: unknown, port = (server.address() as AddressInfo).port) {
  const body = typeof facts === "string" ? facts : JSON.stringify(facts);
  const headers = { connection: "close" };
  const response = await fetch(`http://127.0.0.1:${port}/${operation}`, { method: "POST", body, headers });
  const text = await response.text();
  return { status: response.status, answer: response.ok ? JSON.parse(text) : text };
}

const answered = (answer: unknown) => ({ status: 200, answer });

test("an accepted event pattern has the answer null, and a refused pattern has the message of AWS", async () => {
  const orWithValue = { $or: [{ a: ["x"] }, 5] };

  expect(await ask("pattern-refusal", { pattern: { a: ["x"] } })).toEqual(answered(null));
  expect(await ask("pattern-refusal", { pattern: orWithValue })).toEqual(
    answered("Only JSON object is allowed in array of $or relationship."),
  );
});

test("a target is refused with the message of AWS, and other settings of the target are ignored", async () => {
  const busArn = arn("events", "eu-west-1", account(1), "event-bus/default");
  const target = { Id: "one", Arn: busArn, RoleArn: "role", DeadLetterConfig: { Arn: "queue" } };

  expect(await ask("target-refusal", { target, busArn })).toEqual(
    answered("Source EventBus and Target EventBus must not be the same."),
  );
  expect(await ask("target-refusal", { target, busArn: `${busArn}-other` })).toEqual(answered(null));
  expect(await ask("target-refusal", { target: { ...target, InputPath: "detail" }, busArn })).toEqual(
    answered("InputPath for target one is invalid"),
  );
});

test("the policy of a bus is refused with the message of AWS", async () => {
  const busArn = arn("events", "eu-west-1", account(1), "event-bus/default");
  const policyFor = (Resource: string) =>
    JSON.stringify({ Version: "2012-10-17", Statement: { Effect: "Allow", Action: "events:PutEvents", Resource } });

  expect(await ask("bus-policy-refusal", { policy: policyFor(busArn), busArn })).toEqual(answered(null));
  expect(await ask("bus-policy-refusal", { policy: policyFor("other"), busArn })).toEqual(
    answered('is invalid for ARN "other"'),
  );
});

test("the input of a target is filled with values of the event and of the rule", async () => {
  const InputTransformer = { InputPathsMap: { id: "$.id" }, InputTemplate: '{"id":<id>,"by":<aws.events.rule-name>}' };
  const facts = { target: { InputTransformer }, event: { id: 7 }, reserved: { "aws.events.rule-name": "watch" } };

  expect(await ask("target-input", facts)).toEqual(answered({ body: '{"id":7,"by":"watch"}', isDelivered: true }));
});

describe("a trail", () => {
  const service = { Service: "cloudtrail.amazonaws.com" };
  const allow = (actions: string, resource: string) => ({
    Effect: "Allow",
    Principal: service,
    Action: actions,
    Resource: resource,
  });
  const policy = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
  const bucketArn = arn("s3", "", "", "logs");
  const topicArn = arn("sns", "eu-west-1", account(1), "notices");
  const keyArn = arn("kms", "eu-west-1", account(1), "key/owned");
  const destination = (itsArn: string, text: string) => ({ arn: itsArn, accountId: account(1), policy: text });
  const open = destination(bucketArn, policy(allow("s3:*", bucketArn), allow("s3:*", `${bucketArn}/*`)));
  const trail = {
    arn: arn("cloudtrail", "eu-west-1", account(1), "trail/watch"),
    accountId: account(1),
    region: "eu-west-1",
    organizationId: "o-abcdefghij",
    isOrganizationTrail: false,
    prefix: "",
    validatesFiles: true,
    bucket: open,
    key: null,
    topic: null,
    logs: null,
  };

  test("a trail is accepted with a bucket that allows CloudTrail to write, and refused without a policy", async () => {
    expect(await ask("trail-refusal", trail)).toEqual(answered(null));
    expect(await ask("trail-refusal", { ...trail, bucket: destination(bucketArn, "") })).toEqual(
      answered("InsufficientS3BucketPolicyException"),
    );
  });

  test.each([
    ["a source in another organization", { "aws:SourceOrgID": "o-zzzzzzzzzz" }, false],
    ["a source in the organization", { "aws:SourceOrgID": "o-abcdefghij" }, true],
    ["another trail as the source", { "aws:SourceArn": `${trail.arn}-other` }, false],
    ["an assumed role as the principal", { "aws:PrincipalType": "AssumedRole" }, true],
  ])("a trail of a bucket policy for %s has the answer of AWS", async (_what, StringEquals, accepted) => {
    const statement = { ...allow("s3:*", "*"), Condition: { StringEquals } };
    const { answer } = await ask("trail-refusal", { ...trail, bucket: destination(bucketArn, policy(statement)) });

    expect(answer).toBe(accepted ? null : "InsufficientS3BucketPolicyException");
  });

  test.each([
    ["without a policy", "", "", "InsufficientSnsTopicPolicyException"],
    [
      "whose key does not allow CloudTrail to decrypt",
      "sns:Publish",
      "kms:GenerateDataKey",
      "InsufficientSnsTopicPolicyException",
    ],
    ["whose key allows CloudTrail to encrypt and decrypt", "sns:Publish", "kms:*", null],
  ])("a trail with an encrypted topic %s has the answer of AWS", async (_what, topicAction, keyAction, answer) => {
    const topic = {
      ...destination(topicArn, topicAction && policy(allow(topicAction, topicArn))),
      key: destination(keyArn, keyAction && policy(allow(keyAction, "*"))),
    };

    expect(await ask("trail-refusal", { ...trail, topic })).toEqual(answered(answer));
  });

  test("a trail with a key that has no policy for CloudTrail is refused", async () => {
    expect(
      await ask("trail-refusal", { ...trail, key: destination(keyArn, policy(allow("kms:Decrypt", "*"))) }),
    ).toEqual(answered("InsufficientEncryptionPolicyException"));
  });

  test("a trail with a log group needs a role that exists, and a group that the role may write to", async () => {
    const role = {
      arn: arn("iam", "", account(1), "role/writes"),
      trust: policy({ Effect: "Allow", Principal: service, Action: "sts:AssumeRole" }),
      policies: [policy({ Effect: "Allow", Action: "logs:*", Resource: "*" })],
    };
    const groupArn = arn("logs", "eu-west-1", account(1), "log-group:trail");

    expect(await ask("trail-refusal", { ...trail, logs: { groupArn, role } })).toEqual(answered(null));
    expect(await ask("trail-refusal", { ...trail, logs: { groupArn, role: null } })).toEqual(
      answered("InvalidCloudWatchLogsRoleArnException"),
    );
    expect(await ask("trail-refusal", { ...trail, logs: { groupArn: null, role } })).toEqual(
      answered("InvalidCloudWatchLogsLogGroupArnException"),
    );
    expect(await ask("trail-refusal", { ...trail, logs: { groupArn, role: { ...role, policies: [] } } })).toEqual(
      answered("InvalidCloudWatchLogsLogGroupArnException"),
    );
  });
});

test("a subscription is refused without its stream, without its role and without the permission", async () => {
  const streamArn = arn("firehose", "eu-west-1", account(1), "deliverystream/logs");
  const statement = (more: object) =>
    JSON.stringify({ Version: "2012-10-17", Statement: { Effect: "Allow", ...more } });
  const role = {
    arn: arn("iam", "", account(1), "role/writes"),
    trust: statement({ Principal: { Service: "logs.amazonaws.com" }, Action: "sts:AssumeRole" }),
    policies: [statement({ Action: "firehose:PutRecord", Resource: streamArn })],
  };
  const sourceArn = arn("logs", "eu-west-1", account(1), "log-group:a:*");
  const facts = { accountId: account(1), sourceArn, streamArn, isStreamThere: true, role };
  const answerOf = async (change: object) => (await ask("subscription-refusal", { ...facts, ...change })).answer;

  expect(await answerOf({})).toBeNull();
  expect(await answerOf({ isStreamThere: false })).toContain("Check if the given Firehose stream is in ACTIVE state.");
  expect(await answerOf({ role: null })).toContain("Check if the given Firehose stream is in ACTIVE state.");
  expect(await answerOf({ role: { ...role, policies: [] } })).toContain(
    `${role.arn} is not authorized to perform: firehose:PutRecord on resource: ${streamArn}`,
  );
});

test.each([
  ["an unknown operation", "constructor", {}, "unknown operation constructor; use one of pattern-refusal"],
  ["a missing fact", "pattern-refusal", {}, "pattern"],
  ["facts that are not JSON", "pattern-refusal", "{", "JSON"],
])("%s is an error with its reason", async (_what, operation, facts, message) => {
  const written = jest.spyOn(console, "error").mockImplementation(() => {});
  const { status, answer } = await ask(operation, facts);

  expect(status).toBe(400);
  expect(answer).toContain(message);
  expect(written).toHaveBeenCalledTimes(1);
});

test("the program answers on the port that it prints, and ends when its standard input ends", async () => {
  const file = "local-aws/emulator/semantics/service.ts";
  const program: ChildProcess = spawn(process.execPath, ["--import", "tsx", file], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const [printed] = await once(program.stdout ?? program, "data");

  expect(await ask("pattern-refusal", { pattern: { a: ["x"] } }, Number(String(printed)))).toEqual(answered(null));

  program.stdin?.end();

  expect(await once(program, "exit")).toEqual([0, null]);
});
