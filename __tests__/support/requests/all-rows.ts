import { archiveAccess } from "./archive-access";
import { configRecorders } from "./config-recorders";
import { deletion } from "./deletion";
import { loadBalancers } from "./load-balancers";
import { organizationTrail } from "./organization-trail";
import { readers } from "./readers";
import type { RequestRows } from "./request-row";
import { vendedLogs } from "./vended-logs";
import { weakening } from "./weakening";
import { webAclLogs } from "./web-acl-logs";

/** The requests of each producer, by the name of its file in stacks/producers. */
export const producerRows: Readonly<Record<string, RequestRows>> = {
  "archive-access": archiveAccess,
  "config-recorders": configRecorders,
  "load-balancers": loadBalancers,
  "organization-trail": organizationTrail,
  "vended-logs": vendedLogs,
  "web-acl-logs": webAclLogs,
};

/** The requests of people. */
export const peopleRows: Readonly<Record<string, RequestRows>> = {
  deletion,
  readers,
  weakening,
};
