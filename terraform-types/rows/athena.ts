import { blocks } from "../columns/attributes";
import { limitedTo, setting, undecidedAtKey, unreviewed } from "../columns/values";
import type { LogDestination, TerraformType } from "../columns/terraform-type";

export const athenaTypes = {
  aws_athena_named_query: {
    identity: ["id"],
    ...setting,
    reads: ["athena:GetNamedQuery"],
    contentReads: "none",
    writes: limitedTo(
      ["arn:{partition}:athena:{region}:{account}:workgroup/{workgroup}"],
      "athena:CreateNamedQuery",
      "athena:DeleteNamedQuery",
    ),
    callerAtKey: "no key",
    takeDown: "destroys",
    review: unreviewed,
    verify: "guarantees",
    logs: "none",
  },
  aws_athena_workgroup: {
    identity: ["name"],
    arn: "arn:{partition}:athena:{region}:{account}:workgroup/{name}",
    linkedRole: "none",
    uniqueName: { onTaken: "fails", check: "lookup", noun: "Athena workgroup" },
    reads: ["athena:GetWorkGroup", "athena:ListTagsForResource"],
    contentReads: "none",
    writes: limitedTo(
      "its ARN",
      "athena:CreateWorkGroup",
      "athena:DeleteWorkGroup",
      "athena:TagResource",
      "athena:UntagResource",
      "athena:UpdateWorkGroup",
    ),
    callerAtKey: undecidedAtKey("configuration.result_configuration.encryption_configuration.kms_key_arn"),
    takeDown: "destroys",
    review: unreviewed,
    verify: "guarantees",
    logs: {
      writer: "Athena",
      folder: "",
      to: ({ configuration }) =>
        blocks(configuration).flatMap((settings) =>
          blocks(settings.result_configuration).map((result): LogDestination => [result.output_location]),
        ),
    },
  },
} as const satisfies Readonly<Record<string, TerraformType>>;
