import leven = require("leven");
import type { AuditConfig } from "../../config/audit-config";
import { missingLog } from "../../queries/missing-log";
import { tablesNamed } from "../../queries/relations";
import type { SavedQuery } from "../../queries/saved-queries";
import { CommandError } from "../../shared/child-process";
import { programName } from "../../shared/program-name";
import type { Catalog } from "./scan";

/** @throws {CommandError} for an unknown name. It suggests the most similar name */
export function findQuery<Q extends Pick<SavedQuery, "name">>(queries: readonly Q[], name: string): Q {
  const found = queries.find((query) => query.name === name);
  if (found) return found;
  const [nearest = ""] = queries.map((query) => query.name).toSorted((a, b) => leven(a, name) - leven(b, name));
  const isNear = leven(nearest, name) * 3 <= name.length;
  const hint = isNear ? `did you mean ${nearest}? To list all, run` : "to list all, run";
  throw new CommandError(`unknown saved query ${name}; ${hint} ${programName()} query`);
}

/** @throws {CommandError} when the configuration does not create a table of the query */
export function checkTables(query: SavedQuery, { logSources }: AuditConfig): void {
  const missing = missingLog(query, { webAclLogs: logSources.webAclLogs.enabled });
  if (missing === undefined) return;
  throw new CommandError(
    `query ${query.name} reads table waf_logs, which exists only if ${missing} is true; set ${missing} to true, or run another query`,
  );
}

/** @throws {CommandError} when a query of replicas needs a table whose archive has no replica */
export function checkReplicas({ name, sql }: Pick<SavedQuery, "name" | "sql">, archived: Catalog, read: Catalog): void {
  const namesIn = ({ tables, views }: Catalog) => [...tables, ...views].map((relation) => relation.name);
  const missing = tablesNamed(sql, namesIn(archived)).find((table) => !namesIn(read).includes(table));
  if (missing === undefined) return;
  throw new CommandError(
    `query ${name} reads ${missing}, which has no replica; add its archive to archive.secondRegion.archives, or run another query`,
  );
}
