import { limitedTo, undecidedAtKey, unreviewed } from "../columns/values";
import type { TerraformType } from "../columns/terraform-type";

export const codebuildTypes = {
  aws_codebuild_project: {
    identity: ["name"],
    arn: "arn:{partition}:codebuild:{region}:{account}:project/{name}",
    linkedRole: "none",
    uniqueName: { onTaken: "fails", check: "none" },
    reads: ["codebuild:BatchGetProjects"],
    contentReads: "none",
    writes: limitedTo("its ARN", "codebuild:CreateProject", "codebuild:DeleteProject", "codebuild:UpdateProject"),
    callerAtKey: undecidedAtKey("encryption_key"),
    takeDown: "destroys",
    review: unreviewed,
    verify: "guarantees",
    logs: "none",
  },
} as const satisfies Readonly<Record<string, TerraformType>>;
