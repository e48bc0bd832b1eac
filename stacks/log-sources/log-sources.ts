import type { Construct } from "constructs";
import { addAccountLogSources } from "./account-log-sources";
import { addConfigRules } from "./config-rules";
import { applicationLogs } from "./application-logs";
import type { LogSource, SourceAccount } from "./log-source";
import { securityHubFindings } from "./security-hub-findings";
import { sessions } from "./sessions";
import { urgentEvents } from "./urgent-events";

/** Log sources that only the stacks have. */
const logSources: readonly LogSource[] = [sessions, securityHubFindings, applicationLogs, urgentEvents];

/** Adds the resources of every log source to the stack of an account. */
export function addLogSources(scope: Construct, account: SourceAccount): void {
  addConfigRules(scope, account, addAccountLogSources(scope, account));
  for (const { addTo } of logSources) addTo(scope, account);
}
