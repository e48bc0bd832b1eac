import { limitedTo, unreviewed } from "../columns/values";
import type { TerraformType } from "../columns/terraform-type";

export const stepFunctionsTypes = {
  aws_sfn_state_machine: {
    identity: ["name"],
    arn: "arn:{partition}:states:{region}:{account}:stateMachine:{name}",
    linkedRole: "none",
    uniqueName: { onTaken: "fails", check: "none" },
    reads: [
      "states:DescribeStateMachine",
      "states:ListStateMachineVersions",
      "states:ListTagsForResource",
      // The provider validates a changed definition when it plans the change
      "states:ValidateStateMachineDefinition",
    ],
    contentReads: "none",
    writes: limitedTo(
      "its ARN",
      "states:CreateStateMachine",
      "states:DeleteStateMachine",
      "states:TagResource",
      "states:UntagResource",
      "states:UpdateStateMachine",
    ),
    callerAtKey: {
      arguments: ["encryption_configuration.kms_key_id"],
      calls: {
        create: ["kms:DescribeKey", "kms:GenerateDataKey"],
        update: ["kms:DescribeKey", "kms:GenerateDataKey"],
        read: ["kms:Decrypt"],
        source: "stackd, recorded: encryption_admission.json; for reads, the documentation of DescribeStateMachine",
        isPrinted: false,
      },
    },
    takeDown: "destroys",
    review: unreviewed,
    verify: "guarantees",
    logs: "none",
  },
} as const satisfies Readonly<Record<string, TerraformType>>;
