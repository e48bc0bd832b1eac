import { anywhere, setting, unreviewed } from "../columns/values";
import type { TerraformType } from "../columns/terraform-type";

export const lakeTypes = {
  aws_lakeformation_permissions: {
    identity: ["principal"],
    ...setting,
    // Lake Formation returns the grants of others only to its administrators, and to its read-only administrators
    reads: ["lakeformation:ListPermissions"],
    contentReads: "none",
    // Lake Formation allows these actions only to its administrators
    writes: anywhere("lakeformation:GrantPermissions", "lakeformation:RevokePermissions"),
    callerAtKey: "no key",
    takeDown: "destroys",
    review: unreviewed,
    verify: { nothing: "it grants tables of Security Lake, which has its own copies of the logs" },
    logs: "none",
  },
  aws_securitylake_subscriber: {
    identity: ["id"],
    arn: "chosen by AWS",
    linkedRole: "none",
    uniqueName: "none",
    reads: ["securitylake:GetSubscriber", "securitylake:ListTagsForResource"],
    contentReads: "none",
    // Security Lake creates a role and a share with the permissions of the caller, and chooses their names
    writes: {
      on: ["arn:{partition}:iam::{account}:role/AmazonSecurityLake*"],
      actions: ["iam:CreateRole", "iam:DeleteRole", "iam:DeleteRolePolicy", "iam:GetRole", "iam:PutRolePolicy"],
      anywhere: [
        "lakeformation:GrantPermissions",
        "lakeformation:ListPermissions",
        "lakeformation:RegisterResource",
        "lakeformation:RevokePermissions",
        "ram:GetResourceShareAssociations",
        "ram:GetResourceShares",
        "ram:UpdateResourceShare",
        "securitylake:CreateSubscriber",
        "securitylake:DeleteSubscriber",
        "securitylake:TagResource",
        "securitylake:UntagResource",
        "securitylake:UpdateSubscriber",
      ],
    },
    callerAtKey: "no key",
    takeDown: "destroys",
    review: unreviewed,
    verify: { nothing: "it shares tables of Security Lake, which has its own copies of the logs" },
    logs: "none",
  },
} as const satisfies Readonly<Record<string, TerraformType>>;
