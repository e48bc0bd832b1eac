import { accessLogReplicas } from "./access-log-replicas";
import { archiveAccess } from "./archive-access";
import { configCopy } from "./config-copy";
import { configRecorders } from "./config-recorders";
import { deletion } from "./deletion";
import { analysts } from "./analysts";
import { applicationLogs, securityHubFindings } from "./firehose";
import { loadBalancers } from "./load-balancers";
import { organizationTrail } from "./organization-trail";
import { outsideTrails } from "./outside-trails";
import { readers } from "./readers";
import type { RequestRows } from "./request-row";
import { searchPipeline } from "./search-pipeline";
import { sessionNodes } from "./session-nodes";
import { vendedLogs } from "./vended-logs";
import { weakening } from "./weakening";
import { webAclLogs } from "./web-acl-logs";

/** The requests of each producer, by the name of its file in stacks/log-sources. */
export const producerRows: Readonly<Record<string, RequestRows>> = {
  "access-log-replicas": accessLogReplicas,
  "application-logs": applicationLogs,
  "archive-access": archiveAccess,
  "config-recorders": configRecorders,
  "load-balancers": loadBalancers,
  "organization-trail": organizationTrail,
  "outside-trails": outsideTrails,
  "security-hub-findings": securityHubFindings,
  "session-nodes": sessionNodes,
  "vended-logs": vendedLogs,
  "web-acl-logs": webAclLogs,
};

/** The requests of roles of the archive's own account, which need no producer's statement. */
export const ownRoleRows: Readonly<Record<string, RequestRows>> = {
  "config-copy": configCopy,
  "search-pipeline": searchPipeline,
};

/** The requests of people. */
export const peopleRows: Readonly<Record<string, RequestRows>> = {
  analysts,
  deletion,
  readers,
  weakening,
};
