import { loadConfig } from "../../config/load";
import { namesFor } from "../../config/names/names";
import type { AuditConfig } from "../../config/audit-config";
import { chosenConfiguration } from "../shared/config-option";
import { CommandError } from "../shared/child-process";
import type { LocalSession } from "../local/session";
import { isComplete } from "../local/up";
import { AthenaEngine } from "./athena-engine";
import { LocalEngine } from "./local-engine";
import type { QueryEngine } from "./query-engine";

/** Engine, tables and database of queries. */
export interface QueryTarget {
  readonly config: AuditConfig;

  readonly connect: () => QueryEngine;

  /** Whether the bytes that the engine reads cost money. */
  readonly isPaid: boolean;
}

/**
 * Athena in the log-archive account.
 *
 * @param configuration value of `--config`
 * @param isResponder whether the query runs in the responders' workgroup
 */
export function athenaTarget(configuration: string | undefined, isResponder: boolean): QueryTarget {
  const config = loadConfig(chosenConfiguration(configuration).path);
  const names = namesFor(config);
  const workgroup = isResponder ? names.responderWorkgroupName : names.workgroupName;
  return { config, isPaid: true, connect: () => new AthenaEngine(workgroup, { region: config.homeRegion }) };
}

/**
 * Trino over the archive of the local AWS.
 *
 * @throws {CommandError} when the local AWS is not running
 */
export function localTarget(session: LocalSession): QueryTarget {
  if (!session.isDeployed() || !isComplete(session.deployment)) {
    throw new CommandError("the local AWS is not running or not completely deployed; run: npm run local");
  }
  return { config: session.deployment.config, isPaid: false, connect: () => new LocalEngine(session) };
}
