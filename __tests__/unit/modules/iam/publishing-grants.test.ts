import {
  alarmPublishing,
  eventBusEncryption,
  machineLogDelivery,
  topicPublishing,
  trailPublishing,
} from "../../../../modules/iam/publishing-grants";
import { account, arn, partition } from "../../../../sample-data/values";

const trailArn = arn("cloudtrail", "eu-west-1", account(1), "trail/acme-organization-trail");

describe("publishing to an encrypted topic", () => {
  const use = { Effect: "Allow", Action: ["kms:Decrypt", "kms:GenerateDataKey*"], Resource: "*" };

  test.each([[[1]], [[1, 2]]])(
    "publishing to an encrypted topic is allowed only to EventBridge and to alarms of the accounts %j",
    (digits) => {
      expect(alarmPublishing(...digits.map(account))).toEqual([
        {
          Sid: "AllowCloudWatchAlarms",
          ...use,
          Principal: { Service: "cloudwatch.amazonaws.com" },
          Condition: { StringEquals: { "aws:SourceAccount": digits.map(account) } },
        },
        { Sid: "AllowEventBridgeRules", ...use, Principal: { Service: "events.amazonaws.com" } },
      ]);
    },
  );

  test("publishing to an encrypted topic is allowed to a single trail", () => {
    expect(trailPublishing(trailArn)).toEqual({
      Sid: "AllowTrailNotices",
      ...use,
      Principal: { Service: "cloudtrail.amazonaws.com" },
      Condition: { StringEquals: { "aws:SourceArn": trailArn } },
    });
  });

  test("publishing to an encrypted topic is allowed to a role for one topic", () => {
    const topicArn = arn("sns", "eu-west-1", account(1), "acme-audit-notify");
    const keyArn = arn("kms", "eu-west-1", account(1), "key/abcd");

    expect(topicPublishing(topicArn, keyArn)).toEqual([
      { Sid: "PublishMessage", Effect: "Allow", Action: ["sns:Publish"], Resource: topicArn },
      {
        Sid: "EncryptMessage",
        Effect: "Allow",
        Action: ["kms:Decrypt", "kms:GenerateDataKey"],
        Resource: keyArn,
        Condition: { StringEquals: { "kms:EncryptionContext:aws:sns:topicArn": topicArn } },
      },
    ]);
  });
});

test("log delivery may decrypt data of the state machines of one account and region", () => {
  expect(machineLogDelivery(partition, "eu-west-1", account(1))).toEqual({
    Sid: "AllowStateMachineLogs",
    Effect: "Allow",
    Action: "kms:Decrypt*",
    Resource: "*",
    Principal: { Service: "delivery.logs.amazonaws.com" },
    Condition: { StringEquals: { "kms:EncryptionContext:SourceArn": arn("logs", "eu-west-1", account(1), "*") } },
  });
});

test("EventBridge may encrypt the rules and events of one event bus, and describe its key", () => {
  const busArn = arn("events", "eu-west-1", account(1), "event-bus/acme-urgent-events");
  const events = { Effect: "Allow", Principal: { Service: "events.amazonaws.com" }, Resource: "*" };

  expect(eventBusEncryption(busArn, account(1))).toEqual([
    { Sid: "AllowEventBridgeDescribeKey", ...events, Action: "kms:DescribeKey" },
    {
      Sid: "AllowEventBridgeEncryptBus",
      ...events,
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Condition: {
        StringEquals: {
          "aws:SourceAccount": account(1),
          "aws:SourceArn": busArn,
          "kms:EncryptionContext:aws:events:event-bus:arn": busArn,
        },
      },
    },
  ]);
});
