import { anyOf, anyOfPatterns, apiCalls, succeeded } from "../calls";
import type { Detection } from "../detection";
import { notHousekeeping } from "./housekeeping";

const request = "$.requestParameters";

/** One rule of a bucket's configuration, or any of several. */
const rules = ["Rule", "Rule[*]"];

/** Data, copies and keys that are destroyed, and guards of data that are taken away. */
export const dataLossDetections: readonly Detection[] = [
  {
    id: "data-deleted-in-bulk",
    title: "Many buckets, databases or file systems were deleted",
    why: "Data is being destroyed faster than anybody tidies up.",
    severity: "page",
    track: "pager",
    controls: ["ATT&CK T1485", "NIST 800-53 CP-9", "SOC 2 CC7.2"],
    pattern: anyOfPatterns(
      apiCalls("s3", ["DeleteBucket"], succeeded),
      apiCalls("rds", ["DeleteDBInstance", "DeleteDBCluster"], succeeded),
      apiCalls("dynamodb", ["DeleteTable"], succeeded),
      apiCalls("redshift", ["DeleteCluster"], succeeded),
      apiCalls("elasticfilesystem", ["DeleteFileSystem"], succeeded),
      apiCalls("fsx", ["DeleteFileSystem"], succeeded),
    ),
    threshold: 10,
  },
  {
    id: "backups-destroyed",
    title: "Backups were deleted or unlocked, or somebody tried to",
    why: "Who wants a ransom begins with what would make it needless.",
    severity: "page",
    track: "pager",
    controls: ["ATT&CK T1490", "ATT&CK T1485", "NIST 800-53 CP-9", "SOC 2 CC7.5"],
    pattern: anyOfPatterns(
      apiCalls(
        "backup",
        [
          "DeleteRecoveryPoint",
          "DisassociateRecoveryPoint*",
          "DeleteBackupVault",
          "DeleteBackupVaultLockConfiguration",
          "DeleteBackupVaultAccessPolicy",
          "UpdateRecoveryPointLifecycle",
        ],
        notHousekeeping("backup"),
      ),
      apiCalls("rbin", ["DeleteRule", "UnlockRule"]),
      apiCalls("ec2", ["UnlockSnapshot"]),
    ),
  },
  {
    id: "keys-made-useless",
    title: "A KMS key was disabled or is being deleted, or lost its material or its administrators, or somebody tried",
    why: "What the key encrypts, logs where it is theirs, cannot be read from that moment: held to ransom, or gone.",
    severity: "page",
    track: "pager",
    controls: [
      "ATT&CK T1486",
      "ATT&CK T1485",
      "ATT&CK T1685.002",
      "NIST 800-53 SC-12",
      "PCI DSS 4 3.7.5",
      "SOC 2 CC6.1",
    ],
    pattern: anyOfPatterns(
      apiCalls("kms", [
        "ImportKeyMaterial",
        "DeleteImportedKeyMaterial",
        "DisconnectCustomKeyStore",
        "DeleteCustomKeyStore",
      ]),
      apiCalls("kms", ["PutKeyPolicy"], `${request}.bypassPolicyLockoutSafetyCheck IS TRUE`),
      apiCalls("kms", ["DisableKey", "ScheduleKeyDeletion"]),
    ),
  },
  {
    id: "recovery-copies-deleted-in-bulk",
    title: "Many snapshots, images, volumes or database backups were deleted",
    why: "Without copies, what is destroyed next cannot be restored.",
    severity: "notify",
    track: "pager",
    controls: ["ATT&CK T1490", "ATT&CK T1485", "NIST 800-53 CP-9", "SOC 2 CC7.5"],
    pattern: apiCalls(
      "*",
      [
        "DeleteSnapshot",
        "DeregisterImage",
        "DeleteVolume",
        "DeleteDBSnapshot",
        "DeleteDBClusterSnapshot",
        "DeleteDBInstanceAutomatedBackup",
        "DeleteDBClusterAutomatedBackup",
        "DeleteClusterSnapshot",
        "BatchDeleteClusterSnapshots",
        "DeleteBackup",
      ],
      succeeded,
      notHousekeeping("backup", "lifecycle"),
    ),
    threshold: 20,
  },
  {
    id: "deleted-for-good",
    title: "A database or a secret was deleted with no way back",
    why: "The caller wanted no last snapshot, or no time to restore.",
    severity: "notify",
    track: "pager",
    controls: ["ATT&CK T1485", "ATT&CK T1490", "NIST 800-53 CP-9", "SOC 2 CC7.5"],
    pattern: anyOfPatterns(
      apiCalls("rds", ["DeleteDBInstance", "DeleteDBCluster"], succeeded, `${request}.skipFinalSnapshot IS TRUE`),
      apiCalls("redshift", ["DeleteCluster"], succeeded, `${request}.skipFinalClusterSnapshot IS TRUE`),
      apiCalls("secretsmanager", ["DeleteSecret"], succeeded, `${request}.forceDeleteWithoutRecovery IS TRUE`),
      apiCalls("es", ["DeleteDomain", "DeleteElasticsearchDomain"], succeeded),
    ),
  },
  {
    id: "data-guards-lowered",
    title: "A guard of data was lowered: block public access or default encryption",
    why: "What it prevented is now one call away.",
    severity: "notify",
    track: "pager",
    controls: ["ATT&CK T1685", "ATT&CK T1486", "NIST 800-53 SC-28", "PCI DSS 4 3.5.1", "SOC 2 CC6.1"],
    pattern: anyOfPatterns(
      apiCalls(
        "s3",
        ["*PublicAccessBlock"],
        anyOf([
          '$.eventName = "Delete*"',
          ...["BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"].map(
            (guard) => `${request}.PublicAccessBlockConfiguration.${guard} IS FALSE`,
          ),
        ]),
      ),
      apiCalls("s3", ["DeleteBucketEncryption"]),
      apiCalls(
        "s3",
        ["PutBucketEncryption"],
        `${request}.ServerSideEncryptionConfiguration.Rule.BlockedEncryptionTypes.EncryptionType = "NONE"`,
      ),
      apiCalls("ec2", [
        "DisableSnapshotBlockPublicAccess",
        "DisableImageBlockPublicAccess",
        "DisableEbsEncryptionByDefault",
        "ModifyEbsDefaultKmsKeyId",
      ]),
    ),
  },
  {
    id: "bucket-safety-removed",
    title: "Objects of a bucket can be lost: versioning, lock or lifecycle was changed",
    why: "What is deleted or overwritten does not come back; so a bucket is held to ransom.",
    severity: "notify",
    track: "pager",
    controls: ["ATT&CK T1485.001", "ATT&CK T1490", "NIST 800-53 CP-9", "SOC 2 CC7.5"],
    pattern: anyOfPatterns(
      apiCalls(
        "s3",
        ["PutBucketVersioning"],
        anyOf([
          `${request}.VersioningConfiguration.Status = "Suspended"`,
          `${request}.VersioningConfiguration.MfaDelete = "Disabled"`,
        ]),
      ),
      apiCalls(
        "s3",
        ["PutBucketLifecycle*"],
        anyOf(
          rules.flatMap((rule) => [
            `${request}.LifecycleConfiguration.${rule}.Expiration.Days = 1`,
            `${request}.LifecycleConfiguration.${rule}.Expiration.Date = "*"`,
          ]),
        ),
      ),
      apiCalls(
        "s3",
        ["PutObjectLockConfiguration", "PutBucketObjectLockConfiguration"],
        `${request}.ObjectLockConfiguration.Rule NOT EXISTS`,
      ),
    ),
  },
  {
    id: "database-safety-removed",
    title: "Deletion protection, backups, what guards a vault, or secret rotation were switched off",
    why: "What was kept safe from one wrong call is not any more.",
    severity: "notify",
    track: "pager",
    controls: ["ATT&CK T1490", "NIST 800-53 CP-9", "SOC 2 CC7.5"],
    pattern: anyOfPatterns(
      apiCalls(
        "rds",
        ["Modify*"],
        anyOf([`${request}.deletionProtection IS FALSE`, `${request}.backupRetentionPeriod = 0`]),
      ),
      apiCalls("dynamodb", ["UpdateTable"], `${request}.deletionProtectionEnabled IS FALSE`),
      apiCalls(
        "dynamodb",
        ["UpdateContinuousBackups"],
        `${request}.pointInTimeRecoverySpecification.pointInTimeRecoveryEnabled IS FALSE`,
      ),
      apiCalls("redshift", ["ModifyCluster"], `${request}.automatedSnapshotRetentionPeriod = 0`),
      apiCalls("secretsmanager", ["CancelRotateSecret"]),
      // The last one is Data Lifecycle Manager's
      apiCalls("*", [
        "PutBackupVault*",
        "DeleteBackupVaultN*",
        "DeleteBackupPlan",
        "DeleteBackupSelection",
        "UpdateLifecyclePolicy",
      ]),
    ),
  },
];
