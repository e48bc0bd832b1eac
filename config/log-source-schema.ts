import { z } from "zod";
import { applicationLogSchema } from "./log-sources/application-log-schema";
import { accessLogSchema } from "./log-sources/access-log-schema";
import { configSchema } from "./log-sources/config-schema";
import { dnsLogSchema } from "./log-sources/dns-log-schema";
import { flowLogSchema } from "./log-sources/flow-log-schema";
import { loadBalancerLogSchema } from "./log-sources/load-balancer-log-schema";
import { securityHubFindingSchema } from "./log-sources/security-hub-finding-schema";
import { sessionSchema } from "./log-sources/session-schema";
import { vendedLogSchema } from "./log-sources/vended-log-schema";
import { webAclLogSchema } from "./log-sources/web-acl-log-schema";

/** What is collected besides the trail. */
export const logSourceSchema = z
  .strictObject({
    config: configSchema,
    vendedLogs: vendedLogSchema,
    flowLogs: flowLogSchema,
    dnsLogs: dnsLogSchema,
    webAclLogs: webAclLogSchema,
    loadBalancerLogs: loadBalancerLogSchema,
    sessions: sessionSchema,
    securityHubFindings: securityHubFindingSchema,
    applicationLogs: applicationLogSchema,
    accessLogs: accessLogSchema,
  })
  .prefault({})
  .meta({
    description:
      "What is collected besides the trail. What is off may not write to the archive; `vendedLogs` lets in what teams make themselves.",
  });
