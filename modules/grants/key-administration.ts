import type { PolicyStatement } from "../policy-document";

// In a key policy, "*" is the key the policy belongs to.
const Resource = "*";

/** Lets the key's own account administer it. Without this a key can become unmanageable. */
export function accountAdministration(partition: string, accountId: string): PolicyStatement {
  return {
    Sid: "AccountAdministration",
    Effect: "Allow",
    Principal: { AWS: `arn:${partition}:iam::${accountId}:root` },
    Action: "kms:*",
    Resource,
  };
}

/** Lets every account of the organization look the key up by its alias; it gives no access to data. */
export function organizationLookup(organizationId: string): PolicyStatement {
  return {
    Sid: "AllowOrganizationDescribeKey",
    Effect: "Allow",
    Principal: { AWS: "*" },
    Action: "kms:DescribeKey",
    Resource,
    Condition: { StringEquals: { "aws:PrincipalOrgID": organizationId } },
  };
}
