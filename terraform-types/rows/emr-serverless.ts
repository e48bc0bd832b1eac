import { anywhere, unreviewed } from "../columns/values";
import type { TerraformType } from "../columns/terraform-type";

export const emrServerlessTypes = {
  aws_emrserverless_application: {
    identity: ["id"],
    arn: "chosen by AWS",
    linkedRole: "ops.emr-serverless.amazonaws.com",
    uniqueName: "none",
    reads: ["emr-serverless:GetApplication", "emr-serverless:ListTagsForResource"],
    contentReads: "none",
    writes: anywhere(
      "emr-serverless:CreateApplication",
      "emr-serverless:DeleteApplication",
      "emr-serverless:TagResource",
      "emr-serverless:UntagResource",
      "emr-serverless:UpdateApplication",
    ),
    callerAtKey: "no key",
    takeDown: "destroys",
    review: unreviewed,
    verify: { nothing: "alarms notice that it loads nothing" },
    logs: "none",
  },
} as const satisfies Readonly<Record<string, TerraformType>>;
