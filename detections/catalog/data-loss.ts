import { anyOf, anyOfPatterns, apiCalls, succeeded } from "../calls";
import type { Detection } from "../detection";
import { byHand, onlyIfItSucceeds, refused } from "../drill";
import { disableNoKey } from "./drill-calls";
import { notHousekeeping } from "./housekeeping";

const request = "$.requestParameters";

/** Field of the lifecycle configuration of a bucket: for a single rule, and for each of several rules. */
const rules = ["Rule", "Rule[*]"];

/** Someone destroys data, backups or keys, or removes their protection. */
export const dataLossDetections: readonly Detection[] = [
  {
    id: "data-deleted-in-bulk",
    title: "Many buckets, databases or file systems were deleted",
    why: "Data is deleted faster than in any ordinary cleanup.",
    severity: "page",
    track: "pager",
    urgentEvent: { alarmOnly: "It needs ten events, and EventBridge reports each event alone." },
    drill: onlyIfItSucceeds,
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
    why: "An attacker who wants a ransom deletes the backups first.",
    severity: "page",
    track: "pager",
    drill: refused("ec2", "UnlockSnapshot", "No snapshot has this id, and the call is a dry run.", ({ hex }) => ({
      SnapshotId: `snap-${hex}`,
      DryRun: true,
    })),
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
    why: "Nobody can read the data that the key encrypts, including logs. The data may be held to ransom, or lost.",
    severity: "page",
    track: "pager",
    drill: disableNoKey,
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
    why: "Without copies, data that is deleted next cannot be restored.",
    severity: "notify",
    track: "pager",
    drill: onlyIfItSucceeds,
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
    title: "A database or a secret was deleted permanently",
    why: "The caller requested no final snapshot, or no recovery window.",
    severity: "notify",
    track: "pager",
    drill: onlyIfItSucceeds,
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
    title: "A protection of data was disabled: block public access or default encryption",
    why: "A single call can now publish data, or encrypt it with a foreign key.",
    severity: "notify",
    track: "pager",
    drill: refused("s3", "DeleteBucketEncryption", "No bucket has this name.", ({ name, accountId }) => ({
      Bucket: name,
      ExpectedBucketOwner: accountId,
    })),
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
    why: "Objects that are deleted or overwritten cannot be restored. Attackers do this to demand a ransom.",
    severity: "notify",
    track: "pager",
    drill: refused("s3", "PutBucketVersioning", "No bucket has this name.", ({ name, accountId }) => ({
      Bucket: name,
      ExpectedBucketOwner: accountId,
      VersioningConfiguration: { Status: "Suspended" },
    })),
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
    title: "Deletion protection, backups, a vault's protection or secret rotation was disabled",
    why: "A single wrong call can now delete data.",
    severity: "notify",
    track: "pager",
    drill: byHand("backup delete-backup-plan --backup-plan-id trailkeeper-drill"),
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
      // The last one is a call of Data Lifecycle Manager
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
