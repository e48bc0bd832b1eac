import type { PolicyStatement } from "../policy-document";

// In a key policy, "*" means the key to which the policy belongs.
const Resource = "*";

/** Allows the account of the key to administer the key. Without this statement, no one might be able to manage the key. */
export function accountAdministration(partition: string, accountId: string): PolicyStatement {
  return {
    Sid: "AccountAdministration",
    Effect: "Allow",
    Principal: { AWS: `arn:${partition}:iam::${accountId}:root` },
    Action: "kms:*",
    Resource,
  };
}

/** Actions that disable the key, replace its material or policy, or grant its use to another principal. */
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

/** The weakening actions after which no one can read the data that the key encrypted. */
const losing = ["kms:DeleteImportedKeyMaterial", "kms:DisableKey", "kms:ScheduleKeyDeletion"];

/**
 * Denies all principals except the given roles to disable and delete the key, including roles that may change its policy. Without
 * a role, no one may disable or delete the key until someone changes the key policy.
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
 * Prevents every principal except the given roles from weakening the key, even administrators and the root user of its account. If
 * such a role is deleted, it can be created again with the same name, so the key stays manageable.
 *
 * AWS services may still create KMS grants for a resource of the caller, and retire these grants. No one, not even a given role,
 * may schedule the deletion of the key with a waiting period below 30 days.
 *
 * @param isLossDenied whether the statements of `denyKeyLoss` limit who may disable and delete the key
 * @throws when no role is given, because no one could then manage the key
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-grant-is-for-aws-resource
 */
export function denyKeyWeakening(exceptRoleArns: readonly string[], isLossDenied = false): PolicyStatement[] {
  if (exceptRoleArns.length === 0) {
    throw new Error("expected at least one role that may still manage the key, got none; add the role that deploys");
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

/** Roles that may weaken, disable and delete a key. */
export interface KeyDenials {
  readonly administratorRoleArns?: readonly string[] | undefined;
  readonly deletionRoleArns?: readonly string[] | undefined;
}

/** Statements that deny to weaken or delete a key. If a list of roles is missing, IAM policies decide about its actions. */
export function keyDenials({ administratorRoleArns, deletionRoleArns }: KeyDenials): PolicyStatement[] {
  return [
    ...(administratorRoleArns ? denyKeyWeakening(administratorRoleArns, deletionRoleArns !== undefined) : []),
    ...(deletionRoleArns ? [denyKeyLoss(deletionRoleArns)] : []),
  ];
}

/**
 * Allows principals of the log-archive account to use a key of another account, only through S3. The IAM policies of the
 * principals must allow it too.
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

/** Allows every account of the organization to look up the key by its alias. This grants no access to data. */
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
