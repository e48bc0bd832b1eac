import type { Caller, CloudTrailEvent } from "../../../sample-data/events/event";
import { account, arn } from "../../../sample-data/values";
import { at, home, type HuntStories, member, minute, refused, times, who } from "./story";

const secret = (caller: Caller, index: number, more: object = {}): CloudTrailEvent =>
  at(minute(10, index), caller, "secretsmanager", "GetSecretValue", { request: { secretId: `s${index}` }, ...more });
const parameters = (caller: Caller, ...names: string[]): CloudTrailEvent =>
  at("10:50", caller, "ssm", "GetParameters", { request: { names, withDecryption: true } });
const decrypted = (caller: Caller, index: number): CloudTrailEvent =>
  at(minute(10, index), caller, "kms", "Decrypt", {
    request: { encryptionContext: { PARAMETER_ARN: arn("ssm", home, member, `parameter/p${index}`) } },
  });

/** A call that reads a page of secrets. */
const filtered = (
  time: string,
  request: object = { filters: [{ key: "tag-key", values: ["app"] }] },
): CloudTrailEvent => at(time, who.thief, "secretsmanager", "BatchGetSecretValue", { request: { ...request } });

const snapshotId = "snap-0a1b2c3d4e5f60718";
const permission = (change: "add" | "remove") => ({
  snapshotId,
  createVolumePermission: { [change]: { items: [{ userId: account(9) }] } },
});
const snapshot = (time: string, name: string, request: object = { snapshotId }) =>
  at(time, who.insider, "ec2", name, { request: { ...request } });
const backup = (caller: Caller, index: number, hour = 10): CloudTrailEvent =>
  at(minute(hour, index), caller, "ec2", "CreateSnapshot", { request: { volumeId: `vol-${index}` } });

const object = (caller: Caller, index: number, bytes?: unknown): CloudTrailEvent =>
  at(minute(10, index), caller, "s3", "GetObject", {
    request: { bucketName: "customer-exports", key: `2026/${index}.csv` },
    additional: { bytesTransferredOut: bytes },
  });

const service = (caller: Caller, name: string): Caller => ({
  ...caller,
  identity: { type: "AWSService", invokedBy: name },
});

/** Stories of data that somebody reads or exports. */
export const data: HuntStories = {
  "secrets-read-by-one": {
    found: [
      ...times(6, (i) => secret(who.thief, i)),
      parameters(who.thief, "a", "b", "c", "d"),
      ...times(5, (i) => decrypted(who.thief, i)),
    ],
    alsoFound: { "pages of a filter within a minute": times(4, (i) => filtered(`10:00:0${i}`)) },
    nearMisses: {
      "one too few, again and again": [
        ...times(60, (i) => secret(who.thief, i % 10)),
        parameters(who.thief, "a", "b", "c", "d"),
      ],
      "one page too few within a minute": times(12, (i) => filtered(`10:${10 + (i % 4)}:0${Math.floor(i / 4)}`)),
      "the same names again and again in one minute": times(20, (i) =>
        filtered(`10:00:${10 + i}`, { secretIdList: ["s1", "s2"] }),
      ),
      "two workloads": [...times(10, (i) => secret(who.insider, i)), ...times(10, (i) => secret(who.pipeline, i + 10))],
      "denied reads of secrets": times(30, (i) => secret(who.thief, i, refused)),
      "a service that rotates secrets": times(30, (i) => secret(service(who.thief, "secretsmanager.amazonaws.com"), i)),
      "keys of other data": times(30, (i) =>
        at(minute(10, i), who.thief, "kms", "Decrypt", { request: { encryptionContext: { "aws:s3:arn": `b${i}` } } }),
      ),
    },
  },
  "snapshot-shared-then-deleted": {
    found: [snapshot("10:00", "ModifySnapshotAttribute", permission("add")), snapshot("11:00", "DeleteSnapshot")],
    alsoFound: {
      "a snapshot of a database": [
        at("10:00", who.insider, "rds", "ModifyDBSnapshotAttribute", {
          request: { dBSnapshotIdentifier: "orders", attributeName: "restore", valuesToAdd: [account(9)] },
        }),
        at("11:00", who.insider, "rds", "DeleteDBSnapshot", { request: { dBSnapshotIdentifier: "orders" } }),
      ],
      "a copy that was shared and deleted": [
        snapshot("09:50", "CopySnapshot", { sourceSnapshotId: "snap-99999999999999999" }),
        snapshot("10:00", "ModifySnapshotAttribute", permission("add")),
        snapshot("11:00", "DeleteSnapshot"),
      ],
    },
    nearMisses: {
      "a deletion before the snapshot was shared": [
        snapshot("10:00", "DeleteSnapshot"),
        snapshot("11:00", "ModifySnapshotAttribute", permission("add")),
      ],
      "a denied deletion": [
        snapshot("10:00", "ModifySnapshotAttribute", permission("add")),
        { ...snapshot("11:00", "DeleteSnapshot"), errorCode: "Client.UnauthorizedOperation" },
      ],
      "a permission that is removed": [
        snapshot("10:00", "ModifySnapshotAttribute", permission("remove")),
        snapshot("11:00", "DeleteSnapshot"),
      ],
      "another snapshot": [
        snapshot("10:00", "ModifySnapshotAttribute", permission("add")),
        snapshot("11:00", "DeleteSnapshot", { snapshotId: "snap-99999999999999999" }),
      ],
      "a snapshot that is not deleted": [
        snapshot("10:00", "ModifySnapshotAttribute", permission("add")),
        snapshot("11:00", "CopySnapshot", { sourceSnapshotId: snapshotId }),
      ],
    },
  },
  "snapshots-made-in-bulk": {
    found: times(10, (i) => backup(who.insider, i)),
    nearMisses: {
      "denied creations of snapshots": times(40, (i) => ({
        ...backup(who.insider, i),
        errorCode: "Client.UnauthorizedOperation",
      })),
      "a few in each hour": times(20, (i) => backup(who.insider, i, 8 + (i % 4))),
      "one volume too few, again and again": times(40, (i) => backup(who.insider, i % 9)),
      "a service": times(40, (i) => backup(service(who.insider, "backup.amazonaws.com"), i)),
      "two people": [...times(9, (i) => backup(who.insider, i)), ...times(9, (i) => backup(who.person, i + 9))],
    },
  },
  "objects-read-in-bulk": {
    found: times(1_000, (i) => object(who.thief, i)),
    alsoFound: { "ten gigabytes": times(3, (i) => object(who.thief, i, 3_333_333_334)) },
    nearMisses: {
      "denied reads of objects": times(1_200, (i) => ({ ...object(who.thief, i), errorCode: "AccessDenied" })),
      "one object too few": times(999, (i) => object(who.thief, i)),
      "the same objects again and again": times(1_500, (i) => object(who.thief, i % 20)),
      "just below ten gigabytes": times(3, (i) => object(who.thief, i, 3_333_333_333)),
      "a number of bytes that is not a number": times(3, (i) => object(who.thief, i, "many")),
      "a service": times(1_200, (i) => object(service(who.thief, "replication.amazonaws.com"), i)),
    },
  },
};
