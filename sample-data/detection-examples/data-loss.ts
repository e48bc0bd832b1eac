import { oldConsole, onBehalf, stack } from "./data-callers";
import { type Examples, event, refused, who } from "./example";

const bucket = (name: string, request: object, more: object = {}) =>
  event("s3", name, { request: { bucketName: "customer-exports", ...request }, ...more });
const guards = { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true };
const block = (change: object, name = "PutBucketPublicAccessBlock", more: object = {}) =>
  bucket(name, { publicAccessBlock: "", PublicAccessBlockConfiguration: { ...guards, ...change } }, more);
const encryption = (EncryptionType: string) =>
  bucket("PutBucketEncryption", {
    encryption: "",
    ServerSideEncryptionConfiguration: {
      Rule: {
        ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" },
        BlockedEncryptionTypes: { EncryptionType },
      },
    },
  });
const versioning = (VersioningConfiguration: object, more: object = {}) =>
  bucket("PutBucketVersioning", { versioning: "", VersioningConfiguration }, more);
const lifecycle = (Rule: unknown, name = "PutBucketLifecycle") =>
  bucket(name, { lifecycle: "", LifecycleConfiguration: { Rule } });
const expiring = (Expiration: object) => ({ ID: "rule", Status: "Enabled", Filter: { Prefix: "" }, Expiration });
const lock = (configuration: object, name = "PutBucketObjectLockConfiguration") =>
  bucket(name, {
    "object-lock": "",
    ObjectLockConfiguration: { ObjectLockEnabled: "Enabled", ...configuration },
  });

const database = (name: string, request: object, more: object = {}) =>
  event("rds", name, { request: { dBInstanceIdentifier: "payments", ...request }, ...more });
const cluster = (name: string, request: object, more: object = {}) =>
  event("redshift", name, { request: { clusterIdentifier: "warehouse", ...request }, ...more });
const table = (name: string, request: object) =>
  event("dynamodb", name, { request: { tableName: "orders", ...request } });
const recovery = (pointInTimeRecoveryEnabled: boolean) =>
  table("UpdateContinuousBackups", { pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled } });
const secret = (name: string, request: object, more: object = {}) =>
  event("secretsmanager", name, { request: { secretId: "payments/db", ...request }, ...more });
const vault = (name: string, more: object = {}) =>
  event("backup", name, { request: { backupVaultName: "vault" }, ...more });
const key = (name: string, request: object = {}, more: object = {}) =>
  event("kms", name, { request: { keyId: "1234abcd-12ab-34cd-56ef-1234567890ab", ...request }, ...more });

/** Events that the detections of deleted data and of removed deletion protection match, and near misses. */
export const dataLossExamples: Readonly<Record<string, Examples>> = {
  "data-deleted-in-bulk": {
    fires: [
      bucket("DeleteBucket", {}),
      bucket("DeleteBucket", {}, { caller: oldConsole }),
      database("DeleteDBInstance", { skipFinalSnapshot: true }, { caller: who.user }),
      event("rds", "DeleteDBCluster", { request: { dBClusterIdentifier: "payments" } }),
      table("DeleteTable", {}),
      cluster("DeleteCluster", {}, { caller: who.root }),
      event("elasticfilesystem", "DeleteFileSystem"),
      event("fsx", "DeleteFileSystem", { caller: who.pipeline }),
      bucket("DeleteBucket", {}, { caller: stack }),
      database("DeleteDBInstance", {}, { caller: stack }),
    ],
    quiet: [
      bucket("DeleteBucket", {}, { error: { code: "BucketNotEmpty", message: "The bucket is not empty" } }),
      bucket("DeleteBucketPolicy", {}),
      database("DeleteDBInstance", {}, refused),
      event("rds", "DeleteDBSubnetGroup"),
      event("glue", "DeleteTable", { request: { databaseName: "lake", name: "orders" } }),
      event("eks", "DeleteCluster"),
      event("elasticfilesystem", "DeleteMountTarget"),
      event("fsx", "DeleteFileSystem", refused),
      event("elasticfilesystem", "DeleteFileSystem", refused),
      event("dynamodb", "DeleteTable", refused),
      event("redshift", "DeleteCluster", refused),
    ],
  },
  "backups-destroyed": {
    fires: [
      vault("DeleteRecoveryPoint"),
      vault("DeleteRecoveryPoint", refused),
      vault("DisassociateRecoveryPointFromParent", { caller: who.user }),
      vault("DeleteBackupVault", { caller: who.person }),
      vault("DeleteBackupVaultLockConfiguration", refused),
      vault("DeleteBackupVaultAccessPolicy", { caller: oldConsole }),
      vault("UpdateRecoveryPointLifecycle"),
      event("rbin", "DeleteRule", { request: { identifier: "rule" } }),
      event("rbin", "UnlockRule", refused),
      event("ec2", "UnlockSnapshot", { caller: who.root }),
      event("rbin", "DeleteRule", { caller: stack }),
      event("ec2", "UnlockSnapshot", { caller: onBehalf("backup.amazonaws.com") }),
    ],
    quiet: [
      vault("DeleteRecoveryPoint", { caller: onBehalf("backup.amazonaws.com") }),
      vault("DescribeRecoveryPoint"),
      vault("CreateBackupVault"),
      vault("PutBackupVaultLockConfiguration"),
      vault("PutBackupVaultAccessPolicy"),
      event("backup", "DeleteBackupPlan"),
      event("events", "DeleteRule", { request: { name: "nightly" } }),
      event("ec2", "LockSnapshot"),
    ],
  },
  "keys-made-useless": {
    fires: [
      key("ImportKeyMaterial"),
      key("DeleteImportedKeyMaterial", {}, { caller: who.user }),
      key("DeleteImportedKeyMaterial", {}, refused),
      event("kms", "DisconnectCustomKeyStore"),
      event("kms", "DeleteCustomKeyStore", { caller: who.root }),
      key("PutKeyPolicy", { policyName: "default", bypassPolicyLockoutSafetyCheck: true }),
      key("ScheduleKeyDeletion", { pendingWindowInDays: 7 }, { caller: who.person }),
      key("PutKeyPolicy", { policyName: "default", bypassPolicyLockoutSafetyCheck: true }, refused),
      key("ScheduleKeyDeletion", { pendingWindowInDays: 30 }),
      key("ScheduleKeyDeletion", {}, { caller: who.pipeline }),
      key("DisableKey", {}, { caller: oldConsole }),
      key("DisableKey", {}, refused),
      key("ScheduleKeyDeletion", { pendingWindowInDays: 7 }, { caller: stack }),
      key("DisableKey", {}, { caller: stack }),
    ],
    quiet: [
      key("CancelKeyDeletion", { pendingWindowInDays: 7 }),
      key("PutKeyPolicy", { policyName: "default", bypassPolicyLockoutSafetyCheck: false }),
      key("PutKeyPolicy", { policyName: "default" }),
      key("CreateKey", { bypassPolicyLockoutSafetyCheck: true }),
      key("GetParametersForImport"),
      event("kms", "ConnectCustomKeyStore"),
      event("acm", "ImportKeyMaterial"),
      key("EnableKey"),
      key("DisableKeyRotation"),
      event("cloudhsm", "DeleteImportedKeyMaterial"),
    ],
  },
  "recovery-copies-deleted-in-bulk": {
    fires: [
      event("ec2", "DeleteSnapshot", { request: { snapshotId: "snap-01b3f7d87a02559a1" } }),
      event("ec2", "DeregisterImage", { caller: who.user }),
      event("ec2", "DeleteVolume", { caller: oldConsole }),
      ...[
        "DeleteDBSnapshot",
        "DeleteDBClusterSnapshot",
        "DeleteDBInstanceAutomatedBackup",
        "DeleteDBClusterAutomatedBackup",
      ].map((name) => event("rds", name)),
      event("redshift", "DeleteClusterSnapshot"),
      event("redshift", "BatchDeleteClusterSnapshots"),
      event("dynamodb", "DeleteBackup", { caller: who.pipeline }),
      event("fsx", "DeleteBackup"),
    ],
    quiet: [
      event("ec2", "DeleteSnapshot", { caller: onBehalf("dlm.amazonaws.com") }),
      event("ec2", "DeleteSnapshot", refused),
      event("ec2", "DescribeSnapshots"),
      event("ec2", "DeleteTags"),
      event("rds", "DeleteDBSnapshot", { caller: onBehalf("backup.amazonaws.com") }),
      event("backup", "DeleteBackupPlan"),
    ],
  },
  "deleted-for-good": {
    fires: [
      database("DeleteDBInstance", { skipFinalSnapshot: true, deleteAutomatedBackups: true }),
      event("rds", "DeleteDBCluster", {
        caller: who.user,
        request: { dBClusterIdentifier: "payments", skipFinalSnapshot: true },
      }),
      cluster("DeleteCluster", { skipFinalClusterSnapshot: true }, { caller: who.root }),
      secret("DeleteSecret", { forceDeleteWithoutRecovery: true }, { caller: who.pipeline }),
      event("es", "DeleteDomain", { request: { domainName: "logs" } }),
      event("es", "DeleteElasticsearchDomain", { caller: who.person, request: { domainName: "logs" } }),
      database("DeleteDBInstance", { skipFinalSnapshot: true }, { caller: stack }),
      cluster("DeleteCluster", { skipFinalClusterSnapshot: true }, { caller: stack }),
      secret("DeleteSecret", { forceDeleteWithoutRecovery: true }, { caller: stack }),
      event("es", "DeleteDomain", { caller: stack }),
    ],
    quiet: [
      database("DeleteDBInstance", { skipFinalSnapshot: false, finalDBSnapshotIdentifier: "last" }),
      database("DeleteDBInstance", { skipFinalSnapshot: true }, refused),
      cluster("DeleteCluster", { skipFinalClusterSnapshot: false }),
      cluster("DeleteCluster", { skipFinalClusterSnapshot: true }, refused),
      secret("DeleteSecret", { recoveryWindowInDays: 30 }),
      secret("DeleteSecret", { forceDeleteWithoutRecovery: true }, refused),
      secret("RestoreSecret", {}),
      event("es", "DescribeDomain"),
      event("es", "DeleteDomain", refused),
      event("codeartifact", "DeleteDomain"),
    ],
  },
  "data-guards-lowered": {
    fires: [
      block({ BlockPublicAcls: false }),
      block({ IgnorePublicAcls: false }, "PutBucketPublicAccessBlock", { caller: stack }),
      block({ BlockPublicPolicy: false }, "PutAccountPublicAccessBlock", { caller: who.root }),
      block({ RestrictPublicBuckets: false }, "PutAccountPublicAccessBlock", refused),
      bucket("DeleteBucketPublicAccessBlock", { publicAccessBlock: "" }),
      event("s3", "DeleteAccountPublicAccessBlock", refused),
      bucket("DeleteBucketEncryption", { encryption: "" }),
      encryption("NONE"),
      event("ec2", "DisableSnapshotBlockPublicAccess"),
      event("ec2", "DisableImageBlockPublicAccess", { caller: who.user }),
      event("ec2", "DisableEbsEncryptionByDefault", { caller: who.person }),
      event("ec2", "ModifyEbsDefaultKmsKeyId", { request: { ModifyEbsDefaultKmsKeyIdRequest: { KmsKeyId: "key" } } }),
    ],
    quiet: [
      block({}),
      block({}, "PutAccountPublicAccessBlock"),
      bucket("GetBucketPublicAccessBlock", { publicAccessBlock: "" }, { caller: who.config }),
      bucket("GetBucketEncryption", { encryption: "" }, { caller: who.config }),
      encryption("SSE-C"),
      bucket("PutBucketEncryption", {
        ServerSideEncryptionConfiguration: {
          Rule: { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms" } },
        },
      }),
      event("ec2", "EnableSnapshotBlockPublicAccess"),
      event("ec2", "GetImageBlockPublicAccessState"),
      event("ec2", "EnableEbsEncryptionByDefault"),
      event("ec2", "GetEbsDefaultKmsKeyId"),
      event("ec2", "ResetEbsDefaultKmsKeyId"),
    ],
  },
  "bucket-safety-removed": {
    fires: [
      versioning({ Status: "Suspended" }),
      versioning({ Status: "Suspended" }, { caller: who.user, ...refused }),
      versioning({ Status: "Enabled", MfaDelete: "Disabled" }, { caller: who.root }),
      lifecycle(expiring({ Days: 1 })),
      lifecycle([expiring({ Days: 400 }), expiring({ Days: 1 })]),
      lifecycle(expiring({ Date: "2026-01-16T00:00:00Z" }), "PutBucketLifecycleConfiguration"),
      lifecycle([expiring({ Days: 30 }), expiring({ Date: "2026-01-16T00:00:00Z" })]),
      lock({}),
      lock({}, "PutObjectLockConfiguration"),
    ],
    quiet: [
      versioning({ Status: "Enabled" }),
      bucket("GetBucketVersioning", { versioning: "" }, { caller: who.config }),
      lifecycle(expiring({ Days: 30 })),
      lifecycle([expiring({ Days: 10 }), expiring({ ExpiredObjectDeleteMarker: true })]),
      lifecycle({ ID: "parts", Status: "Enabled", AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } }),
      lock({ Rule: { DefaultRetention: { Mode: "COMPLIANCE", Days: 365 } } }),
      lock({ Rule: { DefaultRetention: { Mode: "GOVERNANCE", Years: 1 } } }, "PutObjectLockConfiguration"),
      bucket("GetBucketObjectLockConfiguration", { "object-lock": "" }, { caller: who.config }),
      bucket("DeleteBucketLifecycle", {}),
    ],
  },
  "database-safety-removed": {
    fires: [
      event("dlm", "UpdateLifecyclePolicy"),
      database("ModifyDBInstance", { deletionProtection: false }),
      database("ModifyDBInstance", { deletionProtection: false }, refused),
      database("ModifyDBInstance", { backupRetentionPeriod: 0 }, { caller: who.user }),
      event("rds", "ModifyDBCluster", { request: { dBClusterIdentifier: "payments", deletionProtection: false } }),
      event("rds", "ModifyGlobalCluster", { request: { deletionProtection: false } }),
      table("UpdateTable", { deletionProtectionEnabled: false }),
      recovery(false),
      cluster("ModifyCluster", { automatedSnapshotRetentionPeriod: 0 }, { caller: who.person }),
      secret("CancelRotateSecret", {}),
      vault("PutBackupVaultLockConfiguration"),
      vault("PutBackupVaultAccessPolicy", { caller: who.person }),
      vault("PutBackupVaultNotifications", refused),
      vault("DeleteBackupVaultNotifications"),
      event("backup", "DeleteBackupPlan", { request: { backupPlanId: "0a1b" } }),
      event("backup", "DeleteBackupSelection", { caller: who.pipeline }),
      event("backup", "DeleteBackupPlan", { caller: stack }),
      event("backup-gateway", "PutBackupVaultAccessPolicy"),
    ],
    quiet: [
      database("ModifyDBInstance", { deletionProtection: true }),
      database("ModifyDBInstance", { backupRetentionPeriod: 7 }),
      database("CreateDBInstance", { deletionProtection: false, backupRetentionPeriod: 0 }),
      table("UpdateTable", { deletionProtectionEnabled: true }),
      table("CreateTable", { deletionProtectionEnabled: false }),
      recovery(true),
      cluster("ModifyCluster", { automatedSnapshotRetentionPeriod: 7 }),
      secret("RotateSecret", {}),
      vault("DescribeBackupVault"),
      event("backup", "CreateBackupPlan"),
      event("backup", "StartBackupJob"),
    ],
  },
};
