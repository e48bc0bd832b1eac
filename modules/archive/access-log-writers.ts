import { deliveringRoles } from "../../log-sources/delivering-roles";
import { accessLogReplication } from "../iam/grants/access-log-replication";
import { accessLogDelivery } from "../iam/grants/access-logs";
import { loadBalancerLogDelivery } from "../iam/grants/load-balancer-logs";
import { versionListDelivery } from "../iam/grants/version-lists";
import type { LogWriter } from "./log-writer";

/** Application load balancers cannot deliver to a bucket with a customer-managed key. */
const loadBalancerLogs: LogWriter = {
  bucketStatements: ({ partition, bucketArn, prefixes, writers, region }) =>
    loadBalancerLogDelivery({
      partition: partition.name,
      bucketArn,
      prefix: prefixes.loadBalancerLogs,
      networkPrefix: prefixes.networkLoadBalancerLogs,
      accountIds: writers.loadBalancerAccountIds ?? [],
      region,
    }),
};

/** S3 cannot deliver access logs to a bucket with a customer-managed key. */
const archiveAccessLogs: LogWriter = {
  bucketStatements: ({ bucketArn, prefixes, accountId, writers: { loggedBucketArns = [] } }) =>
    loggedBucketArns.length === 0
      ? []
      : accessLogDelivery({
          bucketArn,
          prefix: prefixes.accessLogs,
          sourceAccountId: accountId,
          sourceBucketArns: loggedBucketArns,
        }),
};

const versionLists: LogWriter = {
  bucketStatements: ({ bucketArn, prefixes, accountId, writers: { listedBucketArns = [] } }) =>
    listedBucketArns.length === 0
      ? []
      : versionListDelivery({
          bucketArn,
          prefix: prefixes.versionLists,
          sourceAccountId: accountId,
          sourceBucketArns: listedBucketArns,
        }),
};

/** An account without replication has no such role. If its role were allowed, anyone who creates it could write. */
const accessLogs: LogWriter = {
  bucketStatements: ({ partition, bucketArn, prefixes, organizationId, writers, namePrefix }) =>
    accessLogReplication({
      partition: partition.name,
      bucketArn,
      prefix: prefixes.accessLogs,
      organizationId,
      accountIds: writers.accessLogAccountIds ?? [],
      roleName: deliveringRoles(namePrefix).accessLogs,
    }),
  ownWriters: ({ partition, accountId, namePrefix, writers }) =>
    writers.accessLogAccountIds?.includes(accountId) === true
      ? { roleArn: `arn:${partition.name}:iam::${accountId}:role/${deliveringRoles(namePrefix).accessLogs}` }
      : {},
};

/** The writers of a bucket of access logs. The statements of its policy have this order. */
export const accessLogWriters: readonly LogWriter[] = [loadBalancerLogs, archiveAccessLogs, versionLists, accessLogs];
