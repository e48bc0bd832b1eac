import type { Attributes } from "../columns/attributes";
import { limitedTo, unreviewed } from "../columns/values";
import type { LogDestination, TerraformType } from "../columns/terraform-type";

function sessionDestination({ content, document_type: type }: Attributes): LogDestination[] {
  const inputs = type === "Session" ? JSON.parse(content).inputs : undefined;
  return inputs?.s3BucketName ? [[inputs.s3BucketName, inputs.s3KeyPrefix]] : [];
}

export const ssmTypes = {
  aws_ssm_document: {
    identity: ["name"],
    arn: "arn:{partition}:ssm:{region}:{account}:document/{name}",
    linkedRole: "none",
    uniqueName: { onTaken: "fails", check: "session-document-exists" },
    reads: ["ssm:DescribeDocument", "ssm:DescribeDocumentPermission", "ssm:GetDocument", "ssm:ListTagsForResource"],
    writes: limitedTo(
      "its ARN",
      "ssm:AddTagsToResource",
      "ssm:CreateDocument",
      "ssm:DeleteDocument",
      "ssm:ModifyDocumentPermission",
      "ssm:RemoveTagsFromResource",
      "ssm:UpdateDocument",
      "ssm:UpdateDocumentDefaultVersion",
    ),
    callerAtKey: "no key",
    takeDown: "destroys",
    review: unreviewed,
    verify: "guarantees",
    logs: { writer: "Session Manager", folder: "", to: sessionDestination },
  },
} as const satisfies Readonly<Record<string, TerraformType>>;
