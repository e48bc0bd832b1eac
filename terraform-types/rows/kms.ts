import { limitedTo, resourcePolicy } from "../columns/values";
import type { TerraformType } from "../columns/terraform-type";

export const kmsTypes = {
  aws_kms_alias: {
    identity: ["name"],
    arn: "arn:{partition}:kms:{region}:{account}:{name}",
    linkedRole: "none",
    uniqueName: { onTaken: "fails", check: "key-alias-exists" },
    reads: ["kms:ListAliases"],
    contentReads: "none",
    writes: limitedTo(
      ["arn:{partition}:kms:{region}:{account}:{name}", "arn:{partition}:kms:{region}:{account}:key/*"],
      "kms:CreateAlias",
      "kms:DeleteAlias",
      "kms:UpdateAlias",
    ),
    callerAtKey: { arguments: ["target_key_id"], calls: "none" },
    takeDown: "names a kept key",
    review: { joinsMoves: true, settingOf: "none", isGuarded: false, policies: [], showsSettings: false },
    verify: { nothing: "key-enabled is about the key that it leads to" },
    logs: "none",
  },
  aws_kms_key: {
    identity: ["key_id"],
    arn: "chosen by AWS",
    linkedRole: "none",
    uniqueName: "none",
    reads: ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:GetKeyRotationStatus", "kms:ListResourceTags"],
    contentReads: "none",
    writes: {
      on: ["arn:{partition}:kms:{region}:{account}:key/*"],
      actions: [
        "kms:DisableKey",
        "kms:DisableKeyRotation",
        "kms:EnableKey",
        "kms:EnableKeyRotation",
        "kms:PutKeyPolicy",
        "kms:ScheduleKeyDeletion",
        "kms:TagResource",
        "kms:UntagResource",
        "kms:UpdateKeyDescription",
      ],
      anywhere: ["kms:CreateKey"],
    },
    callerAtKey: "no key",
    takeDown: "encrypts logs",
    review: {
      joinsMoves: false,
      settingOf: "none",
      isGuarded: true,
      policies: [resourcePolicy("policy", "kms")],
      showsSettings: true,
    },
    verify: "guarantees",
    logs: "none",
  },
  aws_kms_replica_key: {
    identity: ["key_id"],
    arn: "chosen by AWS",
    linkedRole: "none",
    uniqueName: "none",
    reads: ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:GetKeyRotationStatus", "kms:ListResourceTags"],
    contentReads: "none",
    writes: {
      on: ["arn:{partition}:kms:{region}:{account}:key/*"],
      actions: [
        "kms:DisableKey",
        "kms:EnableKey",
        "kms:PutKeyPolicy",
        "kms:ReplicateKey",
        "kms:ScheduleKeyDeletion",
        "kms:TagResource",
        "kms:UntagResource",
        "kms:UpdateKeyDescription",
      ],
      anywhere: ["kms:CreateKey"],
    },
    callerAtKey: { arguments: ["primary_key_arn"], calls: "none" },
    takeDown: "destroys",
    review: {
      joinsMoves: false,
      settingOf: "none",
      isGuarded: false,
      policies: [resourcePolicy("policy", "kms")],
      showsSettings: false,
    },
    verify: "guarantees",
    logs: "none",
  },
} as const satisfies Readonly<Record<string, TerraformType>>;

/** Types of KMS keys. A replica of a multi-Region key has its own state and policy, but rotates with its primary key. */
export const keyTypes = ["aws_kms_key", "aws_kms_replica_key"] as const satisfies readonly (keyof typeof kmsTypes)[];
