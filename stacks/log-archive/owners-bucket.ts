import type { AuditConfig } from "../../config/audit-config";
import { bucketArn, namesFor } from "../../config/names/names";
import { denyDeletion, denyDeletionExceptHolds, denyForgery, denyWeakTransport } from "../../modules/iam/bucket-guards";
import { archiveReaders } from "../../modules/iam/grants/readers";
import type { PolicyStatement } from "../../modules/iam/policy-document";
import { bucketPolicyStatements } from "../log-sources/log-sources";

/** Statements that the policy of the trail's bucket must have if its owner manages the bucket: for writing, reading and deleting. */
export function ownersBucketStatements(config: AuditConfig): PolicyStatement[] {
  const { partition, accounts, archive } = config;
  const bucket = bucketArn(partition, namesFor(config).buckets.trail);
  return [
    ...denyWeakTransport(bucket),
    denyForgery(bucket, { accountId: accounts.logArchive, roleArns: [], prefixes: [] }),
    ...(archive.lock.holdRoleArns.length === 0
      ? [denyDeletion(bucket, archive.lock.bypassRoleArns)]
      : denyDeletionExceptHolds(bucket, archive.lock.bypassRoleArns, archive.lock.holdRoleArns)),
    ...bucketPolicyStatements("trail", config),
    ...archiveReaders(bucket, archive.readerRoleArns),
  ];
}
