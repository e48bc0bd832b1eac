import type { RequestedBucket, RequestRow, Setting, Variant } from "./request-row";

const writing = ["s3:PutObject", "s3:ReplicateDelete", "s3:ReplicateObject", "s3:ReplicateTags"];

/** Uses of the archive key that are denied to everybody except the deploying role. */
export const keyAdministration = [
  "kms:CreateGrant",
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

/** The role that runs a query writes its results. */
const hasLogs = (bucket: RequestedBucket): boolean => bucket !== "queryResults";

/**
 * The reason for which S3 denies a changed request. Within the archive's own account, a policy of the caller could allow a
 * write, so the archive denies it to every role that delivers nothing there. From other accounts, the request lacks a grant.
 */
export function refusal({ config }: Setting, row: RequestRow, changed: RequestRow, { effect }: Variant) {
  const { caller, bucket, action, path } = changed;
  const isOwn = "account" in caller && caller.account === config.accounts.logArchive;
  const delivers =
    row.policyName === undefined && writing.includes(row.action) && caller === row.caller && bucket === row.bucket;
  return isOwn && writing.includes(action) && path !== "" && hasLogs(bucket) && !delivers ? "explicit deny" : effect;
}

/** The reason for which KMS denies an action of a variant: the key denies administration to every caller. */
export const keyRefusal = (action: string, { effect }: Variant): Variant["effect"] =>
  keyAdministration.includes(action) ? "explicit deny" : effect;
