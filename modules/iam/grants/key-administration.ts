import type { PolicyStatement } from "../policy-document";

// In a key policy, "*" is the key the policy belongs to.
const Resource = "*";

/** Allows the key's own account to administer it. Without this statement, nobody might be able to manage the key. */
export function accountAdministration(partition: string, accountId: string): PolicyStatement {
  return {
    Sid: "AccountAdministration",
    Effect: "Allow",
    Principal: { AWS: `arn:${partition}:iam::${accountId}:root` },
    Action: "kms:*",
    Resource,
  };
}

/** Actions that make the key unusable, replace it, or give it to another principal. */
const weakening = [
  "kms:DeleteAlias",
  "kms:DeleteImportedKeyMaterial",
  "kms:DisableKey",
  "kms:DisableKeyRotation",
  "kms:ImportKeyMaterial",
  "kms:PutKeyPolicy",
  "kms:ReplicateKey",
  "kms:RevokeGrant",
  "kms:ScheduleKeyDeletion",
  "kms:TagResource",
  "kms:UntagResource",
  "kms:UpdateAlias",
  "kms:UpdatePrimaryRegion",
];

/** The weakening actions after which nobody can read what the key encrypted. */
const losing = ["kms:DeleteImportedKeyMaterial", "kms:DisableKey", "kms:ScheduleKeyDeletion"];

/**
 * Denies disabling and deleting the key to all principals but the named roles, also to those that may change its policy. Without
 * a role it is denied to everybody, until somebody changes the policy.
 */
function denyKeyLoss(exceptRoleArns: readonly string[]): PolicyStatement {
  return {
    Sid: "DenyLoss",
    Effect: "Deny",
    Principal: "*",
    Action: losing,
    Resource,
    ...(exceptRoleArns.length > 0 && { Condition: { ArnNotEquals: { "aws:PrincipalArn": exceptRoleArns } } }),
  };
}

/**
 * Denies weakening the key to all principals but the named roles, including administrators of its account and its root
 * user. A deleted role can be created again under the same name, so the key stays manageable.
 *
 * AWS services may still create KMS grants for a resource of the caller, and retire them. Nobody, not even a named role,
 * may schedule the deletion of the key with a waiting period below 30 days.
 *
 * @param isLossDenied whether the statements of `denyKeyLoss` limit who may disable and delete the key
 * @throws when no role is named, because nobody could manage the key any more
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-grant-is-for-aws-resource
 */
export function denyKeyWeakening(exceptRoleArns: readonly string[], isLossDenied = false): PolicyStatement[] {
  if (exceptRoleArns.length === 0) {
    throw new Error("a key needs a role that may still manage it, got none; name the role that deploys");
  }
  const deny = (
    Sid: string,
    Action: string | readonly string[],
    Condition: NonNullable<PolicyStatement["Condition"]>,
  ) => ({ Sid, Effect: "Deny", Principal: "*", Action, Resource, Condition }) as const;
  const others = { ArnNotEquals: { "aws:PrincipalArn": exceptRoleArns } };
  return [
    deny("DenyWeakening", isLossDenied ? weakening.filter((action) => !losing.includes(action)) : weakening, others),
    deny("DenyGrants", "kms:CreateGrant", { ...others, BoolIfExists: { "kms:GrantIsForAWSResource": "false" } }),
    deny("DenyEarlyDeletion", "kms:ScheduleKeyDeletion", {
      NumericLessThan: { "kms:ScheduleKeyDeletionPendingWindowInDays": "30" },
    }),
  ];
}

/** Who may weaken, disable and delete a key. */
export interface KeyDenials {
  readonly administratorRoleArns?: readonly string[] | undefined;
  readonly deletionRoleArns?: readonly string[] | undefined;
}

/** The denials of a key. Without roles that may weaken it, and without those that may delete it, IAM policies decide. */
export function keyDenials({ administratorRoleArns, deletionRoleArns }: KeyDenials): PolicyStatement[] {
  return [
    ...(administratorRoleArns ? denyKeyWeakening(administratorRoleArns, deletionRoleArns !== undefined) : []),
    ...(deletionRoleArns ? [denyKeyLoss(deletionRoleArns)] : []),
  ];
}

/**
 * Allows the principals of the log-archive account to use a key of another account, only through S3. Their own IAM policies
 * must allow it too.
 *
 * @param s3ViaService `kms:ViaService` value of S3 in the key's region
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html
 */
export function archiveAccountUse(partition: string, accountId: string, s3ViaService: string): PolicyStatement {
  return {
    Sid: "AllowArchiveAccountUse",
    Effect: "Allow",
    Principal: { AWS: `arn:${partition}:iam::${accountId}:root` },
    Action: ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"],
    Resource,
    Condition: { StringEquals: { "kms:ViaService": s3ViaService } },
  };
}

/** Allows every account of the organization to look up the key by its alias. It gives no access to data. */
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
