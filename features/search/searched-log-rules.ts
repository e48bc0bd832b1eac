import { indexedLogClasses } from "./indexed-logs";
import { resolvedRetention } from "../../config/derived/retention";
import type { DeclaredConfig } from "../../config/schema/declared";
import type { Problem, Rule } from "../../config/rules/rule";

/** Rejects a search over logs that are not in the archive, or that the archive deletes before the search does. */
export const searchedLogRules: readonly Rule[] = [
  { reads: ["search.enabled", "search.logs", "search.monitors"], problems: monitorProblems },
  {
    reads: [
      "search.enabled",
      "search.logs",
      "logSources.flowLogs",
      "logSources.applicationLogs",
      "logSources.securityHubFindings.mode",
      "logSources.securityHubFindings.format",
    ],
    problems: sourceProblems,
  },
  {
    reads: ["search.enabled", "search.logs", "archive.lifecycle", "archive.retention", "archive.accessLogs"],
    problems: retentionProblems,
  },
];

/** Logs that the search indexes. None if the search is disabled. */
const enabledLogs = ({ search }: DeclaredConfig) =>
  indexedLogClasses.filter((name) => search.enabled && search.logs[name].enabled);

function monitorProblems(config: DeclaredConfig): Problem[] {
  const { search } = config;
  if (!search.enabled || !search.monitors || enabledLogs(config).length > 0) return [];
  const message =
    "monitors read the logs of search.logs, and no log in search.logs is enabled; enable one, or set search.monitors to false";
  return [{ path: ["search", "monitors"], message }];
}

function sourceProblems(config: DeclaredConfig): Problem[] {
  const missing = missingSources(config);
  return enabledLogs(config).flatMap((name) => {
    const message = missing[name];
    return message === undefined ? [] : [{ path: ["search", "logs", name, "enabled"], message }];
  });
}

/** Reason why the archive has no logs that the search can read, by class of logs. */
function missingSources({ logSources }: DeclaredConfig) {
  const { flowLogs, applicationLogs, securityHubFindings } = logSources;
  const nothing = (setting: string, value: string) =>
    `the archive has no such logs, because ${setting} is ${value}; change that setting, or set this one to false`;
  const findings = "logSources.securityHubFindings";
  const unreadable = `the search reads findings in the format ASFF, and ${findings}.format is OCSF; change the format, or set this setting to false`;
  return {
    flowLogs: flowLogs.vpcs === "none" ? nothing("logSources.flowLogs.vpcs", "none") : undefined,
    applicationLogs: applicationLogs.enabled ? undefined : nothing("logSources.applicationLogs.enabled", "false"),
    securityHubFindings:
      securityHubFindings.mode === "none"
        ? nothing(`${findings}.mode`, "none")
        : securityHubFindings.format === "OCSF"
          ? unreadable
          : undefined,
  };
}

function retentionProblems(config: DeclaredConfig): Problem[] {
  const { archive, search } = config;
  const ofClass = resolvedRetention(archive);
  return enabledLogs(config).flatMap((name) => {
    const { expireDays } = ofClass[name] ?? archive.lifecycle;
    const setting =
      ofClass[name] === undefined ? "archive.lifecycle.expireDays" : `archive.retention.${name}.expireDays`;
    if (expireDays === null || search.logs[name].retentionDays <= expireDays) return [];
    const message = `the archive deletes logs after ${expireDays} days (${setting}); use ${expireDays} or fewer`;
    return [{ path: ["search", "logs", name, "retentionDays"], message }];
  });
}
