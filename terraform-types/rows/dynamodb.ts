import { limitedTo, unreviewed } from "../columns/values";
import type { TerraformType } from "../columns/terraform-type";

export const dynamodbTypes = {
  aws_dynamodb_table: {
    identity: ["name"],
    arn: "arn:{partition}:dynamodb:{region}:{account}:table/{name}",
    linkedRole: "none",
    uniqueName: { onTaken: "fails", check: "none" },
    reads: [
      "dynamodb:DescribeContinuousBackups",
      "dynamodb:DescribeTable",
      "dynamodb:DescribeTimeToLive",
      "dynamodb:ListTagsOfResource",
    ],
    contentReads: "none",
    writes: limitedTo(
      "its ARN",
      "dynamodb:CreateTable",
      "dynamodb:DeleteTable",
      "dynamodb:TagResource",
      "dynamodb:UntagResource",
      "dynamodb:UpdateContinuousBackups",
      "dynamodb:UpdateTable",
      "dynamodb:UpdateTimeToLive",
    ),
    callerAtKey: {
      arguments: ["server_side_encryption.kms_key_arn"],
      calls: {
        create: ["kms:CreateGrant", "kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
        update: "undecided",
        read: "undecided",
        source: "the documentation of encryption at rest of DynamoDB",
        isPrinted: false,
      },
    },
    takeDown: "destroys",
    review: unreviewed,
    verify: { nothing: "the hunts fail without it, which raises an alarm" },
    logs: "none",
  },
} as const satisfies Readonly<Record<string, TerraformType>>;
