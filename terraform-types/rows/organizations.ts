import { anywhere, setting, unreviewed } from "../columns/values";
import type { TerraformType } from "../columns/terraform-type";

export const organizationsTypes = {
  aws_organizations_delegated_administrator: {
    identity: ["account_id", "service_principal"],
    arn: "none",
    linkedRole: "none",
    uniqueName: { onTaken: "fails", check: "delegated-administrator-exists" },
    reads: ["organizations:ListDelegatedAdministrators"],
    writes: anywhere("organizations:DeregisterDelegatedAdministrator", "organizations:RegisterDelegatedAdministrator"),
    callerAtKey: "no key",
    takeDown: "destroys",
    review: unreviewed,
    verify: "guarantees",
    logs: "none",
  },
  aws_organizations_policy: {
    identity: ["name"],
    arn: "chosen by AWS",
    linkedRole: "none",
    uniqueName: { onTaken: "fails", check: "none" },
    reads: ["organizations:DescribePolicy", "organizations:ListTagsForResource"],
    writes: anywhere(
      "organizations:CreatePolicy",
      "organizations:DeletePolicy",
      "organizations:TagResource",
      "organizations:UntagResource",
      "organizations:UpdatePolicy",
    ),
    callerAtKey: "no key",
    takeDown: "destroys",
    review: {
      joinsMoves: false,
      settingOf: "none",
      isGuarded: false,
      policies: [{ attribute: "content", kind: "organization" }],
      showsSettings: false,
    },
    verify: "guarantees",
    logs: "none",
  },
  aws_organizations_policy_attachment: {
    identity: ["policy_id", "target_id"],
    ...setting,
    reads: ["organizations:ListTargetsForPolicy"],
    writes: anywhere("organizations:AttachPolicy", "organizations:DetachPolicy"),
    callerAtKey: "no key",
    takeDown: "destroys",
    review: unreviewed,
    verify: "guarantees",
    logs: "none",
  },
} as const satisfies Readonly<Record<string, TerraformType>>;
