import { alarmPublishing, eventBusEncryption, trailPublishing } from "../../modules/publishing-grants";
import { account, arn } from "../support/values";

const trailArn = arn("cloudtrail", "eu-west-1", account(1), "trail/acme-organization-trail");

describe("publishing to an encrypted topic", () => {
  const use = { Effect: "Allow", Action: ["kms:Decrypt", "kms:GenerateDataKey*"], Resource: "*" };

  test("is allowed to alarms of the account, and to EventBridge", () => {
    expect(alarmPublishing(account(1))).toEqual([
      {
        Sid: "AllowCloudWatchAlarms",
        ...use,
        Principal: { Service: "cloudwatch.amazonaws.com" },
        Condition: { StringEquals: { "aws:SourceAccount": account(1) } },
      },
      { Sid: "AllowEventBridgeRules", ...use, Principal: { Service: "events.amazonaws.com" } },
    ]);
  });

  test("is allowed to one trail", () => {
    expect(trailPublishing(trailArn)).toEqual({
      Sid: "AllowTrailNotices",
      ...use,
      Principal: { Service: "cloudtrail.amazonaws.com" },
      Condition: { StringEquals: { "aws:SourceArn": trailArn } },
    });
  });
});

test("EventBridge may encrypt what is on one bus, and look its key up", () => {
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
