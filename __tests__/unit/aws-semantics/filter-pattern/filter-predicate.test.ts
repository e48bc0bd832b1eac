import { cisDetections } from "../../../../detections/catalog/cis";
import { parseFilterPattern } from "../../../../aws-semantics/filter-pattern/filter-pattern";
import { compileFilterPattern, matches } from "../../../../aws-semantics/filter-pattern/filter-predicate";
import { Dice } from "../../../support/dice";
import { randomPattern } from "../../../support/random-pattern";
import { account, arn } from "../../../../sample-data/values";

const userEvent = {
  user: { id: 1, email: "John.Stiles@example.com" },
  users: [
    { id: 2, email: "John.Doe@example.com" },
    { id: 3, email: "Jane.Doe@example.com" },
  ],
  actions: ["GET", "PUT", "DELETE"],
  coordinates: [
    [0, 1, 2],
    [4, 5, 6],
    [7, 8, 9],
  ],
};
const trailEvent = {
  eventType: "UpdateTrail",
  sourceIPAddress: "111.111.111.111",
  arrayKey: ["value", "another value"],
  objectList: [
    { name: "a", id: 1 },
    { name: "b", id: 2 },
  ],
  SomeObject: null,
  "cluster.name": "c",
};

describe("the examples of the AWS user guide", () => {
  test.each<[string, unknown, boolean]>([
    ['{ ($.user.id = 1) && ($.users[0].email = "John.Doe@example.com") }', userEvent, true],
    [
      '{ $.user.email = "John.Stiles@example.com" || $.coordinates[0][1] = "nonmatch" && $.actions[2] = "nonmatch" }',
      userEvent,
      true,
    ],
    [
      '{ ($.user.email = "John.Stiles@example.com" || $.coordinates[0][1] = "nonmatch") && $.actions[2] = "nonmatch" }',
      userEvent,
      false,
    ],
    ['{ ($.user.id = 2 && $.users[0].email = "nonmatch") || $.actions[2] = "GET" }', userEvent, false],
    ['{ $.eventType = "UpdateTrail" }', trailEvent, true],
    ["{ $.sourceIPAddress != 123.123.* }", trailEvent, true],
    ['{ $.arrayKey[0] = "value" }', trailEvent, true],
    ["{ $.objectList[1].id = 2 }", trailEvent, true],
    ["{ $.eventType = %Trail% }", trailEvent, true],
    ["{ $.arrayKey[*] = %val.{2}% }", trailEvent, true],
    ["{ $.* = %111\\.111\\.111\\.1[0-9]{1,2}% }", trailEvent, true],
    ["{ $.['cluster.name'] = \"c\" }", trailEvent, true],
    ["{ $.SomeObject IS NULL }", trailEvent, true],
    ["{ $.SomeOtherObject NOT EXISTS }", trailEvent, true],
  ])("%s matches its event as documented", (text, event, isMatch) => {
    const pattern = parseFilterPattern(text);

    expect(matches(pattern, event)).toBe(isMatch);
  });
});

const cloudTrailEvent = {
  eventVersion: "1.11",
  userIdentity: {
    type: "Root",
    principalId: account(1),
    arn: arn("iam", "", account(1), "root"),
    accountId: account(1),
    sessionContext: { attributes: { mfaAuthenticated: "true" } },
  },
  eventTime: "2026-03-01T10:00:00Z",
  eventSource: "kms.amazonaws.com",
  eventName: "DisableKey",
  awsRegion: "eu-west-1",
  sourceIPAddress: "192.0.2.10",
  requestParameters: { keyId: "abcd" },
  responseElements: null,
  readOnly: false,
  resources: [{ accountId: account(2), type: "AWS::KMS::Key" }],
  eventType: "AwsApiCall",
  recipientAccountId: account(2),
};

describe("an event of CloudTrail", () => {
  test("raises exactly the expected detections", () => {
    const line = JSON.stringify(cloudTrailEvent);
    const raised = cisDetections.filter(({ pattern }) => matches(parseFilterPattern(pattern), JSON.parse(line)));

    expect(raised.map(({ id }) => id)).toEqual(["root-use", "key-disabled-or-deleted"]);
  });

  test.each<[string, Record<string, unknown>]>([
    ["unauthorized-api-calls", { errorCode: "Client.UnauthorizedOperation" }],
    ["unauthorized-api-calls", { errorCode: "AccessDeniedException" }],
    [
      "console-sign-in-without-mfa",
      {
        eventName: "ConsoleLogin",
        additionalEventData: { MFAUsed: "No" },
        userIdentity: { type: "IAMUser" },
        responseElements: { ConsoleLogin: "Success" },
      },
    ],
    ["root-use", { userIdentity: { type: "Root" }, eventType: "AwsConsoleSignIn" }],
    ["iam-policy-changes", { eventSource: "iam.amazonaws.com", eventName: "DetachGroupPolicy" }],
    ["trail-changes", { eventName: "StopLogging" }],
    ["console-sign-in-failures", { eventName: "ConsoleLogin", errorMessage: "Failed authentication" }],
    ["key-disabled-or-deleted", { eventSource: "kms.amazonaws.com", eventName: "ScheduleKeyDeletion" }],
    ["bucket-policy-changes", { eventSource: "s3.amazonaws.com", eventName: "DeleteBucketReplication" }],
    ["config-changes", { eventSource: "config.amazonaws.com", eventName: "StopConfigurationRecorder" }],
    ["security-group-changes", { eventName: "RevokeSecurityGroupEgress" }],
    ["network-acl-changes", { eventName: "ReplaceNetworkAclAssociation" }],
    ["network-gateway-changes", { eventName: "AttachInternetGateway" }],
    ["route-table-changes", { eventSource: "ec2.amazonaws.com", eventName: "CreateRoute" }],
    ["vpc-changes", { eventName: "EnableVpcClassicLink" }],
    ["organization-changes", { eventSource: "organizations.amazonaws.com", eventName: "MoveAccount" }],
  ])("raises only %s for %j", (id, event) => {
    const raised = cisDetections.filter(({ pattern }) => matches(parseFilterPattern(pattern), event));

    expect(raised.map((detection) => detection.id)).toEqual([id]);
  });

  test.each<[string, Record<string, unknown>]>([
    [
      "is an event of the root user on behalf of a service",
      { userIdentity: { type: "Root", invokedBy: "AWS Internal" } },
    ],
    ["is an event of the root user by a service", { userIdentity: { type: "Root" }, eventType: "AwsServiceEvent" }],
    ["is an event of the root user without an event type", { userIdentity: { type: "Root" } }],
    ["is a sign-in without information about MFA", { eventName: "ConsoleLogin", userIdentity: { type: "IAMUser" } }],
    ["has the name of another service", { eventSource: "ec2.amazonaws.com", eventName: "CreatePolicy" }],
    ["is written in another case", { eventName: "stoplogging" }],
  ])("raises no detection when it %s", (_, event) => {
    expect(cisDetections.filter(({ pattern }) => matches(parseFilterPattern(pattern), event))).toEqual([]);
  });

  test("an event of CloudTrail is matched by its account, which is a string, also in the envelope of EventBridge", () => {
    expect(matches(parseFilterPattern(`{ $.recipientAccountId = ${account(2)} }`), cloudTrailEvent)).toBe(true);
    expect(matches(parseFilterPattern(`{ $.recipientAccountId = "${account(2)}" }`), cloudTrailEvent)).toBe(true);
    expect(matches(parseFilterPattern(`{ $.resources[*].accountId = ${account(1)} }`), cloudTrailEvent)).toBe(false);
    expect(matches(parseFilterPattern("{ $.readOnly IS FALSE }"), cloudTrailEvent)).toBe(true);
    expect(matches(parseFilterPattern("{ $.detail.eventName = DisableKey }"), { detail: cloudTrailEvent })).toBe(true);
  });
});

describe("a log event", () => {
  test.each<[string, unknown, boolean]>([
    ["ERROR", "an ERROR", true],
    ["ERROR", '{"level":"ERROR"}', true],
    ["", "", true],
    ["ERROR", { level: "ERROR" }, false],
    ["-ERROR", { level: "INFO" }, false],
    ["", null, false],
    ["ERROR", ["ERROR"], false],
    ["", 1, false],
    ["{ $.v = 1 }", '{"v":1}', false],
    ["{ $.v NOT EXISTS }", "text", false],
    ["{ $.v = 1 }", { v: 1 }, true],
  ])("a log event with %s: %j returns %o", (text, event, isMatch) => {
    const pattern = parseFilterPattern(text);

    expect(matches(pattern, event)).toBe(isMatch);
    expect(compileFilterPattern(pattern)(event)).toBe(isMatch);
  });

  test("a log event is evaluated with the given pattern, after another pattern", () => {
    const [one, two] = [parseFilterPattern("{ $.v = 1 }"), parseFilterPattern("{ $.v = 2 }")];
    const answers = [one, two, one].map((pattern) => matches(pattern, { v: 1 }));

    expect(answers).toEqual([true, false, true]);
  });

  test("returns the same result twice, also for regular expressions", () => {
    const test = compileFilterPattern(parseFilterPattern("%a+b%"));

    expect([test("xaab"), test("xaab"), test("ba"), test("xaab")]).toEqual([true, true, false, true]);
  });
});

describe("in 2,000 random cases", () => {
  test("no JSON value causes an error", () => {
    const dice = new Dice(5);
    const answers = new Set<boolean>();
    for (let round = 0; round < 2_000; round++) {
      const pattern = randomPattern(dice);
      const value = randomJson(dice, 4);
      answers.add(matches(pattern, pattern.kind === "json" ? value : JSON.stringify(value)));
      expect(typeof matches(pattern, value)).toBe("boolean");
    }

    expect(answers).toEqual(new Set([true, false]));
  });

  test("no deeply nested value causes an error", () => {
    const depth = 5_000;
    const deep = JSON.parse(`${'{"a":['.repeat(depth)}null${"]}".repeat(depth)}`);
    const dice = new Dice(6);
    const patterns = Array.from({ length: 500 }, () => randomPattern(dice));

    expect(patterns.every((pattern) => typeof matches(pattern, deep) === "boolean")).toBe(true);
  });
});

function randomJson(dice: Dice, depth: number): unknown {
  const kinds = depth === 0 ? (["scalar"] as const) : (["scalar", "object", "object", "array"] as const);
  const kind = dice.pick(kinds);
  if (kind === "array") return dice.list(0, 3, () => randomJson(dice, depth - 1));
  if (kind === "scalar") return dice.pick([null, true, false, 0, 1, -1, 1.5, 1e300, "", "a", "1", "null", "é", "a b"]);
  const keys = dice.list(0, 4, () => dice.pick(["a", "eventName", "0", "a.b", "", "__proto__", "constructor", "b"]));
  const entries = keys.map((key) => `${JSON.stringify(key)}:${JSON.stringify(randomJson(dice, depth - 1))}`);
  return JSON.parse(`{${entries.join(",")}}`);
}
