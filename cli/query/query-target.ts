import { loadConfig } from "../../config/load";
import { replicaOfBuckets } from "../../config/derived/second-region";
import { logTableSource } from "../../config/derived/table-locations";
import { lakehouseNames } from "../../config/names/lakehouse";
import { archiveBuckets, namesFor } from "../../config/names/names";
import { replicaBuckets } from "../../config/names/second-region";
import type { AuditConfig } from "../../config/audit-config";
import { replicaCatalog, replicaLocation } from "../../tables/catalog";
import { chosenConfiguration } from "../shared/config-option";
import { CommandError } from "../../shared/child-process";
import { AthenaEngine } from "./athena-engine";
import { catalogOf } from "./dry-run";
import type { ArchiveBuckets } from "./glacier";
import type { QueryEngine } from "./query-engine";
import type { Catalog } from "./scan";

/** The engine, tables and database that queries use. */
export interface QueryTarget {
  readonly config: AuditConfig;

  /** Tables and views of the database. */
  readonly catalog: Catalog;

  /** Buckets of the tables. Their lifecycles can move logs to Glacier. */
  readonly buckets: ArchiveBuckets;

  /** Quarantined objects and folders, which no query reads. */
  readonly leftOut: readonly string[];

  /** Database of the lakehouse. Undefined if there is no lakehouse to read. */
  readonly lakeDatabase: string | undefined;

  readonly connect: () => QueryEngine;

  /** Whether AWS charges for the bytes that the engine reads. */
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
  const connect = () => new AthenaEngine(workgroup, { region: config.homeRegion });
  return { ...archiveTables(config), isPaid: true, connect };
}

/**
 * Athena over the replicas, in the second region and the account that owns the replicas.
 *
 * @param configuration value of `--config`
 * @param isResponder whether the query runs in the responders' workgroup
 * @throws {CommandError} when there is no second region
 */
export function replicaTarget(configuration: string | undefined, isResponder: boolean): QueryTarget {
  const config = loadConfig(chosenConfiguration(configuration).path);
  const { secondRegion } = config.archive;
  if (secondRegion === undefined) {
    throw new CommandError("the archives have no replicas; set archive.secondRegion, or omit --replica");
  }
  const names = namesFor(config);
  const workgroup = isResponder ? names.responderWorkgroupName : names.workgroupName;
  const replicaOf = replicaOfBuckets(config);
  return {
    config,
    catalog: replicaCatalog(logTableSource(config), replicaOf),
    buckets: replicaBuckets(config),
    leftOut: config.query.quarantinedObjects.flatMap((path) => replicaLocation(path, replicaOf) ?? []),
    // The lakehouse has no replica
    lakeDatabase: undefined,
    isPaid: true,
    connect: () => new AthenaEngine(workgroup, { region: secondRegion.region }),
  };
}

/** The tables over the archives of a configuration. */
export const archiveTables = (config: AuditConfig) => ({
  config,
  catalog: catalogOf(config),
  buckets: archiveBuckets(config),
  leftOut: config.query.quarantinedObjects,
  lakeDatabase: config.lakehouse.enabled ? lakehouseNames(config).databaseName : undefined,
});
