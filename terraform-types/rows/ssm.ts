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
    contentReads: "none",
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
  aws_ssm_parameter: {
    identity: ["name"],
    arn: "arn:{partition}:ssm:{region}:{account}:parameter{name}",
    linkedRole: "none",
    uniqueName: { onTaken: "fails", check: "none" },
    reads: ["ssm:DescribeParameters", "ssm:ListTagsForResource"],
    contentReads: ["ssm:GetParameter"],
    writes: limitedTo(
      "its ARN",
      "ssm:AddTagsToResource",
      "ssm:DeleteParameter",
      "ssm:PutParameter",
      "ssm:RemoveTagsFromResource",
    ),
    callerAtKey: "no key",
    takeDown: "destroys",
    review: unreviewed,
    verify: { nothing: "A build compares the SHA-256 of its parameters, and a failed build notifies." },
    logs: "none",
  },
} as const satisfies Readonly<Record<string, TerraformType>>;
