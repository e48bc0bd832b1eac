import { type Attributes, blocks } from "../columns/attributes";
import { limitedTo, resourcePolicy, setting, unreviewed } from "../columns/values";
import type { LogDestination, TerraformType } from "../columns/terraform-type";

/** Location of the tables that a scheduled Spark job writes. */
function warehouse({ target }: Attributes): LogDestination[] {
  return blocks(target).flatMap(({ input = "" }) =>
    Array.from(input.matchAll(/\.warehouse=(s3:\/\/[^\s"]+)/g), ([, location]): LogDestination => [location]),
  );
}

export const eventbridgeTypes = {
  aws_cloudwatch_event_bus: {
    identity: ["name"],
    arn: "arn:{partition}:events:{region}:{account}:event-bus/{name}",
    linkedRole: "none",
    uniqueName: { onTaken: "fails", check: "lookup", noun: "event bus" },
    reads: ["events:DescribeEventBus", "events:ListTagsForResource"],
    contentReads: "none",
    writes: limitedTo(
      "its ARN",
      "events:CreateEventBus",
      "events:DeleteEventBus",
      "events:TagResource",
      "events:UntagResource",
      "events:UpdateEventBus",
    ),
    callerAtKey: {
      arguments: ["kms_key_identifier"],
      calls: {
        create: ["kms:GenerateDataKeyWithoutPlaintext"],
        update: "undecided",
        read: "undecided",
        source: "stackd, recorded: testdata/aws/eventbridge/bus_kms_control.json",
        isPrinted: false,
      },
    },
    takeDown: "destroys",
    review: unreviewed,
    verify: "guarantees",
    logs: "none",
  },
  aws_cloudwatch_event_bus_policy: {
    identity: ["event_bus_name"],
    ...setting,
    reads: ["events:DescribeEventBus"],
    contentReads: "none",
    writes: limitedTo(
      ["arn:{partition}:events:{region}:{account}:event-bus/{event_bus_name}"],
      "events:PutPermission",
      "events:RemovePermission",
    ),
    callerAtKey: "no key",
    takeDown: "destroys",
    review: {
      joinsMoves: true,
      settingOf: { type: "aws_cloudwatch_event_bus", attribute: "event_bus_name" },
      isGuarded: false,
      policies: [resourcePolicy("policy", "events")],
      showsSettings: false,
    },
    verify: "guarantees",
    logs: "none",
  },
  aws_cloudwatch_event_rule: {
    identity: ["event_bus_name", "name"],
    arn: "arn:{partition}:events:{region}:{account}:rule/[{event_bus_name}/]{name}",
    linkedRole: "none",
    uniqueName: { onTaken: "overwrites", check: "event-rule-exists" },
    reads: ["events:DescribeRule", "events:ListTagsForResource"],
    contentReads: "none",
    writes: limitedTo(
      "its ARN",
      "events:DeleteRule",
      "events:DisableRule",
      "events:EnableRule",
      "events:PutRule",
      "events:TagResource",
      "events:UntagResource",
    ),
    callerAtKey: {
      arguments: ["event_bus_name"],
      calls: {
        create: ["kms:Decrypt"],
        update: ["kms:Decrypt"],
        read: ["kms:Decrypt"],
        source: "stackd, recorded: testdata/aws/eventbridge/bus_kms_control.json",
        isPrinted: false,
      },
    },
    takeDown: "destroys",
    review: { joinsMoves: true, settingOf: "none", isGuarded: true, policies: [], showsSettings: false },
    verify: "guarantees",
    logs: "none",
  },
  aws_cloudwatch_event_target: {
    identity: ["event_bus_name", "rule", "target_id"],
    ...setting,
    reads: ["events:ListTargetsByRule"],
    contentReads: "none",
    writes: limitedTo(
      ["arn:{partition}:events:{region}:{account}:rule/[{event_bus_name}/]{rule}"],
      "events:PutTargets",
      "events:RemoveTargets",
    ),
    callerAtKey: {
      arguments: ["event_bus_name"],
      calls: {
        create: ["kms:Decrypt"],
        update: ["kms:Decrypt"],
        read: ["kms:Decrypt"],
        source: "stackd, recorded: testdata/aws/eventbridge/bus_kms_control.json",
        isPrinted: false,
      },
    },
    takeDown: "destroys",
    review: { joinsMoves: true, settingOf: "none", isGuarded: true, policies: [], showsSettings: false },
    verify: "guarantees",
    logs: "none",
  },
  aws_scheduler_schedule: {
    identity: ["group_name", "name"],
    arn: "arn:{partition}:scheduler:{region}:{account}:schedule/{group_name=default}/{name}",
    linkedRole: "none",
    uniqueName: { onTaken: "fails", check: "none" },
    reads: ["scheduler:GetSchedule"],
    contentReads: "none",
    writes: limitedTo("its ARN", "scheduler:CreateSchedule", "scheduler:DeleteSchedule", "scheduler:UpdateSchedule"),
    callerAtKey: "no key",
    takeDown: "destroys",
    review: unreviewed,
    verify: "guarantees",
    logs: { writer: "Spark job", folder: "", to: warehouse },
  },
} as const satisfies Readonly<Record<string, TerraformType>>;
