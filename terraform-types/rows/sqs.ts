import { limitedTo, resourcePolicy, setting, undecidedAtKey, unreviewed } from "../columns/values";
import type { TerraformType } from "../columns/terraform-type";

export const sqsTypes = {
  aws_sqs_queue: {
    identity: ["name"],
    arn: "arn:{partition}:sqs:{region}:{account}:{name}",
    linkedRole: "none",
    uniqueName: { onTaken: "fails", check: "lookup", noun: "SQS queue" },
    reads: ["sqs:GetQueueAttributes", "sqs:ListQueueTags"],
    writes: limitedTo(
      "its ARN",
      "sqs:CreateQueue",
      "sqs:DeleteQueue",
      "sqs:SetQueueAttributes",
      "sqs:TagQueue",
      "sqs:UntagQueue",
    ),
    callerAtKey: undecidedAtKey("kms_master_key_id"),
    takeDown: "destroys",
    review: {
      joinsMoves: false,
      settingOf: "none",
      isGuarded: true,
      policies: [resourcePolicy("policy", "sqs")],
      showsSettings: true,
    },
    verify: "guarantees",
    logs: "none",
  },
  aws_sqs_queue_policy: {
    identity: ["queue_url"],
    ...setting,
    reads: ["sqs:GetQueueAttributes"],
    writes: limitedTo(["arn:{partition}:sqs:{region}:{account}:{queue_url}"], "sqs:SetQueueAttributes"),
    callerAtKey: "no key",
    takeDown: "destroys",
    review: {
      joinsMoves: true,
      settingOf: { type: "aws_sqs_queue", attribute: "queue_url" },
      isGuarded: false,
      policies: [resourcePolicy("policy", "sqs")],
      showsSettings: false,
    },
    verify: "guarantees",
    logs: "none",
  },
  aws_sqs_queue_redrive_allow_policy: {
    identity: ["queue_url"],
    ...setting,
    reads: ["sqs:GetQueueAttributes"],
    writes: limitedTo(["arn:{partition}:sqs:{region}:{account}:{queue_url}"], "sqs:SetQueueAttributes"),
    callerAtKey: "no key",
    takeDown: "destroys",
    review: unreviewed,
    verify: { nothing: "it limits which queues may use a queue" },
    logs: "none",
  },
} as const satisfies Readonly<Record<string, TerraformType>>;
