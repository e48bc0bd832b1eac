import type { AuditConfig } from "../../config/audit-config";
import { writerStatements } from "../../modules/archive/archive-writers";
import { writtenArchive } from "../../modules/archive/written-archive";
import { denyDeletion, denyDeletionExceptHolds, denyForgery, denyWeakTransport } from "../../modules/iam/bucket-guards";
import { archiveReaders } from "../../modules/iam/grants/readers";
import type { PolicyStatement } from "../../modules/iam/policy-document";
import { archiveValues } from "./written-archives";

/** Statements that the policy of the trail's bucket must have if its owner manages the bucket: for writing, reading and deleting. */
export function ownersBucketStatements(config: AuditConfig): PolicyStatement[] {
  const { accounts } = config;
  const { lock, readerRoleArns } = config.archive;
  const archive = writtenArchive(archiveValues("trail", config));
  const bucket = archive.bucketArn;
  return [
    ...denyWeakTransport(bucket),
    denyForgery(bucket, { accountId: accounts.logArchive, roleArns: [], prefixes: [] }),
    ...(lock.holdRoleArns.length === 0
      ? [denyDeletion(bucket, lock.bypassRoleArns)]
      : denyDeletionExceptHolds(bucket, lock.bypassRoleArns, lock.holdRoleArns)),
    ...writerStatements(archive),
    ...archiveReaders(bucket, readerRoleArns),
  ];
}
