import { dataLossDetections } from "../../detections/data-loss";
import { firesAfter, fromService, namesWithoutExample, notAllowed, otherCall, otherService } from "./examples/variants";

const withSeverity = (severity: string) =>
  dataLossDetections.filter((row) => row.severity === severity).map(({ id }) => id);

test("wakes somebody for what cannot wait: data in bulk, backups and keys", () => {
  expect(withSeverity("page")).toEqual(["data-deleted-in-bulk", "backups-destroyed", "keys-made-useless"]);
  expect(withSeverity("watch")).toEqual([]);
});

test("one deletion is work, many within five minutes are not", () => {
  const thresholds = dataLossDetections.flatMap(({ id, threshold }) => (threshold ? [[id, threshold]] : []));

  expect(thresholds).toEqual([
    ["data-deleted-in-bulk", 10],
    ["recovery-copies-deleted-in-bulk", 20],
  ]);
});

/** The calls the rows have to know, by row. */
const known: Record<string, string> = {
  "data-deleted-in-bulk": "DeleteBucket DeleteDBInstance DeleteDBCluster DeleteTable DeleteCluster DeleteFileSystem",
  "backups-destroyed": `DeleteRecoveryPoint DisassociateRecoveryPoint* DeleteBackupVault DeleteBackupVaultAccessPolicy
    DeleteBackupVaultLockConfiguration UpdateRecoveryPointLifecycle DeleteRule UnlockRule UnlockSnapshot`,
  "keys-made-useless": `ImportKeyMaterial DeleteImportedKeyMaterial DisconnectCustomKeyStore DeleteCustomKeyStore
    PutKeyPolicy ScheduleKeyDeletion`,
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
  "database-safety-removed": `ModifyDBInstance ModifyDBCluster ModifyGlobalCluster UpdateTable UpdateContinuousBackups
    ModifyCluster CancelRotateSecret`,
};

/** Rows that want a call to have succeeded; for the others an attempt is enough. */
const wantsSuccess = ["data-deleted-in-bulk", "recovery-copies-deleted-in-bulk", "deleted-for-good"];

test("there is a list of calls for every row", () => {
  expect(Object.keys(known)).toEqual(dataLossDetections.map(({ id }) => id));
});

describe.each(dataLossDetections)("$id", (row) => {
  const all = firesAfter(row, (same) => same);

  test("knows its calls, and no other", () => {
    const names = [...row.pattern.matchAll(/\$\.eventName = "([^"]+)"/g)].map(([, name = ""]) => name);

    expect(new Set(names)).toEqual(new Set(known[row.id]?.split(/\s+/)));
  });

  test("wants its calls and, unless it says any, their services, whatever the request holds", () => {
    const ofAnyService = row.pattern.includes('eventSource = "*.amazonaws.com"');

    expect(firesAfter(row, otherCall)).toEqual([]);
    expect(ofAnyService ? [] : firesAfter(row, otherService)).toEqual([]);
  });

  test("has an example of every call", () => {
    expect(namesWithoutExample(row)).toEqual([]);
  });

  test(wantsSuccess.includes(row.id) ? "is quiet about attempts" : "takes an attempt for a deed", () => {
    expect(firesAfter(row, notAllowed)).toEqual(wantsSuccess.includes(row.id) ? [] : all);
  });
});

test.each([...wantsSuccess, "backups-destroyed"])("%s leaves out what services do on somebody's behalf", (id) => {
  const row = dataLossDetections.find((other) => other.id === id);

  expect(row && firesAfter(row, fromService)).toEqual([]);
});

test.each(["data-guards-lowered", "bucket-safety-removed", "database-safety-removed"])(
  "%s is told of a stack that does it",
  (id) => {
    const row = dataLossDetections.find((other) => other.id === id);

    expect(row && firesAfter(row, fromService)).toEqual(row && firesAfter(row, (same) => same));
  },
);
