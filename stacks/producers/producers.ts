import type { AuditConfig } from "../../config/audit-config";
import type { OwnWriters } from "../../modules/iam/bucket-guards";
import type { PolicyStatement } from "../../modules/iam/policy-document";
import { applicationLogs } from "./application-logs";
import { accessLogReplicas } from "./access-log-replicas";
import { archiveAccess } from "./archive-access";
import { configRecorders } from "./config-recorders";
import { loadBalancers } from "./load-balancers";
import { organizationTrail } from "./organization-trail";
import { outsideTrails } from "./outside-trails";
import { type ArchiveName, type Producer, deliveryTo } from "./producer";
import { securityHubFindings } from "./security-hub-findings";
import { sessionNodes } from "./session-nodes";
import { vendedLogs } from "./vended-logs";
import { webAclLogs } from "./web-acl-logs";

/** Everybody who writes to the archives. */
const producers: readonly Producer[] = [
  organizationTrail,
  configRecorders,
  vendedLogs,
  webAclLogs,
  loadBalancers,
  sessionNodes,
  securityHubFindings,
  applicationLogs,
  archiveAccess,
  outsideTrails,
  accessLogReplicas,
];

/** What the policy of an archive grants its producers. */
export function producersOf(archive: ArchiveName, config: AuditConfig): PolicyStatement[] {
  const delivery = deliveryTo(archive, config);
  return producers.filter((producer) => producer.archive === archive).flatMap((one) => one.bucketGrants(delivery));
}

/** Who writes to an archive from within its own account. */
export function ownWritersOf(archive: ArchiveName, config: AuditConfig): OwnWriters {
  const { partition, accounts } = config;
  const delivery = deliveryTo(archive, config);
  const writers = producers.flatMap((one) => (one.archive === archive && one.ownWriters?.(delivery)) || []);
  return {
    accountId: accounts.logArchive,
    roleArns: writers.flatMap(({ roleName }) =>
      roleName === undefined ? [] : [`arn:${partition}:iam::${accounts.logArchive}:role/${roleName}`],
    ),
    prefixes: writers.flatMap(({ prefix }) => prefix ?? []),
  };
}

/** What the policy of the archive key grants the producers. */
export function producersWithKey(config: AuditConfig): PolicyStatement[] {
  return producers.flatMap(({ archive, keyGrants }) => keyGrants(deliveryTo(archive, config)));
}
