import { archiveAccess } from "./archive-access";
import { configRecorders } from "./config-recorders";
import { deletion } from "./deletion";
import { organizationTrail } from "./organization-trail";
import { readers } from "./readers";
import type { RequestRows } from "./request-row";
import { vendedLogs } from "./vended-logs";
import { weakening } from "./weakening";

/** The requests of each producer, by the name of its file in stacks/producers. */
export const producerRows: Readonly<Record<string, RequestRows>> = {
  "archive-access": archiveAccess,
  "config-recorders": configRecorders,
  "organization-trail": organizationTrail,
  "vended-logs": vendedLogs,
};

/** The requests of people. */
export const peopleRows: Readonly<Record<string, RequestRows>> = {
  deletion,
  readers,
  weakening,
};
