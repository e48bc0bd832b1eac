import { keysOf } from "../../shared/keys";
import type { AuditConfig } from "../../config/audit-config";
import type { LogClass } from "../../config/schema/log-classes";

/** Storage of the logs of a class in the search. */
interface IndexedLog {
  /** Name of the logs in names of resources and in alarms. */
  readonly name: string;

  /** Data stream of the domain. */
  readonly stream: string;

  /** Suffix of the pipeline's name. Together with the setting `prefix`, the name may have at most 28 characters. */
  readonly pipeline: string;

  /** Suffix of the object keys of the log files. */
  readonly keySuffix: string;
}

/** Logs that the search can index in addition to CloudTrail events, by class. All are in the service-log archive. */
export const indexedLogs = {
  flowLogs: { name: "flow-logs", stream: "flow-logs", pipeline: "flows", keySuffix: ".parquet" },
  applicationLogs: { name: "application-logs", stream: "app-logs", pipeline: "apps", keySuffix: ".gz" },
  securityHubFindings: { name: "findings", stream: "findings", pipeline: "hub", keySuffix: ".gz" },
} as const satisfies Partial<Record<LogClass, IndexedLog>>;

/** A class of logs that the search can index in addition to CloudTrail events. */
export type IndexedLogClass = keyof typeof indexedLogs;

/** Every class of logs that the search can index in addition to CloudTrail events. */
export const indexedLogClasses = keysOf(indexedLogs);

/** Classes of logs that the search indexes in addition to CloudTrail events. */
export function searchedLogs({ search }: Pick<AuditConfig, "search">): IndexedLogClass[] {
  return indexedLogClasses.filter((logClass) => search.enabled && search.logs[logClass].enabled);
}
