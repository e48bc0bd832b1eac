import { z } from "zod";
import { applicationLogSchema } from "./log-sources/application-logs";
import { accessLogSchema } from "./log-sources/access-logs";
import { awsConfigSchema } from "./log-sources/aws-config";
import { dnsLogSchema } from "./log-sources/dns-query-logs";
import { flowLogSchema } from "./log-sources/flow-logs";
import { loadBalancerLogSchema } from "./log-sources/load-balancer-logs";
import { securityHubFindingSchema } from "./log-sources/security-hub-findings";
import { sessionSchema } from "./log-sources/sessions";
import { vendedLogSchema } from "./log-sources/vended-logs";
import { webAclLogSchema } from "./log-sources/waf-logs";

/** Log sources other than the trail. */
export const logSourceSchema = z
  .strictObject({
    awsConfig: awsConfigSchema,
    vendedLogs: vendedLogSchema,
    flowLogs: flowLogSchema,
    dnsQueryLogs: dnsLogSchema,
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
      "Log sources other than the trail. The writer of a disabled log source may not write to the archive. `vendedLogs` also allows logs that teams configure themselves.",
  });
