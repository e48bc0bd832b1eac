import type { Construct } from "constructs";
import type { AuditConfig } from "../../config/audit-config";
import type { OwnWriters } from "../../modules/iam/bucket-guards";
import type { PolicyStatement } from "../../modules/iam/policy-document";
import { accessLogs } from "./access-logs";
import { applicationLogs } from "./application-logs";
import { archiveAccessLogs } from "./archive-access-logs";
import { awsConfig } from "./aws-config";
import { dnsQueryLogs } from "./dns-query-logs";
import { externalTrails } from "./external-trails";
import { flowLogs } from "./flow-logs";
import { loadBalancerLogs } from "./load-balancer-logs";
import type { LogSource, SourceAccount } from "./log-source";
import { type ArchiveName, deliveryTo } from "./log-writer";
import { organizationTrail } from "./organization-trail";
import { securityHubFindings } from "./security-hub-findings";
import { sessions } from "./sessions";
import { urgentEvents } from "./urgent-events";
import { vendedLogs } from "./vended-logs";
import { versionLists } from "./version-lists";
import { wafLogs } from "./waf-logs";

/** Every log source. The statements in bucket policies and key policies have this order. */
const logSources: readonly LogSource[] = [
  organizationTrail,
  awsConfig,
  vendedLogs,
  flowLogs,
  dnsQueryLogs,
  wafLogs,
  loadBalancerLogs,
  sessions,
  securityHubFindings,
  applicationLogs,
  urgentEvents,
  archiveAccessLogs,
  versionLists,
  externalTrails,
  accessLogs,
];

const writers = logSources.flatMap(({ writer }) => writer ?? []);

/** Adds the resources of every log source to the stack of an account. */
export function addLogSources(scope: Construct, account: SourceAccount): void {
  for (const { addTo } of logSources) addTo?.(scope, account);
}

/** Statements of an archive's bucket policy that allow log sources to write. */
export function bucketPolicyStatements(archive: ArchiveName, config: AuditConfig): PolicyStatement[] {
  const delivery = deliveryTo(archive, config);
  return writers.filter((writer) => writer.archive === archive).flatMap((one) => one.bucketStatements(delivery));
}

/** Principals of an archive's own account that write to it. */
export function ownWritersOf(archive: ArchiveName, config: AuditConfig): OwnWriters {
  const { partition, accounts } = config;
  const delivery = deliveryTo(archive, config);
  const own = writers.flatMap((one) => (one.archive === archive && one.ownWriters?.(delivery)) || []);
  return {
    accountId: accounts.logArchive,
    roleArns: own.flatMap(({ roleName }) =>
      roleName === undefined ? [] : [`arn:${partition}:iam::${accounts.logArchive}:role/${roleName}`],
    ),
    prefixes: own.flatMap(({ prefix }) => prefix ?? []),
  };
}

/** Statements of the archive key's policy that allow log sources to encrypt. */
export function keyPolicyStatements(config: AuditConfig): PolicyStatement[] {
  return writers.flatMap(({ archive, keyStatements }) => keyStatements(deliveryTo(archive, config)));
}
