import { existsSync } from "node:fs";
import { join } from "node:path";
import { featureNames } from "../../../features/list";
import type { ArchiveWriters } from "../../../modules/archive/log-writer";
import { accessLogs } from "./access-logs";
import { archiveAccessLogs } from "./archive-access-logs";
import { awsConfigReplica } from "./aws-config-replica";
import { awsConfig } from "./aws-config";
import { deletion } from "./deletion";
import { analysts } from "./analysts";
import { applicationLogs, securityHubFindings } from "./firehose";
import { loadBalancerLogs } from "./load-balancer-logs";
import { organizationTrail } from "./organization-trail";
import { externalTrails } from "./external-trails";
import { readers } from "./readers";
import type { RequestRows } from "./request-row";
import { sessions } from "./sessions";
import { vendedLogs } from "./vended-logs";
import { versionLists } from "./version-lists";
import { weakening } from "./weakening";
import { wafLogs } from "./waf-logs";

/** The requests of each log source that writes to an archive. */
export const writerRows: Readonly<Record<string, RequestRows>> = {
  "access-logs": accessLogs,
  "application-logs": applicationLogs,
  "archive-access-logs": archiveAccessLogs,
  "aws-config": awsConfig,
  "load-balancer-logs": loadBalancerLogs,
  "organization-trail": organizationTrail,
  "external-trails": externalTrails,
  "security-hub-findings": securityHubFindings,
  sessions: sessions,
  "vended-logs": vendedLogs,
  "version-lists": versionLists,
  "waf-logs": wafLogs,
};

/** The name of the request rows of each writer. A writer without an entry does not compile. */
export const rowsOfWriter: Readonly<Record<keyof ArchiveWriters, string>> = {
  trailArn: "organization-trail",
  externalTrails: "external-trails",
  flowLogs: "vended-logs",
  transitGatewayFlowLogs: "vended-logs",
  dnsQueryLogs: "vended-logs",
  webAclLogs: "waf-logs",
  awsConfig: "aws-config",
  sessions: "sessions",
  securityHubFindings: "security-hub-findings",
  applicationLogs: "application-logs",
  replicator: "aws-config-replica",
  accessLogAccountIds: "access-logs",
  loadBalancerAccountIds: "load-balancer-logs",
  loggedBucketArns: "archive-access-logs",
  listedBucketArns: "version-lists",
};

/** The requests of the roles of features, by the feature. A feature has them in the folder of its tests. */
function ofFeatures(): Record<string, RequestRows> {
  const pathOf = (name: string) => join(__dirname, "../../unit/features", name, "requests.ts");
  const withRequests = featureNames.filter((name) => existsSync(pathOf(name)));
  return Object.fromEntries(withRequests.map((name) => [name, require(pathOf(name)).requests]));
}

/** The requests of roles of the archive's own account, which need no statement of a log source. */
export const ownRoleRows: Readonly<Record<string, RequestRows>> = {
  "aws-config-replica": awsConfigReplica,
  ...ofFeatures(),
};

/** The requests of people. */
export const peopleRows: Readonly<Record<string, RequestRows>> = {
  analysts,
  deletion,
  readers,
  weakening,
};
