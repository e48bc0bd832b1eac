import type { Construct } from "constructs";
import { accessLogs } from "./access-logs";
import { applicationLogs } from "./application-logs";
import { awsConfig } from "./aws-config";
import { dnsQueryLogs } from "./dns-query-logs";
import { flowLogs } from "./flow-logs";
import type { LogSource, SourceAccount } from "./log-source";
import { securityHubFindings } from "./security-hub-findings";
import { sessions } from "./sessions";
import { urgentEvents } from "./urgent-events";
import { wafLogs } from "./waf-logs";

/** Every log source with resources in the accounts. */
const logSources: readonly LogSource[] = [
  awsConfig,
  flowLogs,
  dnsQueryLogs,
  wafLogs,
  sessions,
  securityHubFindings,
  applicationLogs,
  urgentEvents,
  accessLogs,
];

/** Adds the resources of every log source to the stack of an account. */
export function addLogSources(scope: Construct, account: SourceAccount): void {
  for (const { addTo } of logSources) addTo(scope, account);
}
