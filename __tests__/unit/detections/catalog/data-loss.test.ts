import { dataLossDetections } from "../../../../detections/catalog/data-loss";
import { describeCallsOf } from "../../../../sample-data/detection-examples/calls-of";
import { firesAfter, notAllowed } from "../../../../sample-data/detection-examples/variants";

const withSeverity = (severity: string) =>
  dataLossDetections.filter((row) => row.severity === severity).map(({ id }) => id);

test("bulk deletion, and deletion of backups and keys, page", () => {
  expect(withSeverity("page")).toEqual(["data-deleted-in-bulk", "backups-destroyed", "keys-made-useless"]);
  expect(withSeverity("watch")).toEqual([]);
});

test("a single deletion does not match, and many deletions within five minutes do", () => {
  const thresholds = dataLossDetections.flatMap(({ id, threshold }) => (threshold ? [[id, threshold]] : []));

  expect(thresholds).toEqual([
    ["data-deleted-in-bulk", 10],
    ["recovery-copies-deleted-in-bulk", 20],
  ]);
});

/** The calls that each row must match. */
const known: Record<string, string> = {
  "data-deleted-in-bulk": "DeleteBucket DeleteDBInstance DeleteDBCluster DeleteTable DeleteCluster DeleteFileSystem",
  "backups-destroyed": `DeleteRecoveryPoint DisassociateRecoveryPoint* DeleteBackupVault DeleteBackupVaultAccessPolicy
    DeleteBackupVaultLockConfiguration UpdateRecoveryPointLifecycle DeleteRule UnlockRule UnlockSnapshot`,
  "keys-made-useless": `ImportKeyMaterial DeleteImportedKeyMaterial DisconnectCustomKeyStore DeleteCustomKeyStore
    PutKeyPolicy DisableKey ScheduleKeyDeletion`,
  "recovery-copies-deleted-in-bulk": `DeleteSnapshot DeregisterImage DeleteVolume DeleteDBSnapshot
    DeleteDBClusterSnapshot DeleteDBInstanceAutomatedBackup DeleteDBClusterAutomatedBackup DeleteClusterSnapshot
    BatchDeleteClusterSnapshots DeleteBackup`,
  "deleted-for-good": `DeleteDBInstance DeleteDBCluster DeleteCluster DeleteSecret DeleteDomain
    DeleteElasticsearchDomain`,
  "data-guards-lowered": `*PublicAccessBlock Delete* DeleteBucketEncryption PutBucketEncryption
    DisableSnapshotBlockPublicAccess DisableImageBlockPublicAccess DisableEbsEncryptionByDefault
    ModifyEbsDefaultKmsKeyId`,
  "bucket-safety-removed": `PutBucketVersioning PutBucketLifecycle* PutObjectLockConfiguration
    PutBucketObjectLockConfiguration`,
  "database-safety-removed": `Modify* UpdateTable UpdateContinuousBackups ModifyCluster CancelRotateSecret
    PutBackupVault* DeleteBackupVaultN* DeleteBackupPlan DeleteBackupSelection UpdateLifecyclePolicy`,
};

/** Detections that match only successful calls. The other detections also match refused calls. */
const wantsSuccess = ["data-deleted-in-bulk", "recovery-copies-deleted-in-bulk", "deleted-for-good"];

describeCallsOf(dataLossDetections, known);

describe.each(dataLossDetections)("$id", (row) => {
  const all = firesAfter(row, (same) => same);

  test(
    wantsSuccess.includes(row.id) ? `${row.id} does not match refused calls` : `${row.id} matches refused calls too`,
    () => {
      expect(firesAfter(row, notAllowed)).toEqual(wantsSuccess.includes(row.id) ? [] : all);
    },
  );
});
